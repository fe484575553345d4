"""Pages as bytes and back: every view, and whatever a view is made of."""

from __future__ import annotations

from hubgen.model.plain_codec import PlainCodec

_NAMES = ("page", "pieces", "texts", "entry", "lists", "data", "diagnostics", "exchange", "forum", "system")
PAGES = PlainCodec(modules=[f"hubgen.model.views.{name}" for name in _NAMES])

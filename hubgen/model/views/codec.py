"""Pages as bytes and back: every view, and whatever a view is made of."""

from __future__ import annotations

from dataclasses import is_dataclass

from hubgen.model.plain_codec import PlainCodec
from hubgen.model.views import data, diagnostics, entry, exchange, forum, lists, page, pieces, system, texts

_VIEWS = (page, entry, pieces, texts, data, system, diagnostics, exchange, forum, lists)
_CLASSES = sorted(
    {one for module in _VIEWS for one in vars(module).values() if isinstance(one, type) and is_dataclass(one)},
    key=lambda one: f"{one.__module__}.{one.__qualname__}",
)
PAGES = PlainCodec(*_CLASSES)

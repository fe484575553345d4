"""What a new hub says in its samples, its config.yaml and its page for the clerk."""

from __future__ import annotations

from collections.abc import Mapping

from hubgen.scaffold.texts.en import EN
from hubgen.scaffold.texts.es import ES
from hubgen.scaffold.texts.pt import PT

TEXTS: Mapping[str, Mapping[str, str]] = {"es": ES, "en": EN, "pt": PT}
"""Everything that a new hub says, by language."""

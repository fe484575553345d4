"""What facets and their values are called in one language, and the sentence that chosen values form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from hubgen.config_parts.facets import COMPUTED_FACETS, Facet
from hubgen.locale.formatting import format_date, format_money, initial_slug, slugify, sort_key
from hubgen.model.entry import Localized
from hubgen.model.field import Field
from hubgen.model.vocabulary import Vocabulary
from hubgen.stages.paths import portable
from hubgen.stages.plan.display import Display, capital
from hubgen.stages.plan.facets import INITIAL
from hubgen.types.base import ContentType


class FacetNames:
    """Labels, slugs and phrases of the facets of one type in one language."""

    def __init__(self, kind: ContentType, display: Display):
        self.kind, self.display, self.language = kind, display, display.language
        self._slugs: dict[tuple[str, str], str] = {}

    def label(self, facet: Facet) -> str:
        if facet.label:
            return capital(facet.label.pick(self.language)[0])
        field = self.kind.fields.get(facet.field)
        if field:
            return self.display.label(field)
        return capital(self.display.term("computed_facet", facet.field).text)

    def label_slug(self, facet: Facet) -> str:
        return self._once(facet, "", lambda: slugify(self.label(facet)) or facet.field.replace("_", "-"))

    def _once(self, facet: Facet, value: str, make: Callable[[], str]) -> str:
        key = (facet.field, value)
        if key not in self._slugs:
            self._slugs[key] = make()
        return self._slugs[key]

    def value(self, facet: Facet, value: str) -> str:
        """A value as readers see it."""
        return capital(self.plain(facet, value))

    def plain(self, facet: Facet, value: str) -> str:
        """A value as it stands inside a sentence."""
        if facet.bands:
            return self._band(facet, value)
        if facet.field in COMPUTED_FACETS and facet.field not in self.kind.fields:
            return self._computed(facet.field, value)
        field = self.kind.fields[facet.field]
        kind = field.type.items or field.type
        if "/" in value and (target := self.display.site.get(value)):
            return self.display.title(target).text
        if kind.kind == "enum":
            return self.display.term(kind.argument, value).text
        words = {
            "country": self.display.country,
            "region": self.display.region,
            "sector": self.display.sector,
            "hs": self.display.product,
        }
        if kind.kind in words:
            return words[kind.kind](value)
        if kind.kind == "bool":
            return field.label(self.language)
        if kind.kind == "lang":
            return self.display._item(kind, value).text
        return value

    def _computed(self, field: str, value: str) -> str:
        if field == "status":
            return self.display.term(self.kind.status_vocabulary, value).text
        if field == "month":
            return format_date(date.fromisoformat(f"{value}-01"), self.language, "month")
        if field == "list" and (target := self.display.site.get(value)):
            return self.display.title(target).text
        if field == "answered":
            return self.display.texts[value]
        return self.display.term("computed_facet", "free").text if field == "free" else value

    def _band(self, facet: Facet, value: str) -> str:
        bound = int(value)
        if bound:
            return self.display.texts["up_to"].format(
                x=format_money(Decimal(bound), facet.currency, self.display.locale)
            )
        return self.display.texts["more_than"].format(
            x=format_money(Decimal(facet.bands[-1]), facet.currency, self.display.locale)
        )

    def slug(self, facet: Facet, value: str) -> str:
        """The last part of the address of a value's page; its id where the label has no letters."""
        return self._once(facet, value, lambda: self._slug(facet, value))

    def _slug(self, facet: Facet, value: str) -> str:
        field = self.kind.fields.get(facet.field)
        kind = (field.type.items or field.type).kind if field else ""
        if facet.field == INITIAL:
            return initial_slug(value)
        if kind == "hs":
            return slugify(value)
        name = portable(slugify(self.plain(facet, value)) or slugify(value) or "x")
        # The page of the facet itself is called index; an author cannot rename a publisher "Index".
        return "x-index" if name == "index" else name

    def sentence(self, chosen: list[tuple[Facet, str]]) -> str:
        """ "Financiamiento de tipo garantía en Honduras": the section's name and the phrase of each value."""
        sentence = self.display.texts[f"section_{self.kind.name}"]
        for facet, value in chosen:
            phrase = self.phrase(facet)
            sentence += ("" if phrase.startswith(",") else " ") + phrase.replace("{}", self.plain(facet, value))
        return sentence

    def phrase(self, facet: Facet) -> str:
        """The piece of a sentence that a value fills in; one that begins with a comma joins without a blank."""
        phrase: Localized[str] | None = facet.phrase
        if phrase and (text := phrase.get(self.language)):
            return text
        label = self.label(facet)
        return f", {label[:1].lower() + label[1:]}: {{}}"

    def in_order(self, facet: Facet, values: Mapping[str, tuple[str, ...]]) -> list[str]:
        """Values in the order in which they are offered: of the vocabulary, of time, of size, else of the alphabet."""
        field = self.kind.fields.get(facet.field)
        if facet.bands:
            return sorted(values, key=lambda value: (value == "0", int(value)))
        if facet.field == "year":
            return sorted(values, reverse=True)
        if facet.field == "month":
            return sorted(values)
        vocabulary = self._vocabulary(facet, field)
        if vocabulary:
            return sorted(values, key=lambda value: (vocabulary.position(value), value))
        return sorted(values, key=lambda value: (sort_key(self.plain(facet, value), self.language), value))

    def _vocabulary(self, facet: Facet, field: Field | None) -> Vocabulary | None:
        vocabularies = self.display.config.vocabularies
        if facet.field == "status":
            return vocabularies.get(self.kind.status_vocabulary)
        if field is None:
            return None
        kind = field.type.items or field.type
        return vocabularies.get(kind.argument) if kind.kind == "enum" else None

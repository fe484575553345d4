"""Typed values as words for readers of one language: labels, dates, amounts, links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from hubgen.config import Config
from hubgen.locale.formatting import (
    country_name,
    format_date,
    format_datetime,
    format_kb,
    format_money,
    format_money_range,
    format_months,
    format_number,
    format_percent,
    format_range,
    language_name,
)
from hubgen.locale.plurals import plural
from hubgen.locale.reference import product_label, sector_label
from hubgen.model.entry import Data, Localized, Ref
from hubgen.model.field import Field, ValueType
from hubgen.model.picture import Pictures
from hubgen.model.site import Published, Site
from hubgen.model.values.periods import read_period
from hubgen.model.views.pieces import Card, Item, Phrase, PictureView
from hubgen.stages.plan.addresses import part_path
from hubgen.stages.plan.forum.sheets import Sheets
from hubgen.stages.plan.gallery import Gallery
from hubgen.stages.plan.parts import Parts
from hubgen.stages.plan.periods import period_text
from hubgen.types import BY_NAME

Texts = Mapping[str, str]
FacetPath = Callable[[str, str, str], str]
"""(type, field, value) -> path of the facet page; empty where there is none."""

GROUP_SPELT_OUT = 8
"""Groups of more countries are told by their name and number."""
UNITS = {"minutes": "n_minutes"}
"""Field -> the text that tells its number with the unit."""
ALL_KEYS = {"countries": "all_countries", "sectors": "all_sectors", "sizes": "all_sizes", "stages": "all_stages"}


class Display:
    """How values read in one language of a site."""

    def __init__(self, site: Site, config: Config, texts: Texts, language: str, parts: Parts):
        self.site, self.config, self.texts, self.language, self.parts = site, config, texts, language, parts
        self.locale = config.locale(language)
        """The language with the country of the hub, for all that is a number."""
        self.facet_path: FacetPath = lambda kind, field, value: ""
        self.cards: dict[tuple[str, bool, bool], Card] = {}
        """Cards made lately: lists show the same entry again and again."""
        self.sheets = Sheets(config.budget.page)
        self.gallery = Gallery(Pictures(), config.images, str)
        """The pictures of the site; plan fills it in."""

    # -- texts -----------------------------------------------------------------------------

    def phrase(self, value: object) -> Phrase:
        """A translatable text, with its language where that is another."""
        if isinstance(value, Localized):
            text, language = value.pick(self.language)
            return Phrase(str(text), "" if language == self.language else language)
        return Phrase(str(value)) if value else Phrase("")

    def title(self, one: Published) -> Phrase:
        title = one.entry.get("title")
        return self.phrase(title) if title else Phrase(one.entry.slugs.original)

    def only(self, one: Published) -> str:
        """For whom alone an entry is, in words; empty where it is public."""
        visibility = one.entry.get("visibility", "public")
        return "" if visibility == "public" else self.texts[f"only_{visibility}"]

    def link(self, one: Published) -> Item:
        title = self.title(one)
        return Item(title.text, one.paths[self.language], title.lang)

    def path_to(self, one: Published, anchor: str) -> str:
        """The page of an entry, or the part of it that holds an anchor."""
        path = one.paths[self.language]
        return f"{part_path(path, self.parts.page_of(one, self.language, anchor))}#{anchor}" if anchor else path

    def party(self, value: object) -> str:
        """The name of an organization of the hub, or of another; empty where there is none."""
        if isinstance(value, Localized):
            value = value.pick(self.language)[0]
        target = self.site.get(value.id) if isinstance(value, Ref) else None
        return self.title(target).text if target else "" if isinstance(value, Ref) else str(value or "")

    def term(self, vocabulary: str, term_id: str) -> Item:
        term = self.config.vocabularies[vocabulary].get(term_id)
        if term is None:
            return Item(term_id)
        label, language = term.label(self.language, self.config.main_language)
        return Item(label, lang="" if language == self.language else language)

    def label(self, field: Field) -> str:
        """The name of a field; of one that no spreadsheet has, from the texts of the interface."""
        return capital(field.label(self.language) if field.labels else self.texts[f"field_{field.name}"])

    def period(self, text: str) -> str:
        """A period in words; a text that is none stays as it is."""
        found = read_period(text)
        return period_text(found, self.language, self.texts) if found else text

    # -- values ----------------------------------------------------------------------------

    def items(self, kind: str, field: Field, value: object) -> tuple[Item, ...]:
        """The words for a field's value; several for a list."""
        if value == ("all",):
            return (Item(self.texts.get(ALL_KEYS.get(field.name, ""), self.texts["all_countries"])),)
        if isinstance(value, Localized):
            picked, language = value.pick(self.language)
            items = self._each(kind, field, picked)
            if language == self.language or isinstance(picked, Ref):
                return items
            return tuple(replace(item, lang=language) for item in items)
        return self._each(kind, field, value)

    def _each(self, kind: str, field: Field, value: object) -> tuple[Item, ...]:
        value_type = field.type
        single = value_type.items or value_type
        values = value if isinstance(value, tuple) else (value,)
        if single.kind == "country":
            values = tuple(dict.fromkeys(one for code in values for one in self._members(str(code))))
        found = []
        for one in values:
            item = self._item(single, one)
            path = item.path or self.facet_path(kind, field.name, facet_key(single, one))
            unit = self.texts[UNITS[field.name]] if field.name in UNITS else "{n}"
            found.append(Item(unit.replace("{n}", item.text), path, item.lang, item.time, item.note))
        return tuple(item for item in found if item.text)

    def _item(self, kind: ValueType, value: object) -> Item:
        if isinstance(value, Ref):
            target = self.site.get(value.id)
            return self.link(target) if target else Item("")
        if isinstance(value, Data):
            return self._map_item(value)
        if kind.kind == "enum":
            return self.term(kind.argument, str(value))
        if isinstance(value, datetime | date):
            return self.moment(value)
        words: dict[str, Callable[[Any], str]] = {
            "country": self.country,
            "region": self.region,
            "sector": self.sector,
            "hs": self.product,
            "lang": lambda code: language_name(code, self.language),
            "months": lambda months: format_months(months, self.locale),
            "percent": lambda number: format_percent(number, self.locale),
        }
        if kind.kind in words:
            return Item(words[kind.kind](value))
        if isinstance(value, bool):
            return Item(self.texts["yes"] if value else self.texts["no"])
        if isinstance(value, Decimal) or (isinstance(value, int) and kind.kind == "number"):
            return Item(format_number(value, self.locale))
        if kind.kind == "url":
            return Item(bare_url(str(value)), str(value))
        return Item(str(value))

    def _map_item(self, value: Data) -> Item:
        """A certificate or another small map in one line."""
        standard = value.get("standard") or value.get("title")
        if isinstance(standard, Localized):
            standard = standard.pick(self.language)[0]
        item = self._item(ValueType("text"), standard)
        notes = [str(value.get("number", ""))]
        if isinstance(until := value.get("expires") or value.get("closes"), date):
            notes.append(self.texts["up_to"].format(x=self.moment(until).text))
        return Item(item.text, item.path, item.lang, note=", ".join(note for note in notes if note))

    def _members(self, code: str) -> tuple[str, ...]:
        """The countries of a small group without a name of its own; any other stays a group."""
        members = self.config.groups.get(code, (code,))
        return members if len(members) <= GROUP_SPELT_OUT and not self.config.group_labels.get(code) else (code,)

    def country(self, code: str) -> str:
        if code in self.config.groups:
            return self._group(code)
        return country_name(code, self.language)

    def _group(self, code: str) -> str:
        labels = dict(self.config.group_labels[code])
        name = labels.get(self.language) or labels.get(self.config.main_language)
        return name or self._unnamed_group(code)

    def _unnamed_group(self, code: str) -> str:
        return f"{code} ({counted(self.texts, 'n_countries', len(self.config.groups[code]))})"

    def region(self, code: str) -> str:
        region = self.config.regions.get(code)
        if region is None:
            return code
        labels = dict(region.labels)
        return labels.get(self.language) or labels.get(self.config.main_language) or code

    def sector(self, code: str) -> str:
        return sector_label(code, self.language) or f"{sector_label(code[:2], self.language) or 'ISIC'} ({code})"

    def product(self, code: str) -> str:
        return f"HS {code} ({product_label(code[:2], self.language)})"

    def moment(self, value: date | datetime, zone: str = "") -> Item:
        """A day, or a day with its hour on the clocks of the zone (the hub's where none is given)."""
        if isinstance(value, datetime):
            local = value.astimezone(ZoneInfo(zone or self.config.zone))
            return Item(format_datetime(local, self.language), time=local.strftime("%Y-%m-%dT%H:%M%z"))
        return Item(self.day(value), time=value.isoformat())

    def day(self, value: date) -> str:
        day = value.date() if isinstance(value, datetime) else value
        return format_date(day, self.language, "short")

    # -- pictures --------------------------------------------------------------------------

    def picture(self, one: Published) -> PictureView | None:
        """The `image` of an entry, in this language's own version where it has one."""
        image = one.entry.get("image")
        if not isinstance(image, Localized):
            return None
        alt = self.phrase(one.entry.get("image_alt"))
        return self.gallery.view(str(image.pick(self.language)[0]), alt, self.texts, self.locale)

    def image_path(self, one: Published) -> str:
        """Path of the `image` of an entry as other sites show it; empty where there is none."""
        image = one.entry.get("image")
        return self.gallery.social(str(image.pick(self.language)[0])) if isinstance(image, Localized) else ""

    # -- ranges and amounts ----------------------------------------------------------------

    def money_range(self, low: object, high: object, currency: object) -> str:
        """An amount from, up to, or between, in the currency."""
        code = str(currency or "")
        if isinstance(low, Decimal) and isinstance(high, Decimal) and low != high:
            return format_money_range(low, high, code, self.locale)
        if isinstance(high, Decimal):
            exact = low == high
            text = self.money(high, code)
            return text if exact else self.texts["up_to"].format(x=text)
        if isinstance(low, Decimal):
            return self.texts["from_"].format(x=self.money(low, code))
        return ""

    def number(self, number: Decimal) -> str:
        """A figure with the signs of the language and the country."""
        return format_number(number, self.locale)

    def money(self, amount: Decimal, currency: object) -> str:
        if amount == 0:
            return self.texts["free"]
        return format_money(amount, str(currency or ""), self.locale)

    def quantity(self, number: Decimal, unit: object) -> str:
        """A number with its unit, in the plural but for one: "6 toneladas"."""
        name = self.term("unit", str(unit)).text if unit else ""
        text = name if number == 1 else plural(name, self.language)
        return f"{self.number(number)}\N{NO-BREAK SPACE}{text}".rstrip()

    def percent_range(self, low: object, high: object) -> str:
        if isinstance(low, Decimal) and isinstance(high, Decimal) and low != high:
            return format_range(format_number(low, self.locale), format_percent(high, self.locale))
        one = high if isinstance(high, Decimal) else low
        return format_percent(one, self.locale) if isinstance(one, Decimal) else ""

    def file_note(self, path: str) -> str:
        """Format and size of a file, for the text of its link."""
        size = self.site.files.get(path, 0)
        return f"{path.rpartition('.')[2].upper()}, {format_kb(size, self.locale)}"


def facet_key(kind: ValueType, value: object) -> str:
    """The id under which a value has its facet page."""
    if isinstance(value, Ref):
        return value.id
    if kind.kind == "sector":
        return str(value)[:2]
    if kind.kind == "hs":
        return str(value)[:4]
    return str(value)


def counted(texts: Mapping[str, str], name: str, n: int) -> str:
    """A text of the interface with a number: one has a text of its own."""
    return texts[f"{name}_one" if n == 1 else name].format(n=n)


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def bare_url(url: str) -> str:
    """An address as people read it: without its scheme and last slash."""
    return url.partition("://")[2].rstrip("/").removeprefix("www.") or url.partition(":")[2]


def field_of(kind: str, name: str) -> Field:
    return BY_NAME[kind].told[name]

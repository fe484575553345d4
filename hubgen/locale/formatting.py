"""Dates, numbers, money and names as a language writes them; text folded, slugged, sorted.

Everything is a pure function of its arguments and the shipped data: no clock, no zone
of the machine, no system locale. Words of the interface are the theme's, labels of
values the vocabularies'. Of a language tag (`es`, `es-HN`) the first part counts, and
for the signs of numbers the country too; a language without data is written like
English. Spaces inside a figure do not break.

Source: Unicode CLDR 47 (dates, numbers, names), ISO 3166-1, ISO 4217, the IANA time
zone database; extracted by `tools/extract_cldr.py`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from hubgen.model.frozen import frozen

DATA = Path(__file__).parent / "data"
FALLBACK = "en"
# Unicode CLDR 48, characterOrder of the languages that are written from right to left by default.
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks lrc mzn nqo ps sd syr ug ur yi".split())
NO_BREAK = "\N{NO-BREAK SPACE}"
SLUG_LIMIT = 80

DateStyle = Literal["full", "long", "short", "month", "day"]
Quotes = tuple[tuple[str, str], tuple[str, str]]


@frozen
class Locale:
    """How one language writes; the fields of `data/<lang>.json`.

    Templates are for `str.format`. Months run from January, weekdays from Monday,
    `periods` are the halves of the day, `count_months` is for one and for several.
    """

    lang: str
    cldr: str  # version of the source
    name: str  # of the language, in itself
    direction: Literal["ltr", "rtl"]
    decimal: str
    group: str
    minimum_grouping: int  # digits wanted before the first group sign
    percent: str
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    weekdays: tuple[str, ...]
    weekdays_short: tuple[str, ...]
    periods: tuple[str, str]
    dates: Mapping[DateStyle, str]
    time: str
    date_time: str
    count_months: tuple[str, str]
    list_pair: str
    list_more: str
    countries: Mapping[str, str]
    languages: Mapping[str, str]
    currencies: Mapping[str, str]


@lru_cache(maxsize=64)
def load_locale(lang: str) -> Locale:
    """The conventions of a language; those of English, with `lang` "en", where there are no data.

    A country in the tag has its own signs of numbers where `data/regions.json` names it:
    "1.234,5" in Spanish, "1,234.5" in the Spanish of Honduras.
    """
    primary = _primary(lang)
    fields = _read(primary if primary in shipped_languages() else FALLBACK)
    return Locale(**{**fields, **_regional_signs(primary, _country(lang))})


def _regional_signs(primary: str, country: str) -> Mapping[str, Any]:
    row = _read("regions").get(primary, {})
    signs: Mapping[str, Any] = row["signs"] if country in row.get("countries", ()) else {}
    return signs


def direction_of(lang: str) -> str:
    """ "rtl" or "ltr"; known for languages too whose other conventions are not shipped."""
    return "rtl" if _primary(lang) in _RIGHT_TO_LEFT else load_locale(lang).direction


@cache
def shipped_languages() -> tuple[str, ...]:
    """Codes of the languages with data of their own, sorted."""
    return tuple(sorted(path.stem for path in DATA.glob("??.json")))


def _primary(lang: str) -> str:
    return lang.replace("_", "-").partition("-")[0].lower()


def _country(lang: str) -> str:
    return lang.replace("_", "-").partition("-")[2].upper()


@cache
def _read(name: str) -> Mapping[str, Any]:
    fields: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return MappingProxyType({key: _frozen(value) for key, value in fields.items()})


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return MappingProxyType({key: _frozen(inner) for key, inner in value.items()})
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


# Dates


def format_date(day: date, lang: str, style: DateStyle = "long") -> str:
    """The day in words: in Spanish "3 de marzo de 2026" (long), "3 mar 2026" (short).

    Further styles: full, with the weekday; month, "marzo de 2026"; day, "3 mar".
    """
    locale = load_locale(lang)
    return locale.dates[style].format(
        day=day.day,
        month=locale.months[day.month - 1],
        month_short=locale.months_short[day.month - 1],
        weekday=locale.weekdays[day.weekday()],
        year=day.year,
    )


def format_time(moment: time | datetime, lang: str) -> str:
    """The hour on the wall: "8:30" in Spanish, "08:30" in Portuguese, "8:30 AM" in English."""
    locale = load_locale(lang)
    return locale.time.format(
        hour=moment.hour,
        hour12=moment.hour % 12 or 12,
        minute=moment.minute,
        period=locale.periods[moment.hour // 12],
    )


def format_datetime(moment: datetime, lang: str, style: DateStyle = "short") -> str:
    """Day and hour, "30 nov 2026, 16:00", as they stand in the value: no change of zone, none named."""
    return load_locale(lang).date_time.format(date=format_date(moment, lang, style), time=format_time(moment, lang))


def format_months(count: int, lang: str) -> str:
    """A number of months in words: "60 meses", "1 mes"."""
    one, several = load_locale(lang).count_months
    return (one if count == 1 else several).format(format_number(count, lang))


# Numbers and money


def format_number(number: Decimal | int, lang: str) -> str:
    """The number with the signs of the language and with the decimals that it carries.

    Spanish groups from five digits on ("1900", "60.000"), as CLDR does.

    Raises:
        ValueError: the number is not finite.
    """
    return _grouped(number, lang, load_locale(lang).minimum_grouping)


def _grouped(number: Decimal | int, lang: str, minimum_grouping: int = 1) -> str:
    exact = Decimal(number)
    if not exact.is_finite():
        raise ValueError(f"no figure for {number}")
    locale = load_locale(lang)
    whole, _, fraction = f"{exact.copy_abs():f}".partition(".")
    if len(whole) >= 3 + minimum_grouping:
        whole = f"{int(whole):,}".replace(",", locale.group)
    return ("-" if exact < 0 else "") + whole + (locale.decimal + fraction if fraction else "")


def format_percent(percent: Decimal | int, lang: str) -> str:
    """A share that counts to 100: "38,9 %" in Spanish, "38.9%" in English.

    Raises:
        ValueError: the number is not finite.
    """
    return load_locale(lang).percent.format(format_number(percent, lang))


def format_money(amount: Decimal | int, currency: str, lang: str) -> str:
    """An amount after the sign or code of its currency: "US$ 60.000", "L 1.250,50".

    Whole amounts have no decimals, others the minor digits of the currency, rounded half
    up. Groups begin at four digits in every language, so that amounts under each other align.

    Raises:
        ValueError: the amount is not finite.
    """
    return currency_sign(currency) + NO_BREAK + _amount(amount, currency, lang)


def format_money_range(low: Decimal | int, high: Decimal | int, currency: str, lang: str) -> str:
    """Two amounts of one currency after its sign: "US$ 80–150"; one where they are the same."""
    return (
        currency_sign(currency) + NO_BREAK + format_range(_amount(low, currency, lang), _amount(high, currency, lang))
    )


def _amount(amount: Decimal | int, currency: str, lang: str) -> str:
    exact = Decimal(amount)
    if not exact.is_finite():
        raise ValueError(f"no figure for {amount}")
    digits = _read("common")["minor_digits"].get(currency.upper(), 2)
    rounded = _rounded(exact, digits)
    return _grouped(_rounded(exact, 0) if _is_whole(rounded) else rounded, lang)


# Python's own context stops at 28 digits, with an error.
_WIDE = Context(prec=1000, rounding=ROUND_HALF_UP)


def _rounded(exact: Decimal, digits: int) -> Decimal:
    return exact.quantize(Decimal(1).scaleb(-digits), context=_WIDE)


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def format_range(low: str, high: str) -> str:
    """From one formatted value to another: "15–40", "3 mar – 5 abr"; one where they are the same."""
    if low == high:
        return low
    dash = " – " if " " in low + high else "–"
    return f"{low}{dash}{high}"


def format_kb(size_bytes: int, lang: str) -> str:
    """A size for readers: "4,9 KB", "15 KB", "1,2 MB".

    One decimal below 10, none where it is zero; rounded half up, never down to nothing.
    KB is 1000 bytes; from 1000 KB on the unit is MB.
    """
    kilobytes = max(Decimal(size_bytes) / 1000, Decimal("0.1") if size_bytes else Decimal(0))
    if _rounded(kilobytes, 0) < 1000:
        return _short(kilobytes, lang) + NO_BREAK + "KB"
    return _short(kilobytes / 1000, lang) + NO_BREAK + "MB"


def _short(number: Decimal, lang: str) -> str:
    tenths = _rounded(number, 1)
    return format_number(tenths if tenths < 10 and not _is_whole(tenths) else _rounded(number, 0), lang)


def currency_sign(code: str) -> str:
    """The sign that means this currency and no other ("US$", "L", "₡"), else the code itself."""
    return str(_read("common")["signs"].get(code.upper(), code.upper()))


@cache
def currency_of_sign(word: str) -> str:
    """The currency that a sign or a code means, in any case; empty where it means none."""
    if word.upper() in currency_codes():
        return word.upper()
    return next((code for code, sign in _read("common")["signs"].items() if sign == word), "")


def currency_name(code: str, lang: str) -> str:
    """The currency's name in a language ("lempira hondureño"); the code where there is none."""
    return load_locale(lang).currencies.get(code.upper(), code)


@cache
def currency_codes() -> frozenset[str]:
    """ISO 4217 codes, upper case, of tenders and units of account in use; no metals, no test codes."""
    return frozenset(_read("common")["currencies"])


# Countries, zones, languages


def country_name(code: str, lang: str) -> str:
    """The country's usual name in a language; the code itself where it is none of ISO 3166-1."""
    return load_locale(lang).countries.get(code.upper(), code)


@cache
def country_codes() -> frozenset[str]:
    """ISO 3166-1 alpha-2, upper case: the 249 codes in force."""
    return frozenset(load_locale(FALLBACK).countries)


def country_code(text: str, languages: Iterable[str]) -> str | None:
    """The alpha-2 code that a text means: the code in any case, or a shipped name.

    Names are compared folded and in the given languages only; of two that disagree the
    first language holds. None where nothing matches.
    """
    code = text.strip().upper()
    # Only ASCII: the upper case of "ß" is a country.
    if text.isascii() and code in country_codes():
        return code
    folded = fold(text)
    found = (_countries_by_name(_primary(lang)).get(folded) for lang in languages)
    return next((match for match in found if match), None)


@cache
def _countries_by_name(primary: str) -> Mapping[str, str]:
    if primary not in shipped_languages():
        return MappingProxyType({})
    return MappingProxyType({fold(name): code for code, name in load_locale(primary).countries.items()})


def zones_of(country: str) -> tuple[str, ...]:
    """IANA time zones inside a country, the most usual first; empty where nobody lives or it is unknown."""
    zones: tuple[str, ...] = _read("zones").get(country.upper(), ())
    return zones


def calling_code(country: str) -> str | None:
    """The country's telephone code without "+" ("504"); all of the North American plan have "1"."""
    code: str | None = _read("common")["calling_codes"].get(country.upper())
    return code


def language_name(code: str, lang: str) -> str:
    """A language's name in another ("inglés"); about fifty are known, of others the code stands."""
    return load_locale(lang).languages.get(_primary(code), code)


def own_language_name(code: str) -> str:
    """A language's name in itself ("português"), for switches of language; else the code."""
    return str(_read("common")["own_names"].get(_primary(code), code))


# Lists and quotes


def join_list(items: Sequence[str], lang: str) -> str:
    """The items as a phrase: "a, b y c", "a, b and c"; Spanish "y" is "e" before the sound i."""
    if len(items) < 2:
        return "".join(items)
    locale = load_locale(lang)
    phrase = items[0]
    for item in items[1:-1]:
        phrase = locale.list_more.format(phrase, item)
    pair = locale.list_pair
    if locale.lang == "es" and _I_SOUND.match(items[-1]):
        pair = pair.replace(" y ", " e ")
    return pair.format(phrase, items[-1])


# "e Italia", "e hijos", "e Ypacaraí"; but "y hielo", "y yeso", where the i opens a diphthong.
_I_SOUND = re.compile(r"h?[iíy](?![aeouáéóú])\w", re.IGNORECASE)

_CURLY: Quotes = (("“", "”"), ("‘", "’"))
# CLDR gives Spanish guillemets, which are hardly used in the Americas.
_QUOTES: Mapping[str, Quotes] = MappingProxyType({"en": _CURLY, "es": _CURLY, "pt": _CURLY})


def quotes(lang: str) -> Quotes:
    """Opening and closing quotes of a language: the outer pair, then the inner."""
    return _QUOTES.get(_primary(lang), _QUOTES[FALLBACK])


# Folding, slugs, order

_OTHER_ASCII = re.compile(r"[^a-z0-9]+")
_LATIN_ACCENTS = re.compile("[\u0300-\u036f]")
# Marks by their class, though nobody sees them.
_UNSEEN = "\N{COMBINING GRAPHEME JOINER}\N{VARIATION SELECTOR-15}\N{VARIATION SELECTOR-16}"

# Letters that Unicode does not take apart into a base and an accent.
_TRANSLITERATION = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ŧ": "t", "ŋ": "ng", "ı": "i"}
)

_AFTER_Z = "\N{LATIN SMALL LETTER TURNED H WITH FISHHOOK AND TAIL}"  # survives folding, sorts behind n + z
_OWN_LETTERS: Mapping[str, Mapping[str, str]] = MappingProxyType({"es": {"ñ": "n" + _AFTER_Z, "Ñ": "n" + _AFTER_Z}})


def fold(text: str) -> str:
    """The text as it is compared: accents off, lower case, every other run one hyphen, none at the ends.

    Letters of all scripts stay. Folding twice changes nothing more.
    """
    # Enough for nearly all words of our languages, and three times as fast as what follows.
    plain = text if text.isascii() else _LATIN_ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    if plain.isascii():
        return _OTHER_ASCII.sub("-", plain.lower()).strip("-")
    plain = _without_accents(_without_accents(text).casefold())
    return "-".join("".join(char if _is_letter(char) else " " for char in plain).split())


def _without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(char for char in apart if not unicodedata.combining(char) and char not in _UNSEEN)


def _is_letter(char: str) -> bool:
    # Vowel signs of Indian scripts are marks, yet part of the word.
    return char.isalnum() or unicodedata.category(char).startswith("M")


def slugify(text: str) -> str:
    """The text as the last part of an address: `^[a-z0-9]+(-[a-z0-9]+)*$`, at most 80 characters, or empty.

    Folded, with letters such as ß, ø, ł written in plain Latin; what has no Latin form is
    left out. A longer text ends at its last hyphen within the limit.
    """
    slug = _OTHER_ASCII.sub("-", fold(text).translate(_TRANSLITERATION)).strip("-")
    if len(slug) <= SLUG_LIMIT:
        return slug
    kept, hyphen, _ = slug[: SLUG_LIMIT + 1].rpartition("-")
    return kept if hyphen else slug[:SLUG_LIMIT]


@lru_cache(maxsize=100_000)  # the same titles and names are put in order for list after list
def sort_key(text: str, lang: str) -> str:
    """The key by which a list stands in order: accents and case off, in Spanish ñ after n.

    Punctuation at the start does not count, a space comes before any letter. Texts that
    differ only in accents have one key: break the tie by id.
    """
    for letter, key in _OWN_LETTERS.get(_primary(lang), {}).items():
        text = unicodedata.normalize("NFC", text).replace(letter, key)
    return fold(text)


def initial_of(title: str, lang: str) -> str:
    """The letter under which a title stands; `0` for digits and signs."""
    first = next((char for char in title if char.isalnum()), "0")
    if first in "ñÑ" and _primary(lang) == "es":
        return "Ñ"
    plain = fold(first)[:1].upper()
    return plain if plain.isalpha() else "0" if not first.isalpha() else first.upper()


def initial_slug(letter: str) -> str:
    """A letter in an address: `n`; one beyond a to z with its number, since Ñ must not meet N: `n-d1`."""
    if letter.isascii():
        return letter.lower()
    return "-".join((fold(letter)[:1] if fold(letter)[:1].isascii() else "x", *(f"{ord(char):x}" for char in letter)))

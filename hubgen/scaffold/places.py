"""Where a hub stands: the languages spoken there, its country, its time zone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from hubgen.locale.formatting import (
    country_code,
    country_codes,
    country_name,
    fold,
    language_name,
    load_locale,
    own_language_name,
    shipped_languages,
    zones_of,
)
from hubgen.model.values.days import is_zone
from hubgen.problems import say
from hubgen.scaffold.answers import WrongAnswer

SPANISH = frozenset("AR BO CL CO CR CU DO EC ES GQ GT HN MX NI PA PE PR PY SV UY VE".split())
PORTUGUESE = frozenset("AO BR CV GW MZ PT ST TL".split())

USUAL_ZONES: Mapping[str, str] = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "FM": "Pacific/Pohnpei",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}
"""Where most people live, for countries whose list of zones begins elsewhere."""


def read_languages(text: str) -> tuple[str, ...]:
    """Language codes from codes or names, "es, inglés"; the first is the main one."""
    words = [word for word in re.split(r"[,;/\s]+", text.strip()) if word]
    if not words:
        raise WrongAnswer(say("Write at least one language, such as es or en."))
    return tuple(dict.fromkeys(_language(word) for word in words))


def _language(word: str) -> str:
    code = word.lower()
    if re.fullmatch(r"[a-z]{2}(?:-[a-z0-9]{2,8})?|[a-z]{3}", code) and len(code) <= 12:
        return code
    named = {fold(own_language_name(code)): code for code in load_locale("en").languages}
    named |= {
        fold(language_name(code, lang)): code for lang in shipped_languages() for code in load_locale(lang).languages
    }
    if (found := named.get(fold(word))) is not None:
        return found
    raise WrongAnswer(say('"{text}" is not a language; write codes such as es, en, pt', text=word))


def read_country(text: str) -> str:
    """The two letters of a country, from its code or its name in a language of hubgen."""
    known = shipped_languages()
    if code := country_code(text, known):
        return code
    names = {fold(country_name(code, lang)): (code, lang) for lang in reversed(known) for code in country_codes()}
    near = get_close_matches(fold(text), names, n=1, cutoff=0.7)
    if not near:
        raise WrongAnswer(
            say('"{text}" is not a country; write its two letters, such as HN, or its name', text=text.strip())
        )
    code, lang = names[near[0]]
    raise WrongAnswer(
        say(
            '"{text}" is not a country. Did you mean {name} ({code})?',
            text=text.strip(),
            name=country_name(code, lang),
            code=code,
        )
    )


def usual_language(country: str) -> str:
    """The language a hub of that country most likely speaks, among those we have."""
    return "es" if country in SPANISH else "pt" if country in PORTUGUESE else "en"


def zones_for(country: str) -> tuple[str, ...]:
    """The time zones of a country, the one of most of its people first; UTC where it has none."""
    zones = zones_of(country)
    usual = USUAL_ZONES.get(country, "")
    return (usual, *(zone for zone in zones if zone != usual)) if usual in zones else zones or ("UTC",)


def read_zone(text: str, country: str = "") -> str:
    """An IANA time zone, from its name or from its city where it is one of the country."""
    zone = text.strip().replace(" ", "_")
    if ("/" in zone or zone == "UTC") and is_zone(zone):
        return zone
    cities = {fold(one.rpartition("/")[2]): one for one in reversed(zones_for(country))} if country else {}
    if (found := cities.get(fold(text))) is not None:
        return found
    example = zones_for(country)[0] if country else "America/Tegucigalpa"
    raise WrongAnswer(say('"{text}" is not a time zone; write it like {example}', text=text.strip(), example=example))

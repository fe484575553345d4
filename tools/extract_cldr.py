"""Writes `hubgen/locale/data/*.json`: what hubgen knows of languages, countries and money.

For developers, about once a year, or to ship one more language:

    pip install Babel tzdata
    python tools/extract_cldr.py es en pt

One file per language named on the command line, and three that no language owns:
`zones.json`, `common.json` and `regions.json`. Each text is CLDR's, unless `OWN` says otherwise. A
further language also wants labels in `vocabularies.yaml`, `isic.csv`, `hs.csv` and the
interface texts of the theme.

Source: CLDR through Babel; ISO 3166-1 and time zones from the IANA database (`tzdata`);
minor digits from ISO 4217, calling codes from ITU-T E.164.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import babel
from babel.core import get_cldr_version, get_global
from babel.units import format_unit

TARGET = Path(__file__).resolve().parent.parent / "hubgen" / "locale" / "data"

LANGUAGES = (
    *("am", "ar", "arn", "ay", "bn", "ca", "cab", "de", "el", "en", "es", "eu", "fa", "fil", "fr", "gl", "gn", "ha"),
    *("he", "hi", "ht", "id", "it", "ja", "kek", "ko", "mam", "miq", "ms", "nah", "ne", "nl", "pap", "pl", "pt", "qu"),
    *("quc", "ro", "ru", "sw", "th", "tr", "uk", "ur", "vi", "yo", "zh", "zu"),
)
"""The languages that have a name: some of the Americas, and those most widely spoken."""

REGIONS = {"es": "CU DO GT HN MX NI PA PE PR SV US".split()}
"""Language -> countries whose signs of numbers are not those of the language at large."""

OWN: Mapping[str, Any] = {
    "es": {
        # CLDR's "sept" is the usage of Spain; in the Americas all twelve have three letters.
        "months_short": {"sept": "sep"},
        "countries": {"HK": "Hong Kong", "MO": "Macao", "MM": "Myanmar", "SA": "Arabia Saudita"},
        "currencies": {
            "VED": "bolívar digital venezolano",
            "XSU": "sucre",
            "XUA": "unidad de cuenta del Banco Africano de Desarrollo",
            "ZWG": "oro zimbabuense",
        },
        "languages": {"cab": "garífuna", "kek": "queqchí", "mam": "mam", "miq": "misquito", "nah": "náhuatl"},
    },
    "en": {
        "countries": {
            "CD": "Democratic Republic of the Congo",
            "CG": "Republic of the Congo",
            "HK": "Hong Kong",
            "MO": "Macao",
            "MM": "Myanmar",
        },
        "currencies": {
            "VED": "Venezuelan Digital Bolívar",
            "XSU": "Sucre",
            "XUA": "African Development Bank Unit of Account",
            "ZWG": "Zimbabwean Gold",
        },
        "languages": {"cab": "Garifuna", "kek": "Qʼeqchiʼ", "mam": "Mam", "miq": "Miskito", "nah": "Nahuatl"},
    },
    "pt": {
        "count_months": ["{} mês", "{} meses"],
        "countries": {
            "CD": "República Democrática do Congo",
            "CG": "República do Congo",
            "HK": "Hong Kong",
            "MO": "Macau",
            "MM": "Mianmar",
        },
        "currencies": {
            "UYW": "Unidade previdenciária uruguaia",
            "VED": "Bolívar digital venezuelano",
            "XCG": "Florim caribenho",
            "XSU": "Sucre",
            "XUA": "Unidade de conta do Banco Africano de Desenvolvimento",
            "ZWG": "Ouro zimbabuano",
        },
        "languages": {"cab": "garífuna", "kek": "quekchí", "mam": "mame", "miq": "misquito", "nah": "náuatle"},
    },
}
"""Where a shorter or more neutral word than CLDR's is wanted, or CLDR has none."""

OWN_NAMES = {
    "arn": "mapudungun",
    "ay": "aymar aru",
    "cab": "garífuna",
    "gn": "avañeʼẽ",
    "ht": "kreyòl ayisyen",
    "kek": "qʼeqchiʼ",
    "mam": "mam",
    "miq": "miskitu",
    "nah": "nāhuatl",
    "pap": "papiamentu",
    "quc": "kʼicheʼ",
}
"""Languages in their own spelling, where Babel has no data of that language."""

MINIMUM_GROUPING = {"es": 2}
"""Digits wanted before the first separator (CLDR minimumGroupingDigits, which Babel leaves out); else 1."""

UNITS_OF_ACCOUNT = {"BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW", "VED", "XDR", "XSU", "XUA"}
"""Codes of ISO 4217 beside the tenders in which a price or a loan can be written."""

MINOR_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
"""ISO 4217, where it is not 2. Codes for which ISO says "not applicable" are left at 2."""

SIGNS = {
    "AUD": "A$",
    "BOB": "Bs",
    "BRL": "R$",
    "BZD": "BZ$",
    "CAD": "CA$",
    "CRC": "₡",
    "DOP": "RD$",
    "EUR": "€",
    "GBP": "£",
    "GTQ": "Q",
    "HNL": "L",
    "JPY": "¥",
    "MXN": "MX$",
    "NIO": "C$",
    "PAB": "B/.",
    "PEN": "S/",
    "USD": "US$",
}
"""Signs that mean one currency to readers anywhere in the Americas and exist in the fonts of old phones."""

CALLING_CODES = """
1 AG AI AS BB BM BS CA DM DO GD GU JM KN KY LC MP MS PR SX TC TT US VC VG VI; 20 EG; 211 SS; 212 EH MA; 213 DZ;
216 TN; 218 LY; 220 GM; 221 SN; 222 MR; 223 ML; 224 GN; 225 CI; 226 BF; 227 NE; 228 TG; 229 BJ; 230 MU; 231 LR;
232 SL; 233 GH; 234 NG; 235 TD; 236 CF; 237 CM; 238 CV; 239 ST; 240 GQ; 241 GA; 242 CG; 243 CD; 244 AO; 245 GW;
246 IO; 248 SC; 249 SD; 250 RW; 251 ET; 252 SO; 253 DJ; 254 KE; 255 TZ; 256 UG; 257 BI; 258 MZ; 260 ZM; 261 MG;
262 RE YT; 263 ZW; 264 NA; 265 MW; 266 LS; 267 BW; 268 SZ; 269 KM; 27 ZA; 290 SH; 291 ER; 297 AW; 298 FO;
299 GL; 30 GR; 31 NL; 32 BE; 33 FR; 34 ES; 350 GI; 351 PT; 352 LU; 353 IE; 354 IS; 355 AL; 356 MT; 357 CY;
358 AX FI; 359 BG; 36 HU; 370 LT; 371 LV; 372 EE; 373 MD; 374 AM; 375 BY; 376 AD; 377 MC; 378 SM; 380 UA;
381 RS; 382 ME; 385 HR; 386 SI; 387 BA; 389 MK; 39 IT VA; 40 RO; 41 CH; 420 CZ; 421 SK; 423 LI; 43 AT;
44 GB GG IM JE; 45 DK; 46 SE; 47 NO SJ; 48 PL; 49 DE; 500 FK; 501 BZ; 502 GT; 503 SV; 504 HN; 505 NI; 506 CR;
507 PA; 508 PM; 509 HT; 51 PE; 52 MX; 53 CU; 54 AR; 55 BR; 56 CL; 57 CO; 58 VE; 590 BL GP MF; 591 BO; 592 GY;
593 EC; 594 GF; 595 PY; 596 MQ; 597 SR; 598 UY; 599 BQ CW; 60 MY; 61 AU CC CX; 62 ID; 63 PH; 64 NZ; 65 SG;
66 TH; 670 TL; 672 NF; 673 BN; 674 NR; 675 PG; 676 TO; 677 SB; 678 VU; 679 FJ; 680 PW; 681 WF; 682 CK; 683 NU;
685 WS; 686 KI; 687 NC; 688 TV; 689 PF; 690 TK; 691 FM; 692 MH; 7 KZ RU; 81 JP; 82 KR; 84 VN; 850 KP; 852 HK;
853 MO; 855 KH; 856 LA; 86 CN; 880 BD; 886 TW; 90 TR; 91 IN; 92 PK; 93 AF; 94 LK; 95 MM; 960 MV; 961 LB;
962 JO; 963 SY; 964 IQ; 965 KW; 966 SA; 967 YE; 968 OM; 970 PS; 971 AE; 972 IL; 973 BH; 974 QA; 975 BT; 976 MN;
977 NP; 98 IR; 992 TJ; 993 TM; 994 AZ; 995 GE; 996 KG; 998 UZ
"""
"""ITU-T E.164: code and its countries; seven territories have none."""

PATTERN_FIELDS = {
    "EEEE": "{weekday}",
    "MMMM": "{month}",
    "MMM": "{month_short}",
    "dd": "{day:02}",
    "d": "{day}",
    "y": "{year}",
    "HH": "{hour:02}",
    "H": "{hour}",
    "h": "{hour12}",
    "mm": "{minute:02}",
    "a": "{period}",
}


def main(languages: list[str]) -> None:
    for lang in languages:
        write(lang, language_data(lang))
    write("zones", country_zones())
    write("common", common_data())
    write("regions", region_data())


def write(name: str, data: object) -> None:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (TARGET / f"{name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def language_data(lang: str) -> dict[str, object]:
    """The fields of `hubgen.locale.formatting.Locale` for a language that Babel knows."""
    cldr = babel.Locale.parse(lang)
    own = OWN.get(lang, {})
    symbols = cldr.number_symbols["latn"]
    short = own.get("months_short", {})
    lists = cldr.list_patterns["standard"]
    return {
        "lang": lang,
        "cldr": get_cldr_version(),
        "name": cldr.languages[lang],
        "direction": "rtl" if cldr.text_direction == "rtl" else "ltr",
        "decimal": symbols["decimal"],
        "group": plain(symbols["group"]),
        "minimum_grouping": MINIMUM_GROUPING.get(lang, 1),
        "percent": plain(str(cldr.percent_formats[None].pattern)).replace("#,##0", "{}"),
        "months": [cldr.months["format"]["wide"][month] for month in range(1, 13)],
        "months_short": [
            short.get(text, text) for text in (cldr.months["format"]["abbreviated"][month] for month in range(1, 13))
        ],
        "weekdays": [cldr.days["format"]["wide"][day] for day in range(7)],
        "weekdays_short": [cldr.days["format"]["abbreviated"][day] for day in range(7)],
        "periods": [cldr.day_periods["format"]["abbreviated"][half] for half in ("am", "pm")],
        "dates": {
            "full": template(str(cldr.date_formats["full"].pattern)),
            "long": template(str(cldr.date_formats["long"].pattern)),
            "short": template(str(cldr.date_formats["medium"].pattern)),
            "month": template(str(cldr.datetime_skeletons["yMMMM"])),
            "day": template(str(cldr.datetime_skeletons["MMMd"])),
        },
        "time": template(str(cldr.time_formats["short"].pattern)),
        "date_time": str(cldr.datetime_formats["medium"]).replace("{1}", "{date}").replace("{0}", "{time}"),
        "count_months": own.get("count_months", [month_count(cldr, count) for count in (1, 2)]),
        "list_pair": lists["2"],
        "list_more": lists["start"],
        "countries": {code: cldr.territories[code] for code in country_codes()} | own.get("countries", {}),
        "languages": {code: cldr.languages[code] for code in LANGUAGES if code in cldr.languages}
        | own.get("languages", {}),
        "currencies": {code: cldr.currencies.get(code, code) for code in currency_codes()} | own.get("currencies", {}),
    }


def month_count(cldr: babel.Locale, count: int) -> str:
    return format_unit(count, "duration-month", "long", locale=cldr).replace(str(count), "{}")


def template(pattern: str) -> str:
    """A CLDR date pattern as a template for `str.format`: `d 'de' MMMM` gives `{day} de {month}`."""

    def rewrite(match: re.Match[str]) -> str:
        field = match["field"]
        return PATTERN_FIELDS[field] if field else plain(match["quoted"] or match["other"])

    return re.sub(r"'(?P<quoted>[^']+)'|(?P<field>(?P<letter>[A-Za-z])(?P=letter)*)|(?P<other>.)", rewrite, pattern)


def plain(text: str) -> str:
    """The text without the narrow no-break space, which the fonts of old phones lack."""
    return text.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")


def country_codes() -> list[str]:
    """ISO 3166-1 alpha-2, the 249 codes in force."""
    return sorted(code for code, _ in rows("iso3166.tab"))


def country_zones() -> dict[str, list[str]]:
    """Country -> IANA zones, in the order of zone.tab: the zone of most people first where it can be."""
    zones: dict[str, list[str]] = {}
    for country, _, zone, *_ in rows("zone.tab"):
        zones.setdefault(country, []).append(zone)
    return zones


def rows(name: str) -> list[list[str]]:
    text = resources.files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def currency_codes() -> list[str]:
    """ISO 4217 codes in which one can pay or owe today; no metals, no codes for tests."""
    tenders = {
        code
        for uses in get_global("territory_currencies").values()
        for code, _, until, is_tender in uses
        if is_tender and until is None
    }
    return sorted(tenders | UNITS_OF_ACCOUNT)


def common_data() -> dict[str, object]:
    return {
        "cldr": get_cldr_version(),
        "currencies": currency_codes(),
        "minor_digits": {code: digits for digits, codes in MINOR_DIGITS.items() for code in codes.split()},
        "signs": SIGNS,
        "calling_codes": {
            country: code
            for code, *countries in (row.split() for row in CALLING_CODES.split(";"))
            for country in countries
        },
        "own_names": {code: own_name(code) for code in LANGUAGES},
    }


def region_data() -> dict[str, object]:
    """Language -> the countries that write numbers with other signs than the language at large, and these signs.

    CLDR says of Spanish in each country: decimal point and comma between groups, from four digits on.
    """
    found: dict[str, object] = {}
    for lang, countries in REGIONS.items():
        symbols = [babel.Locale(lang, country).number_symbols["latn"] for country in countries]
        ((decimal, group),) = {(one["decimal"], one["group"]) for one in symbols}
        signs = {"decimal": decimal, "group": group, "minimum_grouping": 1}
        found[lang] = {"countries": countries, "signs": signs}
    return found


def own_name(code: str) -> str:
    if code in OWN_NAMES:
        return OWN_NAMES[code]
    return str(babel.Locale.parse(code).languages[code])


if __name__ == "__main__":
    main(sys.argv[1:] or ["es", "en", "pt"])

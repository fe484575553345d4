"""What `hubgen.locale` promises: figures and names as a language writes them, stable keys."""

from __future__ import annotations

import re
import zoneinfo
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hubgen.locale import formatting as f
from hubgen.locale import reference as r

SHIPPED = ("en", "es", "pt")
NBSP = "\N{NO-BREAK SPACE}"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

texts = st.text(max_size=120)
amounts = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, places=2)


def test_shipped_languages():
    """Spanish, English and Portuguese are shipped with data of their own."""
    assert f.shipped_languages() == SHIPPED


# Completeness


@pytest.mark.parametrize("lang", SHIPPED)
def test_every_country_has_a_name(lang):
    """All 249 countries of ISO 3166-1 have a name in each shipped language: 0 are missing."""
    names = {code: f.country_name(code, lang) for code in f.country_codes()}

    assert len(names) == 249
    assert not [code for code, name in names.items() if name in ("", code)]


@pytest.mark.parametrize("lang", SHIPPED)
def test_every_currency_and_language_has_a_name(lang):
    """Currencies and languages have a name in each shipped language: 0 are missing."""
    known = f.load_locale("en").languages

    assert not [code for code in f.currency_codes() if f.currency_name(code, lang) == code]
    assert not [code for code in known if code not in f.load_locale(lang).languages]
    assert not [code for code in known if f.own_language_name(code) == code and code not in ("mam",)]


@pytest.mark.parametrize("lang", SHIPPED)
def test_calendar_is_complete(lang):
    """Twelve months and seven days, long and short, all different, in each shipped language."""
    locale = f.load_locale(lang)

    assert [len(set(names)) for names in (locale.months, locale.months_short)] == [12, 12]
    assert [len(set(names)) for names in (locale.weekdays, locale.weekdays_short)] == [7, 7]


@pytest.mark.parametrize("lang", SHIPPED)
def test_every_code_of_the_reference_data_has_a_label(lang):
    """Sections, divisions and chapters have a label of at most 60 characters, unique in its kind."""
    sectors = [r.sector_label(code, lang) for code in r.sector_codes() if code.isdigit()]
    sections = [r.sector_label(code, lang) for code in r.sector_codes() if code.isalpha()]
    chapters = [r.product_label(code, lang) for code in r.hs_chapters()]

    for labels in (sections, sectors, chapters):
        assert all(label and label == label.strip() and len(label) <= 60 for label in labels)
        assert len(set(labels)) == len(labels)
    assert (len(sections), len(sectors), len(chapters)) == (21, 88, 96)


def test_every_zone_exists():
    """Each zone that is shipped for a country is one of the IANA database."""
    zones = {zone for country in f.country_codes() for zone in f.zones_of(country)}

    assert zones <= zoneinfo.available_timezones()


def test_every_country_where_people_live_has_a_zone():
    """Only two islands without people have no time zone."""
    assert {code for code in f.country_codes() if not f.zones_of(code)} == {"BV", "HM"}


def test_signs_mean_one_currency():
    """No sign stands for two currencies, and none can be taken for the code of another."""
    signs = [f.currency_sign(code) for code in f.currency_codes()]

    assert len(set(signs)) == len(signs)


# Dates


@pytest.mark.parametrize(
    ("lang", "style", "expected"),
    [
        ("es", "full", "martes, 3 de marzo de 2026"),
        ("es", "long", "3 de marzo de 2026"),
        ("es", "short", "3 mar 2026"),
        ("es", "month", "marzo de 2026"),
        ("es", "day", "3 mar"),
        ("en", "long", "March 3, 2026"),
        ("en", "short", "Mar 3, 2026"),
        ("pt", "long", "3 de março de 2026"),
        ("pt", "short", "3 de mar. de 2026"),
    ],
)
def test_dates(lang, style, expected):
    """A day is written in the language's own words and order."""
    assert f.format_date(date(2026, 3, 3), lang, style) == expected


def test_spanish_months_are_short_as_in_the_americas():
    """September is "sep", three letters like its neighbours."""
    assert f.format_date(date(2026, 9, 15), "es", "short") == "15 sep 2026"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("es", "30 nov 2026, 16:00"), ("en", f"Nov 30, 2026, 4:00{NBSP}PM"), ("pt", "30 de nov. de 2026 16:00")],
)
def test_dates_with_time(lang, expected):
    """Day and hour stand together as the language puts them."""
    assert f.format_datetime(datetime(2026, 11, 30, 16, 0), lang) == expected


@pytest.mark.parametrize(("hour", "expected"), [(0, "12:05 AM"), (8, "8:05 AM"), (12, "12:05 PM"), (23, "11:05 PM")])
def test_hours_of_twelve(hour, expected):
    """Midnight is 12 AM and noon 12 PM."""
    assert f.format_time(time(hour, 5), "en") == expected.replace(" ", NBSP)


@given(st.dates(), st.sampled_from(SHIPPED), st.sampled_from(["full", "long", "short", "month", "day"]))
def test_every_day_can_be_written(day, lang, style):
    """No day, language and style leave a template unfilled."""
    assert not re.search(r"[{}']", f.format_date(day, lang, style))


@pytest.mark.parametrize(
    ("count", "lang", "expected"),
    [(60, "es", "60 meses"), (1, "es", "1 mes"), (1, "pt", "1 mês"), (6, "pt", "6 meses"), (12, "en", "12 months")],
)
def test_months(count, lang, expected):
    """A number of months has its word in one and in several."""
    assert f.format_months(count, lang) == expected


# Numbers and money


@pytest.mark.parametrize("country", ["MX", "GT", "HN", "SV", "NI", "PA", "DO", "PR", "PE", "US", "CU"])
def test_spanish_with_the_signs_of_a_country(country):
    """In these a point stands before the decimals, a comma between the groups, from four digits on."""
    assert f.format_number(Decimal("1234.5"), f"es-{country}") == "1,234.5"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [("es-CO", "1234,5"), ("es-CR", "1234,5"), ("es-AR", "1234,5"), ("pt-HN", "1.234,5"), ("en-HN", "1,234.5")],
)
def test_signs_of_other_countries_and_languages(lang, expected):
    """Elsewhere, and in the other languages of a hub there, the language alone decides."""
    assert f.format_number(Decimal("1234.5"), lang) == expected


def test_money_shares_and_sizes_follow_the_country():
    """All that is a number, and only that: words and dates are those of the language."""
    told = [f.format_money(Decimal("1250.5"), "HNL", "es-HN"), f.format_percent(Decimal("38.9"), "es-HN")]
    assert told == [f"L{NBSP}1,250.50", f"38.9{NBSP}%"]
    assert f.format_kb(4900, "es-HN") == f"4.9{NBSP}KB"
    assert f.format_date(date(2026, 3, 3), "es-HN") == f.format_date(date(2026, 3, 3), "es")


@pytest.mark.parametrize(
    ("number", "lang", "expected"),
    [
        (1900, "es", "1900"),
        (19000, "es", "19.000"),
        (1900, "en", "1,900"),
        (1900, "pt", "1.900"),
        (Decimal("1234567.50"), "es", "1.234.567,50"),
        (Decimal("-0.5"), "en", "-0.5"),
        (Decimal("-0"), "en", "0"),
        (Decimal("1E+3"), "en", "1,000"),
        (10**40, "en", "10" + ",000" * 13),
    ],
)
def test_numbers(number, lang, expected):
    """Groups and decimals follow CLDR, Spanish grouping from five digits on."""
    assert f.format_number(number, lang) == expected


@given(amounts, st.sampled_from(SHIPPED))
def test_a_number_can_be_read_back(number, lang):
    """Without its group signs, a number is the number that was given."""
    locale = f.load_locale(lang)
    text = f.format_number(number, lang)

    assert Decimal(text.replace(locale.group, "").replace(locale.decimal, ".")) == number


@pytest.mark.parametrize("number", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_figure_is_refused(number):
    """A number that is not finite is an error, not a word on a page."""
    with pytest.raises(ValueError, match="no figure"):
        f.format_number(number, "es")
    with pytest.raises(ValueError, match="no figure"):
        f.format_money(number, "USD", "es")


@pytest.mark.parametrize(
    ("amount", "currency", "lang", "expected"),
    [
        (60000, "USD", "es", "US$ 60.000"),
        (2500, "USD", "es", "US$ 2.500"),
        (60000, "USD", "en", "US$ 60,000"),
        (Decimal("1250.5"), "HNL", "es", "L 1.250,50"),
        (Decimal("15.00"), "EUR", "pt", "€ 15"),
        (Decimal("14.999"), "GTQ", "es", "Q 15"),
        (Decimal("99.5"), "CLP", "es", "CLP 100"),
        (Decimal("1.2345"), "KWD", "en", "KWD 1.235"),
        (500, "crc", "es", "₡ 500"),
    ],
)
def test_money(amount, currency, lang, expected):
    """The sign or code stands before the amount and does not break off from it."""
    assert f.format_money(amount, currency, lang) == expected.replace(" ", NBSP)


@given(st.integers(0, 10**40), st.sampled_from(SHIPPED))
def test_no_amount_is_too_large(amount, lang):
    """Any whole amount can be written, and keeps all its digits."""
    assert re.sub(r"\D", "", f.format_money(amount, "USD", lang)) == str(amount)


def test_ranges():
    """From one value to another with a dash; a dash between words has room; one value stays one."""
    assert f.format_money_range(80, 150, "USD", "es") == f"US${NBSP}80–150"
    assert f.format_money_range(80, 80, "USD", "es") == f"US${NBSP}80"
    assert f.format_range("3 mar", "5 abr") == "3 mar – 5 abr"


def test_percent():
    """The sign of percent stands off in Spanish and close in English and Portuguese."""
    shares = [f.format_percent(Decimal("38.9"), lang) for lang in ("es", "en", "pt")]

    assert shares == [f"38,9{NBSP}%", "38.9%", "38,9%"]


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, "0 KB"),
        (3, "0,1 KB"),
        (4900, "4,9 KB"),
        (5000, "5 KB"),
        (9949, "9,9 KB"),
        (9950, "10 KB"),
        (15499, "15 KB"),
        (999_499, "999 KB"),
        (999_500, "1 MB"),
        (1_240_000, "1,2 MB"),
    ],
)
def test_sizes(size, expected):
    """KB is 1000 bytes, with one decimal below 10; a file that has bytes is never "0 KB"."""
    assert f.format_kb(size, "es") == expected.replace(" ", NBSP)


# Names


def test_country_code_accepts_codes_and_names():
    """A country is understood by code in any case and by its name in a language given."""
    assert [f.country_code(text, ["es"]) for text in ("hn", " HN ", "Honduras", "mexico", "PERÚ")] == [
        "HN",
        "HN",
        "HN",
        "MX",
        "PE",
    ]
    assert f.country_code("Germany", ["es", "en"]) == "DE"


@pytest.mark.parametrize("text", ["Germany", "", "XX", "ß", "CENTROAM", "HND"])
def test_country_code_of_nothing_known(text):
    """Names in other languages and codes of no country mean nothing; "ß" is not South Sudan."""
    assert f.country_code(text, ["es", "qu"]) is None


@pytest.mark.parametrize("lang", SHIPPED)
def test_country_names_lead_back(lang):
    """Each shipped name means its country, so no two names of a language fold to one."""
    for code in f.country_codes():
        assert f.country_code(f.country_name(code, lang), [lang]) == code


def test_names_are_the_same_country_in_all_languages():
    """No name means one country in one language and another country in another."""
    found: dict[str, set[str]] = {}
    for lang in SHIPPED:
        for code in f.country_codes():
            found.setdefault(f.fold(f.country_name(code, lang)), set()).add(code)

    assert not {name: codes for name, codes in found.items() if len(codes) > 1}


def test_language_names():
    """Languages are named in another language and in themselves; unknown ones keep their code."""
    assert f.language_name("en", "es") == "inglés"
    assert f.language_name("pt-BR", "en") == "Portuguese"
    assert f.own_language_name("pt") == "português"
    assert f.language_name("tlh", "es") == "tlh"


def test_zones_of_a_country():
    """A country lists its zones, the most usual first."""
    assert f.zones_of("HN") == ("America/Tegucigalpa",)
    assert f.zones_of("mx")[0] == "America/Mexico_City"
    assert f.zones_of("XX") == ()


def test_calling_codes():
    """Telephone codes of countries, without plus."""
    assert [f.calling_code(code) for code in ("HN", "DO", "BR", "XX")] == ["504", "1", "55", None]


def test_currency_codes():
    """Money in use is known; metals, test codes and money of the past are not."""
    assert {"HNL", "USD", "EUR", "GTQ", "CLF"} <= f.currency_codes()
    assert not {"XAU", "XTS", "XXX", "DEM", "HRK", "CNH"} & f.currency_codes()


@pytest.mark.parametrize("lang", ["qu", "xx", "", "../es", "zones", "Espanol"])
def test_a_language_without_data_is_written_like_english(lang):
    """Where there are no data, English conventions hold and nothing else is read."""
    assert f.load_locale(lang).lang == "en"
    assert f.format_date(date(2026, 3, 3), lang) == "March 3, 2026"


@pytest.mark.parametrize("lang", ["es", "es-HN", "ES", "es_MX"])
def test_a_tag_counts_by_its_first_part(lang):
    """A region or the case of a language tag changes nothing."""
    assert f.load_locale(lang).lang == "es"


def test_locales_do_not_change():
    """The tables of a locale cannot be altered by those who read them."""
    with pytest.raises(TypeError):
        f.load_locale("es").countries["HN"] = "Onduras"


# Phrases


@pytest.mark.parametrize(
    ("items", "lang", "expected"),
    [
        ([], "es", ""),
        (["a"], "es", "a"),
        (["a", "b"], "es", "a y b"),
        (["a", "b", "c"], "es", "a, b y c"),
        (["a", "b", "c"], "en", "a, b and c"),
        (["a", "b", "c"], "pt", "a, b e c"),
        (["padres", "hijos"], "es", "padres e hijos"),
        (["Francia", "Italia"], "es", "Francia e Italia"),
        (["IVA", "ISR"], "es", "IVA e ISR"),
        (["agua", "hielo"], "es", "agua y hielo"),
        (["cal", "yeso"], "es", "cal y yeso"),
        (["pan y vino", "impuestos"], "es", "pan y vino e impuestos"),
        (["{0}", "{x}"], "en", "{0} and {x}"),
    ],
)
def test_lists_in_words(items, lang, expected):
    """Items join as in a sentence; Spanish "y" gives way before the sound i."""
    assert f.join_list(items, lang) == expected


def test_quotes_come_in_pairs():
    """Each language has an outer and an inner pair, also one without data."""
    assert f.quotes("es-HN") == f.quotes("qu") == (("“", "”"), ("‘", "’"))


# Folding, slugs, order


def test_fold_makes_spellings_one():
    """Accents, case and punctuation do not tell values apart."""
    assert {f.fold(text) for text in ("Capital Semilla", "capital-semilla", " CAPITAL_semilla! ")} == {
        "capital-semilla"
    }
    assert f.fold("¿Qué és?  Ñandú") == "que-es-nandu"


def test_fold_keeps_other_scripts():
    """Letters of other scripts stay letters, and their vowel signs stay with them."""
    assert f.fold("हिन्दी, Привет") == "हिनदी-привет"


@given(texts)
@example("İ")
@example("❤\N{VARIATION SELECTOR-16} ½ Ⅷ ﬁ ᾳ")
def test_fold_is_done_after_once(text):
    """Folding what is folded changes nothing."""
    assert f.fold(f.fold(text)) == f.fold(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x36F), max_size=40))
@example("a_b")
@example("a\N{COMBINING GRAPHEME JOINER}b")
def test_fold_has_one_meaning(text):
    """The short way for Latin words gives what the long way for all scripts gives."""
    assert f.fold(text + " 日") == "-".join(part for part in (f.fold(text), "日") if part)


@given(texts)
@example("Łódź Straße Æsir Øl Þing đ ŋ ħ")
@example("a" * 200)
@example("a" * 79 + " " + "b" * 20)
@example("a" * 80 + " " + "b" * 20)
@example("日本")
def test_slugs_are_slugs(text):
    """Any text gives a slug of at most 80 characters, or nothing; a slug stays as it is."""
    slug = f.slugify(text)

    assert slug == "" or SLUG.fullmatch(slug)
    assert len(slug) <= 80
    assert f.slugify(slug) == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Guía para la primera exportación", "guia-para-la-primera-exportacion"),
        ("Straße Łódź Æsir Øl", "strasse-lodz-aesir-ol"),
        ("Año 2026: ¿qué cambió?", "ano-2026-que-cambio"),
        ("日本", ""),
        ("x" * 78 + " yz", "x" * 78),
        ("x" * 78 + " y", "x" * 78 + "-y"),
    ],
)
def test_slugs(text, slug):
    """Accents go, letters with a Latin form keep it, and a long text ends at a hyphen."""
    assert f.slugify(text) == slug


def test_spanish_order():
    """In Spanish ñ follows n; accents, case and opening signs do not count."""
    words = ["oso", "ñandú", "nz", "Nube", "¿Qué?", "ánimo", "ana", "del", "de la", "n\N{COMBINING TILDE}u"]

    assert sorted(words, key=lambda word: f.sort_key(word, "es")) == [
        "ana",
        "ánimo",
        "de la",
        "del",
        "Nube",
        "nz",
        "ñandú",
        "n\N{COMBINING TILDE}u",
        "oso",
        "¿Qué?",
    ]


def test_order_elsewhere():
    """Outside Spanish ñ is an n with an accent."""
    assert f.sort_key("Ñandú", "pt") == f.sort_key("nandu", "pt")


@given(texts, st.sampled_from(SHIPPED))
def test_sort_keys_are_final(text, lang):
    """A key is its own key: case, accents and punctuation are already out of it."""
    key = f.sort_key(text, lang)

    assert key == f.sort_key(key, lang)


# Reference data


@pytest.mark.parametrize("code", ["A", "U", "01", "99", "107", "0127", "1079"])
def test_sectors(code):
    """A section, or two to four digits in a real division, can be a sector."""
    assert r.is_sector(code)


@pytest.mark.parametrize("code", ["", "V", "a", "AB", "0", "04", "0401", "01270", "A01", "²²", "٠١", "01\n"])
def test_no_sectors(code):
    """Divisions that ISIC leaves out and other shapes are no sectors."""
    assert not r.is_sector(code)
    assert r.section_of(code) is None


@pytest.mark.parametrize("code", ["01", "0901", "090111", "97"])
def test_products(code):
    """Two, four or six digits in a real chapter can be a product."""
    assert r.is_hs(code)


@pytest.mark.parametrize("code", ["", "00", "77", "7701", "98", "9", "090", "09011", "0901110", "09.01", "0901\n"])
def test_no_products(code):
    """The reserved chapter, national chapters and other shapes are no products."""
    assert not r.is_hs(code)


def test_labels_are_for_what_is_shipped():
    """Sections, divisions and chapters have labels; deeper codes stand for themselves."""
    assert r.sector_label("A", "es") == "agricultura, ganadería, silvicultura y pesca"
    assert r.sector_label("01", "qu") == r.sector_label("01", "en")
    assert r.sector_label("0127", "es") is None
    assert r.product_label("09", "pt-BR") == "café, chá e especiarias"
    assert r.product_label("0901", "es") is None


def test_section_of_a_class():
    """A class belongs to the section above its division."""
    assert [r.section_of(code) for code in ("0127", "1079", "C", "99")] == ["A", "C", "C", "U"]

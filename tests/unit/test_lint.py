"""The rules for people, one by one: what each tells, where, and what it leaves alone."""

from __future__ import annotations

import pytest

from hubgen.lint.abbreviations import Explanations, unexplained
from hubgen.lint.link_texts import says_nothing
from hubgen.lint.passages import read_source
from hubgen.lint.prose import prose_of
from hubgen.lint.reading import read_body, read_words
from hubgen.lint.sentences import count_words, long_sentences
from hubgen.lint.words import base_language, words_of

SPANISH = words_of("es")


def told(text: str, language: str = "es") -> list[tuple[str, int, int]]:
    return [(one.rule, one.line, one.column) for one in read_body(text, language)]


def proses(text: str) -> list[str]:
    source = read_source(text)
    return [prose_of(passage, source.addresses).text for passage in source.passages]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(passage.kind, " ".join(words for _, words in passage.lines)) for passage in read_source(text).passages]


# -- passages and prose ------------------------------------------------------------------------


def test_a_text_is_cut_into_what_is_read_in_one_go():
    """Paragraphs over several lines, items, cells, terms and their meaning, notes; code and addresses are none."""
    text = (
        "Uno\ndos\n\n- tres\n- cuatro\n  cinco\n\n| a | b |\n|---|---|\n| c | d |\n\nFOB\n:   libre\n\n"
        "```\ncódigo\n```\n\n    más código\n\n[^1]: nota\n\n[x]: https://x.example.org\n\n## Título ##\nbajo\n\n"
        "Otro\n----\n\n> cita\n> larga\n\n!!! note \"Ojo\"\n    dentro\n"
    )  # fmt: skip
    assert kinds(text) == [
        ("paragraph", "Uno dos"), ("item", "tres"), ("item", "cuatro cinco"), ("cell", "a"), ("cell", "b"),
        ("cell", "c"), ("cell", "d"), ("term", "FOB"), ("meaning", "libre"), ("note", "nota"), ("heading", "Título"),
        ("paragraph", "bajo"), ("heading", "Otro"), ("paragraph", "cita larga"), ("paragraph", "Ojo"),
        ("paragraph", "dentro"),
    ]  # fmt: skip


def test_a_fence_that_nothing_ends_is_text():
    """Otherwise one slip would hide the rest of the text from every rule."""
    assert kinds("```\nuno\n\ndos") == [("paragraph", "``` uno"), ("paragraph", "dos")]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("una **palabra** _fuerte_ y snake_case", "una palabra fuerte y snake_case"),
        ("lea [la guía](guide/uno \"Uno\") y [otra][x]\n\n[x]: guide/dos", "lea la guía y otra"),
        ("corra `hubgen check` ya", "corra Xx ya"),
        ("vea <https://a.example.org/x> o https://b.example.org.", "vea Xx o Xx."),
        ("uno[^1] dos{.clase}", "uno dos"),
        ("![un mapa](mapa.svg) sigue", " sigue"),
        ("1\\. no es lista &amp; ya", "1. no es lista & ya"),
        ("una línea\nque sigue  \notra", "una línea que sigue  \notra"),
    ],
)  # fmt: skip
def test_markup_is_no_word(raw, words):
    assert proses(raw)[0] == words


def test_a_word_finds_its_way_back():
    """Through stress, links and the marks of a quotation."""
    text = "> Uno **dos** [tres](guide/x)\n> cuatro cinco"
    source = read_source(text)
    prose = prose_of(source.passages[0])

    for word in ("Uno", "dos", "tres", "cuatro", "cinco"):
        at = prose.source_of(prose.text.index(word))
        assert text[at : at + len(word)] == word


# -- sentences ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "count"),
    [("y/o 1.250,50 e-mail", 3), ("— «Hola» — 70 %", 2), ("", 0), ("http://a.b/c?d=1 fin.", 2), ("L 5,000.", 2)],
)
def test_words_are_counted_as_people_count_them(text, count):
    """What stands between blanks is one, when it holds a letter or a figure."""
    assert count_words(text) == count


@pytest.mark.parametrize(
    "middle",
    [
        "el Sr. Paz", "la Dra. Ana M. Paz", "EE. UU. y", "p. ej. Copán", "el art. 3", "L 1.250,50", "3.5.2026",
        "con J. C. Paz", "Paz, S.A. de C.V., de", "núm. 5", "a. m. y", "www.a.example.org/b.html y", "«eh…» dijo",
        "«¿cuánto?» dijo", "etc. y", "e.g. Tela",
    ],
)  # fmt: skip
def test_a_dot_that_ends_nothing(middle):
    """Titles, initials, abbreviations, figures, dates, addresses: the sentence goes on."""
    text = "uno " * 15 + middle + " dos" * 15
    assert len(list(long_sentences(text, SPANISH))) == 1


@pytest.mark.parametrize(
    "middle",
    ["fin. Luego", "¿no? Luego", "fin… Luego", "etc. Luego", "2026. Luego", "(así.) Luego", "plan B. Luego",
     "«fin.» Luego", "EE. UU. Luego", "Xx. Luego", "vitamina C. Luego", "fin!  Luego", "el 3. 20 cajas"],
)  # fmt: skip
def test_a_dot_that_ends_a_sentence(middle):
    text = "uno " * 15 + middle + " dos" * 15
    assert not list(long_sentences(text, SPANISH))


def test_thirty_words_are_not_too_long():
    """The limit itself is allowed."""
    assert not list(long_sentences("a " * 29 + "b.", SPANISH))
    assert list(long_sentences("a " * 30 + "b.", SPANISH)) == [(0, 31)]


# -- abbreviations -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "El Registro Tributario Nacional (RTN) es gratis.", "RTN (Registro Tributario Nacional)",
        "RTN: el número de la empresa", "El RTN es el número de la empresa.", "¿Qué es el RTN? Es un número.",
        "el registro tributario nacional, RTN", "El RTN, o sea el número, vale.", "el número llamado RTN",
        "Registro Tributario Nacional. Lleve el RTN.", "el número fiscal (RTN, por sus siglas)",
        "RTN significa número.", "el Registro Tributario Nacional (R.T.N.) y el RTN",
        "El RTN, sistema de números de las empresas, es gratis.",
    ],
)  # fmt: skip
def test_ways_to_explain(text):
    assert not unexplained(text, SPANISH)


@pytest.mark.parametrize(
    "text",
    [
        "Traiga su RTN.", "El RTN (abierto de 8 a 4).", "Sin el RTN, la factura y el recibo, no hay crédito.",
        "Los papeles (RTN, identidad y recibo).", "El RTN es gratis.", "FCA es mejor que el RTN.",
    ],
)  # fmt: skip
def test_ways_not_to_explain(text):
    assert "RTN" in [one.text for one in unexplained(text, SPANISH)]


@pytest.mark.parametrize(
    "text",
    [
        "IVA, PYME, MIPYMES y PDF en USD", "el siglo XXI y el tomo XLII", "HECHO EN HONDURAS", "NO firme", "J. C. Paz",
        "lote MB-2026-03", "HNL 5,000", "5,000 HNL", "AAAA-MM-DD", "S. de R. L.", "R$ 40 y US$ 5", "(ODS, 12 kB)",
        "lea ya. LEA ya", "modelo AX5", "ventas@RTN.example.org",
    ],
)  # fmt: skip
def test_capitals_that_need_no_explanation(text):
    """Known to all, numerals, a loud voice, names, codes, money, sizes."""
    assert not unexplained(text, SPANISH)


def test_a_table_and_a_list_of_terms_explain():
    """The first column below a head such as "Significado" beside it; the term above its meaning."""
    text = "| Sigla | Significado |\n|---|---|\n| FOB | a bordo |\n\nCIF FCA\n:   con flete\n\nPida FOB, FCA o EXW."
    assert [one.quote for one in read_body(text, "es")] == ["EXW"]


def test_each_abbreviation_is_told_once():
    assert told("El RTN y el ISV.\n\nSin RTN no.") == [("abbreviation", 1, 4), ("abbreviation", 1, 13)]


def test_plural_is_the_same_abbreviation():
    assert Explanations("Key performance indicators (KPIs)", words_of("en")).explain("KPI")


# -- links, headings, lists --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["aquí", "Haga clic aquí", "click here", "Leia mais", "este enlace", "verla aquí", "→", ""]
)
def test_words_that_say_nothing(text):
    assert says_nothing(text, "es")


@pytest.mark.parametrize("text", ["la guía de costos", "Más sobre marcas", "documento", "2200-0000", "more about fees"])
def test_words_that_say_something(text):
    assert not says_nothing(text, "en")


def test_in_other_languages_only_the_address_is_told():
    """French words are not understood, so they are left alone; headings and lists are read everywhere."""
    text = "Cliquez [ici](guide/un) ou <https://a.example.org>. L'ABC.\n\n#### Trop bas\n\nListe:\n- un\n"
    assert [rule for rule, *_ in told(text, "fr")] == ["link-text", "heading-order", "list-under-paragraph"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("# Uno", 1), ("Uno\n===\n", 1), ("## Uno\n\n#### Dos", 3), ("### Uno", 1), ("#uno", 1)],
)
def test_headings_out_of_order(text, line):
    assert [(rule, at) for rule, at, _ in told(text)] == [("heading-order", line)]


def test_headings_in_order():
    """Going up may skip; what looks like one inside code is none."""
    assert not told("## A\n\n### B\n\n#### C\n\n## D\n\n### E\n\n```\n# no\n```\n")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("Traiga:\n- uno\n- dos", 2, 1), ("Traiga\n1. uno\n2. dos", 2, 1), ("> Traiga:\n> * uno", 2, 3),
        ("1. Cita\n\n    Traiga:\n    - uno", 4, 5), ("!!! note\n    Traiga:\n    + uno", 3, 5),
    ],
)  # fmt: skip
def test_lists_that_touch_a_paragraph(text, line, column):
    assert told(text) == [("list-under-paragraph", line, column)]


@pytest.mark.parametrize(
    "text",
    [
        "Traiga:\n\n- uno", "## Traiga\n- uno", "- uno\n- dos", "el 3 de mayo de\n2026. El domingo no.",
        "de 5\n- 7 por ciento", "- uno\n    - dos", "uno\n* * *\ndos", "| a | b |\n|---|---|\n| - c | d |",
    ],
)  # fmt: skip
def test_lists_and_dashes_that_are_as_they_should_be(text):
    assert not told(text)


def test_fields_have_sentences_and_abbreviations_only():
    """A field is no Markdown: what looks like a heading or a link is text."""
    found = read_words("# El RTN [aquí](x) " + "uno " * 31, "es")
    assert [one.rule for one in found] == ["long-sentence", "abbreviation"]


# -- what is known -----------------------------------------------------------------------------


def test_languages():
    """A country does not matter."""
    assert (base_language("es-HN"), base_language("fr")) == ("es", "")

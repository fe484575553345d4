"""Markdown becomes clean HTML with open links, and nothing is lost without a word."""

import re
import time

import pytest

from hubgen.formats.markdown.addresses import classify
from hubgen.formats.markdown.body import _MARKUP, render_markdown
from hubgen.formats.markdown.quotes import typeset
from hubgen.formats.markdown.sanitise import clean


def render(text: str, **options):
    return render_markdown(text, "content/a.md", 5, **options)


def page(text: str, **options) -> str:
    """The HTML with `#` in the place of each open link; the text must be without problems."""
    body, problems = render(text, **options)
    assert problems == ()
    return "#".join(body.parts)


def faults(text: str, **options):
    return render(text, **options)[1]


def test_dialect():
    """Tables, notes, definitions, admonitions, code and attributes are all understood."""
    html = page(
        "## Uno {#primero}\n\ntexto[^1]\n\n[^1]: Nota.\n\n| a | b |\n|--:|:-:|\n| 1 | 2 |\n\nT\n:   D\n\n"
        '!!! warning "Ojo"\n    Cuidado\n\n```python\nx = "<b>"\n```\n'
    )

    assert '<h2 id="primero">Uno</h2>' in html and '<a class="footnote-ref" href="#fn:1">' in html
    assert '<th class="num" scope="col">a</th>' in html and '<td class="mid">2</td>' in html
    assert "<dt>T</dt>" in html and '<div class="admonition warning">' in html
    assert '<code class="language-python">x = "&lt;b&gt;"' in html and "align" not in html


def test_headings_have_ascii_ids_and_begin_at_two():
    """The anchors are ASCII, repeats are numbered, a first level is shown as the second."""
    body, _ = render('# Año *nuevo*[^1]\n\n### Año nuevo\n\n## "Más" `"x"` & <más>\n\n[^1]: x')

    assert [(h.level, h.id, h.text) for h in body.headings] == [
        (2, "ano-nuevo", "Año nuevo"),
        (3, "ano-nuevo_1", "Año nuevo"),
        (2, "mas-x-mas", '“Más” "x" & <más>'),
    ]
    assert "<h1" not in body.parts[0] and {"ano-nuevo", "ano-nuevo_1", "mas-x-mas"} <= set(body.anchors)


def test_inner_links_are_left_open_with_their_place():
    """Links to entries, files and pictures become openings, in order, with line and column."""
    body, problems = render(
        "Vea `guide/a` y [a](guide/a) y [b](guide/a#precio).\n\n![Mapa](mapa%20uno.png) [c][r] [d](precios.ods)\n\n"
        "[r]: ../guides/b.md\n"
    )

    assert problems == ()
    assert [link.target for link in body.links] == [
        "guide/a", "guide/a#precio", "mapa uno.png", "../guides/b.md", "precios.ods",
    ]  # fmt: skip
    assert [(link.where.line, link.where.column) for link in body.links] == [(5, 21), (5, 36), (7, 9), (9, 6), (7, 36)]
    assert len(body.parts) == 6 and body.parts[0].endswith('<a href="') and body.parts[1].startswith('">a</a>')


def test_picture_in_a_link_and_link_in_a_note():
    """A picture inside a link opens both addresses; a note's links are found where the note is written."""
    body, problems = render("[![Mapa](m.png)](guide/a) x[^n]\n\n[^n]: Ver [b](guide/b).\n\nFin [c](guide/c)")

    assert problems == ()
    assert [(link.target, link.where.line) for link in body.links] == [
        ("guide/a", 5), ("m.png", 5), ("guide/c", 9), ("guide/b", 7),
    ]  # fmt: skip


def test_outside_addresses_stay():
    """Web, mail, telephone and places on the map stay in the text."""
    html = page("<https://a.example/b?c=1&d=2> <a@b.example> [t](tel:+50400) [g](geo:1,2) [m](mailto:x@y.example)")

    assert 'href="https://a.example/b?c=1&amp;d=2"' in html and 'href="mailto:a@b.example"' in html
    assert 'href="tel:+50400"' in html and 'href="geo:1,2"' in html and "rel=" not in html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#115;cript:alert(1)", "javascript&colon;alert(1)",
        "java&Tab;script:alert(1)", "&#1;javascript:alert(1)", "data:text/html,x", "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:msgbox", "file:///etc/passwd", "blob:x", "//evil.example/x", "/\\evil.example", "\\\\evil.example",
        "javascript%3Aalert(1)", "%2F%2Fevil.example", "java\u200bscript:x", "ht&Tab;tps:evil",
    ],
)  # fmt: skip
def test_unsafe_addresses_lose_the_link_and_keep_the_words(address):
    """No spelling of a scheme or of another host passes, in links, references and pictures."""
    for text in (f"[palabra]({address})", f"[palabra][r]\n\n[r]: {address}", f"![palabra]({address})"):
        body, problems = render(text)

        assert [found.rule for found in problems] == ["unsafe-html"]
        assert problems[0].where.line in (5, 7) and problems[0].where.field == "body"
        assert body.parts == ("<p>palabra</p>",) and body.links == ()


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "vbscript:x", "file:///x"]
)
def test_address_in_angle_brackets_is_refused_like_a_link(address):
    """`<javascript:…>` would stand there as text without a word; in code it is what its author shows."""
    body, (one,) = render(f"Vea <{address}> y `<{address}>`.")

    assert (one.rule, str(one.message)) == ("unsafe-html", f'the address "{address}" could harm readers')
    assert body.parts == (f"<p>Vea {address} y <code>&lt;{address}&gt;</code>.</p>",)


def test_other_words_in_angle_brackets_are_text():
    """`<std:nombre>` and `<data: 3>` are no addresses that anybody refuses."""
    assert not faults("Escriba <std:nombre>, <data: 3> o <nombre>.")


def test_address_that_no_browser_reads_is_told():
    """What the sanitiser would drop without a word has its problem."""
    assert [found.rule for found in faults("[x](http://[) [y](https://a b/c)")] == ["unsafe-html"] * 2


@pytest.mark.parametrize("address", ["guide/a", "../b.md", "/x.pdf", "a:b/c".replace(":", "-"), "?x", "mi archivo.pdf"])
def test_relative_addresses_are_inside(address):
    """What has neither scheme nor host is for the site to resolve."""
    assert classify(address) == "inside"


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("hola <img src=x onerror=alert(1)>", "<img>"),
        ("<iframe src='x'></iframe>", "<iframe>"),
        ("<svg onload=alert(1)>", "<svg>"),
        ("<SVG/onload=alert(1)>", "<SVG>"),
        ("# T <b>x</b>", "<b>"),
        ("antes <!-- x -- > nunca", "<!--"),
        ("</div>", "</div>"),
    ],
)
def test_markup_stays_text_and_is_told(text, markup):
    """With raw HTML off, markup is shown as typed and reported once."""
    body, problems = render("uno\n\n" + text)

    assert [found.rule for found in problems] == ["unsafe-html"]
    assert f'"{markup}"' in str(problems[0].message) and problems[0].where.line == 7
    shown = body.parts[0]
    assert markup.rstrip(">").replace("<", "&lt;") in shown


@pytest.mark.parametrize(
    "text",
    [
        "a < b y b > c", "<nombre> y <su-correo>", "`<b>` y ``<script>``", "```\n<script>\n```", "    <b>x</b>",
        "&lt;script&gt;", "{{ 7*7 }}", "x\n{{ 7*7 }}", "x\n{% raw %}", "## T {% raw %}", "## T {borrador}",
        "*a*{{ x }} b {c}", "x <![ y\n\ndespués", "a<b", "<!DOCTYPE html>", "<?php x ?>",
    ],
)  # fmt: skip
def test_text_that_only_looks_like_markup_is_kept(text):
    """Comparisons, placeholders, code and template syntax are shown as typed, without a problem."""
    html = page(text)

    for word in ("7*7", "{% raw %}", "{borrador}", "{{ x }} b {c}", "después", "nombre", "script"):
        assert (word in text) == (word in html)


def test_unclosed_comment_keeps_the_text_below():
    """Nothing that follows a comment or a declaration without end is lost."""
    for text in ("<![ \n\nluego", "<!-- x -- >\n\nluego", "<![CDATA[ x\n\nluego"):
        for raw_html in (False, True):
            assert "luego" in render(text, raw_html=raw_html)[0].parts[0]

    (found,) = faults("<div>\n<!-- x\n\nluego\n</div>", raw_html=True)
    assert found.where.line == 6 and "never closed" in str(found.message)


@pytest.mark.parametrize(
    "text",
    ['*a*{onclick="x()"}', "## T {style=color:red}", "x\n{: onmouseover=x }", "[a](b){target=_blank}", "*a*{.mio}",
     "```{.python onclick=x}\ny\n```", "*a*{autofocus}"],
)  # fmt: skip
def test_attributes_that_do_not_reach_the_page_are_told(text):
    """Nothing of an attribute list is dropped in silence."""
    body, problems = render(text)

    assert [found.rule for found in problems] == ["unsafe-html"]
    assert "on" not in "".join(body.parts).replace("python", "").split("<")[1].split(">")[0]


def test_raw_html_keeps_what_is_harmless():
    """Where raw HTML is on, elements of the dialect pass, with Markdown inside."""
    html = page('<details markdown="1"><summary>Más</summary>\n\n*a* [b](guide/b)\n\n</details>', raw_html=True)

    assert "<details>" in html and "<em>a</em>" in html and '<a href="#">b</a>' in html


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "<style>p{}</style>", "<iframe src=x></iframe>", "<object></object>", "<embed src=x>",
     "<form><input><button>x</button></form>", "<link rel=x>", "<meta x>", "<base href=x>", "<p onclick=x>a</p>",
     "<p style='x'>a</p>", "<svg onload=x></svg>", "<a href='javascript:x'>a</a>", "<a href='//x.example'>a</a>",
     "<video src=x></video>", "<nombre>"],
)  # fmt: skip
def test_raw_html_refuses_what_acts(text):
    """Scripts, frames, forms, styles, handlers and other hosts are refused with raw HTML on."""
    body, problems = render(f"uno\n\n{text}", raw_html=True)

    assert problems and all(found.rule == "unsafe-html" and found.where.line == 7 for found in problems)
    html = "".join(body.parts)
    assert not any(word in html for word in ("script", "style", "onclick", "onload", "x.example", "alert"))


def test_pictures_need_a_text_and_are_local():
    """A picture without text, and one of another host, are told with their line."""
    text, remote = faults("![](a.png)\n\n![b](https://x.example/b.png)")

    assert (text.rule, text.where.line) == ("alt-missing", 5)
    assert (remote.rule, remote.where.line) == ("unsafe-html", 7) and "local files" in str(remote.message)


def test_anchor_names_the_nearest():
    """A link inside the text must find its heading; the nearest is proposed."""
    found, empty = faults("## Precios\n\n[a](#precio) [b](#precios) [c](#top)\n\n[d]()")

    assert (found.rule, found.where.line, str(found.mend)) == ("broken-reference", 7, "#precios")
    assert (empty.rule, empty.where.line) == ("broken-reference", 9)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p>"a" y "<em>b</em>" l\'eau</p>', "<p>“a” y “<em>b</em>” l’eau</p>"),
        ("<p>'a b' los '90 d'</p>", "<p>‘a b’ los ’90 d’</p>"),
        ('<p title="x">("a") ¿"b"? "\'c\'"</p>', '<p title="x">(“a”) ¿“b”? “‘c’”</p>'),
        ('<p>" a "&nbsp;"b"</p>', "<p>“ a ”&nbsp;“b”</p>"),
        ('<p><code>"a"</code>"b" -- ...</p><pre>"c"</pre>', '<p><code>"a"</code>”b” -- ...</p><pre>"c"</pre>'),
    ],
)
def test_quotes_are_typographic(html, expected):
    """Quotes turn by their neighbours; tags, code, dashes and dots stay."""
    assert typeset(html, "es") == expected


def test_words_are_those_of_the_reader():
    """Words of the text count, marks and addresses do not."""
    text = "Una *guía* [muy breve](guide/larga/ruta) — y `code`.\n\n| a | b |\n|---|---|\n| 1 | 2 |"

    assert render(text)[0].words == 10


def test_words_of_a_picture_that_is_left_out_are_read_in_its_place():
    """They stand in the text, against what follows; those of a picture that is shown do not."""
    body, problems = render("uno ![dos tres](https://a.example/b.png)cuatro ![cinco](seis.png)siete *och*o")

    assert [found.rule for found in problems] == ["unsafe-html"] and body.words == 5
    assert body.parts[0] == "<p>uno dos trescuatro "


def test_a_heading_without_markup_needs_no_cleaning():
    """Characters that a heading may have without being cleaned are none that cleaning or quotes would change."""
    plain = _MARKUP.sub("", "".join(map(chr, range(0x20, 0xD800))))

    assert len(plain) > 50_000 and clean(plain) == typeset(plain, "es") == plain


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("uno\n\n" + "[" * 5000, 7, "[ are open"),
        ("[a](" * 25000, 5, "( are open"),
        ("[" * 5000 + "]" * 5000, 5, "[ are open"),
        ("uno\n" + "x" * 5_000_000, 6, "over the limit of 100000"),
    ],
)
def test_limits_are_told_at_once(text, line, word):
    """What would hold up the build is refused with its line, before the library sees it."""
    start = time.perf_counter()
    (found,) = faults(text)

    assert time.perf_counter() - start < 2
    assert (found.rule, found.where.line) == ("bad-syntax", line) and word in str(found.message)


@pytest.mark.parametrize("leftover", ["<p>\x02klzzwxh:0000\x03</p>", "<p>klzzwxh:0000</p>", RecursionError()])
def test_fault_of_the_library_is_a_problem(monkeypatch, leftover):
    """What the library raises, and marks it leaves behind, are told with the file."""

    def convert(text, raw_html):
        if isinstance(leftover, str):
            return leftover, []
        raise leftover

    monkeypatch.setattr("hubgen.formats.markdown.body.convert", convert)
    (found,) = faults("hola")

    assert (found.rule, found.where.file, found.where.line) == ("bad-syntax", "content/a.md", 5)


def test_hostile_nesting_harms_no_other_text():
    """Thousands of quotes and lists within each other end in HTML or a problem, and the next text is read as ever."""
    for text in (">" * 3000 + " x", "- " * 3000, "1. " * 2000, "\n".join("    " * n + "- a" for n in range(150))):
        body, problems = render(text)
        assert body or problems

    assert page("hola") == "<p>hola</p>"


def test_one_text_leaves_no_trace_in_the_next():
    """References, notes and ids of a text are unknown to the next one."""
    first = render("## A\n\n[x][r] n[^1]\n\n[r]: guide/r\n[^1]: nota")[0]

    assert render("## A\n\n[x][r] n[^1]")[0].links == ()
    assert render("## A\n\n[x][r] n[^1]\n\n[r]: guide/r\n[^1]: nota")[0] == first
    assert render("")[0].parts == ("",) and not render("")[0]


def test_references_to_what_no_text_has():
    """`&#1;` and `&#xFFFE;` come out as the mark of a lost character, as they would from a file."""
    body, problems = render_markdown("a &#1; &#0; &#xFDD0; &#xFFFE; &#x9b; b\ufdd0c\n", "a.md", 1)
    heading, _ = render_markdown("## A&#1;b\n", "a.md", 1)

    assert not problems and heading.headings[0].text == "A\ufffdb"
    assert body.parts == ("<p>a \ufffd \ufffd \ufffd \ufffd › b\ufffdc</p>",)


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        ("Errores frecuentes", "errores-frecuentes"),
        ("Paso 1: qué puede pasar y qué se detiene", "paso-1-que-puede-pasar-y"),
        ("Comercio internacional y aduanas", "comercio-internacional-y"),
        ("Superextraordinariamentelargo", "superextraordinariamente"),
        ("¿?", "section"),
    ],
)
def test_a_long_anchor_ends_after_a_word(heading: str, anchor: str):
    """At most 24 characters; one word longer than that is cut."""
    assert [one.id for one in render(f"## {heading}")[0].headings] == [anchor]


def test_headings_that_begin_alike_have_anchors_of_their_own():
    body, _ = render("## Paso 1: qué puede pasar y qué no\n\n## Paso 1: qué puede pasar y qué sí")
    assert [one.id for one in body.headings] == ["paso-1-que-puede-pasar-y", "paso-1-que-puede-pasar-y_1"]


WIDE = """\
| Papel | Quién lo *da* | Días | Costo |
|---|---|---:|---:|
| Acta | [Registro](https://a.example.org/) | 3 | 0 |
| Sello | | 1 |
"""


def test_a_wide_table_can_be_stacked_on_a_phone():
    """From four columns on: each value knows the name of its column, the first cell heads its row."""
    found = page(WIDE)
    assert '<table class="stack">' in found and found.count('<th scope="row">') == 2
    assert '<th scope="row">Acta</th>' in found and '<td data-l="Días" class="num">3</td>' in found
    assert '<td data-l="Quién lo da"><a href="https://a.example.org/">Registro</a></td>' in found
    assert '<td data-l="Costo" class="num"></td>' in found  # a cell that is not written is an empty one


@pytest.mark.parametrize(
    ("word", "is_stacked"),
    [
        ("papel", False),
        ("fitosanitario", True),
        ("se lee bien en su lugar", False),
        ("[" + "ñ" * 13 + "](a.html)", True),
    ],
)
def test_a_table_whose_words_would_be_cut_is_stacked_too(word: str, is_stacked: bool):
    """A line of a phone holds 32 letters: 13 and 11 beside 6, and a gap after each, are one too many."""
    found = page(f"| Papel | Quién | Qué |\n|---|---|---|\n| {word} | laboratorio | prueba |\n")
    assert ('class="stack"' in found) == is_stacked


@pytest.mark.parametrize(
    "text",
    [
        "| A | B | C |\n|---|---|---|\n| 1 | 2 | 3 |\n",
        "<table><thead><tr><th>A</th><th>B</th><th>C</th><th>D</th></tr></thead>"
        '<tbody><tr><td colspan="4">1</td></tr></tbody></table>\n',
    ],
)
def test_other_tables_stay_as_they_are(text: str):
    found = page(text, raw_html=True) if text.startswith("<") else page(text)
    assert "stack" not in found and "data-l" not in found and 'scope="row"' not in found


def test_the_name_of_a_column_cannot_end_its_attribute():
    body, _ = render(WIDE.replace("Días", 'D"><b onclick=x>ías'))
    found = "#".join(body.parts)
    (name,) = set(re.findall(r'<td data-l="([^"]*ías)" class="num">', found))
    assert not set(name) & set('<>"') and "<b" not in found

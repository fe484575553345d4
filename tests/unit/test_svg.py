"""Drawings: what is on the list is published as it is, everything else is told with its line."""

from __future__ import annotations

import time

import pytest

from hubgen.formats.svg import ATTRIBUTES, DEPTH_LIMIT, ELEMENTS, FAULT_LIMIT, SHAPE_LIMIT, read_svg
from hubgen.problems import ContentProblems, Problem
from tests.conftest import ROOT

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">\n'
LINKED = HEAD.replace("<svg", '<svg xmlns:xlink="http://www.w3.org/1999/xlink"')


def faults(text: str | bytes, *, inline: bool = False) -> list[Problem]:
    data = text.encode() if isinstance(text, str) else text
    try:
        read_svg(data, "content/d.svg", inline=inline)
    except ContentProblems as found:
        assert all(one.where.file == "content/d.svg" and (one.mend or one.expected) for one in found.problems)
        return list(found.problems)
    return []


def told(text: str | bytes, **more: bool) -> list[str]:
    found = faults(text, **more)
    assert all(one.rule in ("image-refused", "bad-syntax") for one in found)
    return [f"{one.where.line}: {one.message}" for one in found]


def test_plain_shapes_words_and_gradients_pass():
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n' + HEAD + "<title>Caja</title><defs>"
        '<linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs>'
        '<g transform="scale(2)"><path d="M0 0h9" fill="url(#a)" style="stroke:#0b5043; stroke-width:2"/></g>'
        '<text x="1" y="2" xml:space="preserve">caf\u00e9 &amp; <tspan font-weight="bold">t\u00e9</tspan></text></svg>'
    )
    assert told(text) == []


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ('viewBox="0 0 300.4 200"', (300, 200)),
        ('width="120" height="80px" viewBox="0 0 24 16"', (120, 80)),
        ('width="210mm" height="297mm" viewBox="0,0,210,297"', (210, 297)),
        ('width="100%" viewBox="-5 -5 10 20"', (10, 20)),
    ],
)
def test_it_has_a_size(size, expected):
    drawing = read_svg(f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>'.encode(), "d.svg")
    assert (drawing.width, drawing.height, drawing.html) == (*expected, "")


@pytest.mark.parametrize("size", ["", 'width="100%"', 'viewBox="0 0 0 9"', 'viewBox="0 0 x 9"', 'width="9"'])
def test_one_without_a_size_would_make_the_page_jump(size):
    (one,) = told(f'<svg xmlns="http://www.w3.org/2000/svg" {size}/>')
    assert "how large it is" in one


BAD = {
    "script": ("<script>alert(1)</script>", 'the element "<script>"'),
    "script elsewhere": ('<script href="//evil.example/x.js"/>', 'the element "<script>"'),
    "handler": ('<rect onload="alert(1)"/>', '"onload" is not allowed on "<rect>"'),
    "foreign": ('<foreignObject><b xmlns="http://www.w3.org/1999/xhtml">x</b></foreignObject>', '"<foreignObject>"'),
    "style": ("<style>@import url(//evil.example)</style>", 'the element "<style>"'),
    "style address": ('<rect style="fill:url(//evil.example/x)"/>', 'the style "fill:url(//evil.example/x)"'),
    "style escape": ('<rect style="fill:u\\72l(x)"/>', "the style"),
    "style property": ('<rect style="behavior:x"/>', 'the style "behavior:x"'),
    "fill address": ('<rect fill="url(http://evil.example#a)"/>', '"fill" on "<rect>" leads out'),
    "link": ('<a href="javascript:alert(1)"><rect/></a>', 'the element "<a>"'),
    "picture": ('<image href="https://evil.example/pixel.png"/>', 'the element "<image>"'),
    "use": ('<use href="#a"/>', 'the element "<use>"'),
    "animation": ('<animate attributeName="href" values="javascript:alert(1)"/>', 'the element "<animate>"'),
    "set": ('<set attributeName="onload" to="x"/>', 'the element "<set>"'),
    "another drawing inside": ("<svg/>", 'the element "<svg>"'),
    "filter": ('<filter id="a"/>', 'the element "<filter>"'),
    "class": ('<rect class="a"/>', '"class" is not allowed'),
    "base": ('<g xml:base="//evil.example/"/>', '"xml:base" is not allowed'),
    "comment": ("<!-- Ana, Tegucigalpa -->", 'a comment ("<!--")'),
    "section": ("<text><![CDATA[x]]></text>", '"<![CDATA["'),
    "instruction": ('<?xml-stylesheet href="x.css"?>', 'an instruction for programs ("<?xml-stylesheet")'),
    "element of another space": ('<i:pgf xmlns:i="http://ns.adobe.com/i"/>', 'the element "<i:pgf>"'),
    "attribute of another space": ('<g xmlns:i="urn:i" i:label="x"/>', '"i:label" is not allowed on "<g>"'),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_whatever_is_not_on_the_list_is_refused_with_its_line(name):
    """O24: line, element and attribute; nothing is cleaned."""
    text, found = BAD[name]
    (one,) = told(f"{HEAD}{text}</svg>")
    assert one.startswith("2: ") and found in one


def test_addresses_of_older_drawings_are_refused_too():
    assert "xlink:href" in told(f'{LINKED}<path xlink:href="#a" d="M0 0"/></svg>')[0]


def test_no_entities():
    """A DOCTYPE is where entities are declared: nothing of it is read, however often it names itself."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE svg [<!ENTITY l0 "ja">{levels}]>{HEAD}<text>&l9;</text></svg>'
    started = time.monotonic()
    assert told(text) == ['1: the drawing has a DOCTYPE ("<!DOCTYPE")']
    assert time.monotonic() - started < 1
    assert "undefined entity" in told(f"{HEAD}<text>&l9;</text></svg>")[0]
    assert "DOCTYPE" in told('<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + HEAD + "</svg>")[0]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "no element found"),
        (b"<svg", "unclosed token"),
        (f"{HEAD}<g></svg>".encode(), "mismatched tag"),
        (b"<html/>", 'begins with "<html>"'),
        (b'<svg viewBox="0 0 1 1"/>', "without the namespace of SVG"),
        (b'<?xml version="1.0" encoding="UTF-16"?><svg/>', "it is UTF-16"),
        (HEAD.encode("utf-16"), "UTF-16"),
        (f"{HEAD}<text>\xe9</text></svg>".encode("latin-1"), "UTF-8"),
        (b" " * 300_000, "over the limit"),
    ],
)
def test_what_cannot_be_read_is_told(data, found):
    assert any(found in one for one in told(data))


def test_no_end_of_shapes():
    assert "more than" in told(HEAD + "<g/>" * (SHAPE_LIMIT + 1) + "</svg>")[0]
    assert "more than" in told(HEAD + "<g>" * (DEPTH_LIMIT + 1) + "</g>" * (DEPTH_LIMIT + 1) + "</svg>")[0]


def test_a_program_s_own_dialect_is_told_in_a_few_lines():
    """Each fault once, five at most."""
    assert len(told(HEAD + "<use/>" * 90 + "</svg>")) == 1
    assert len(told(HEAD + "".join(f"<x{n}/>" for n in range(90)) + "</svg>")) == FAULT_LIMIT


# -- inside a page -------------------------------------------------------------------------


def test_a_logo_is_written_anew():
    """Without what the page has already; words cannot end it."""
    text = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="8" role="img" fill="red">'
    text += '<text x="&quot;1&lt;">&lt;/svg&gt;&amp;</text></svg>'
    assert read_svg(text.encode(), "l.svg", inline=True).html == (
        '<svg height=1em aria-hidden=true viewBox="0 0 9 8" fill="red">'
        '<text x="&#34;1&lt;">&lt;/svg&gt;&amp;</text></svg>'
    )


@pytest.mark.parametrize("attribute", ['style="fill:red"', 'id="c"'])
def test_a_logo_has_no_style_and_no_ids(attribute):
    """The policy of a page allows no style but its own, and an id of the page may be the same."""
    assert told(f"{HEAD}<rect {attribute}/></svg>") == []
    (one,) = told(f"{HEAD}<rect {attribute}/></svg>", inline=True)
    assert "not allowed in a logo" in one


def test_the_lists_name_nothing_that_runs_or_loads():
    """A second look at the lists themselves."""
    assert not ELEMENTS & set("script style foreignObject image use a animate set iframe audio video handler".split())
    assert not any(name.startswith("on") or "href" in name or name in ("src", "class", "style") for name in ATTRIBUTES)


def test_the_drawings_of_this_repository_pass():
    found = [*(ROOT / "content").rglob("*.svg"), *(ROOT / "tests/golden").rglob("content/**/*.svg")]
    assert found
    for path in found:
        assert told(path.read_bytes()) == [], path

"""The part of a stylesheet that a page needs: what is used is kept, what is not is dropped, doubt keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from hubgen.project import bundled
from hubgen.stylesheet import Rule, names_declared, names_in, names_known, parse, purge

NAMES = frozenset({"a", "p", "h1", ".lead", ".rows", "li", "#menu", "table"})


def kept(css: str, names: frozenset[str] = NAMES) -> str:
    return purge(parse(css), names)


def test_used_rules_stay_in_their_order_and_others_go():
    assert kept(".lead{x:y}.gone{x:y}p{z:z}h2{x:y}p{z:q}") == ".lead{x:y}p{z:z}p{z:q}"


def test_of_a_list_of_selectors_only_those_that_can_match():
    assert kept("h1,h2,.lead,.gone p{x:y}") == "h1,.lead{x:y}"


def test_every_part_of_a_selector_must_be_there():
    assert kept(".rows>li+li a{x:y}.rows .gone a{x:y}table td{x:y}#menu .lead{x:y}#other{x:y}") == (
        ".rows>li+li a{x:y}#menu .lead{x:y}"
    )


def test_states_attributes_and_bare_signs_are_no_reason_to_drop():
    css = "a:focus{x:y}a:not(.gone){x:y}*{x:y}[href^=http]{x:y}p::after{x:y}li:nth-child(2n+1){x:y}"
    css += ":root{x:y}html,body{x:y}"
    assert kept(css) == css


def test_a_comma_inside_brackets_parts_nothing():
    assert kept("a:is(.x,.y),h2{x:y}") == "a:is(.x,.y){x:y}"
    assert kept('[title="a,b"] p{x:y}') == '[title="a,b"] p{x:y}'


def test_rules_for_a_medium_are_sifted_inside():
    assert kept("@media print{.gone{x:y}p{x:y}}@media screen{.gone{x:y}}") == "@media print{p{x:y}}"
    assert (
        kept("@media (min-width:60em){@media print{p{x:y}.gone{x:y}}}")
        == "@media (min-width:60em){@media print{p{x:y}}}"
    )
    assert kept("@supports (display:grid){p{display:grid}.gone{x:y}}") == "@supports (display:grid){p{display:grid}}"


def test_rules_without_names_stay():
    for css in ("@font-face{font-family:x}", "@page{margin:1cm}", "@keyframes f{from{left:0}to{left:9px}}"):
        assert kept(css) == css


def test_a_charset_at_the_start_takes_no_rule_with_it():
    assert kept('@charset "utf-8";p{x:y}') == "p{x:y}"


def test_a_brace_that_is_never_closed_is_a_fault():
    import pytest

    with pytest.raises(ValueError, match="never closed"):
        parse("p{x:y}@media print{p{x:y}")


def test_names_of_a_page():
    """Elements, classes and ids that stand in it, with and without quotes; a word too many would only keep a rule."""
    html = """<ul class="rows key" id="menu"><li class=day>quiz &lt;table&gt; gone</ul><nav id=top>"""
    assert names_in(html) == {"ul", "li", "nav", ".rows", ".key", ".day", "#menu", "#top"}


def test_the_addresses_of_links_are_printed_where_a_text_has_links_that_leave():
    """Every page has such a link outside its main part: the canonical address, and the adviser's WhatsApp."""
    css = parse("main [href^=http]::after{content:attr(href)}nav [href^=http]{x:y}")
    frame = '<link href="https://h.example/"><main>{}</main><footer><nav><a href="https://wa.me/5">W</a></nav></footer>'
    away, inside = frame.format('<p><a class="x" href="https://a.example/">'), frame.format('<a href="guia.html">')
    assert "main" in purge(css, names_in(away))
    assert purge(css, names_in(inside)) == "nav [href^=http]{x:y}"
    assert "main" in purge(css, names_in("<p><a href=http://a.example/>"))


def test_names_that_a_template_declares():
    """What a script brings is named in a comment, since the page does not have it yet."""
    assert names_declared("{# styles: .soon h3 #}<p>{# styles: mark #}{# .gone #}") == {".soon", "h3", "mark"}
    assert names_declared("<p>") == frozenset()


def test_names_that_no_rule_asks_for_change_nothing():
    css = parse("main [href^=http],.rows>li:focus{x:y}@media print{#menu a{x:y}}@font-face{x:y}:root{x:y}")
    assert names_known(css) == {"[href^=http]", ".rows", "li", "#menu", "a"}
    known = sorted(names_known(css))
    for count in range(len(known) + 1):
        for names in map(frozenset, combinations(known, count)):
            assert purge(css, names) == purge(css, names | {"h1", "#uno", ".gone"})


MARKDOWN = frozenset(
    "p h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tr th td blockquote pre code hr sup a strong em div "
    ".footnote .footnote-ref .footnote-backref .admonition .admonition-title .num .mid".split()
)
"""What running text can bring into a page."""


def test_nothing_of_the_built_in_stylesheet_is_unused():
    """A rule that no template can match is dead weight in the source."""
    css = (bundled("themes") / "plain/assets/plain.css").read_text("utf-8")
    # Marks of states, looks of bars and lines, forms of tables: what comes with the data; and links that leave.
    names = MARKDOWN | set("[href^=http] .open .soon .shut .c1 .c2 .c3 .c4 .l1 .l3 .fit .many".split())
    for path in (bundled("themes") / "plain/templates").glob("*.html"):
        text = re.sub(r"\{[%{].*?[%}]\}", " ", path.read_text("utf-8"))
        names |= names_in(text) | names_in(path.read_text("utf-8")) | names_declared(path.read_text("utf-8"))
    unused = set(selectors(parse(css))) - set(selectors(parse(purge(parse(css), names | {"html"}))))
    assert unused <= {"img"}, unused  # pictures are put there by hubs of their own


def selectors(rules: tuple[Rule, ...]) -> Iterator[str]:
    for rule in rules:
        yield from selectors(rule.rules) if rule.rules else rule.head.split(",")

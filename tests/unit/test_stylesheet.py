"""The part of a stylesheet that a page needs: what is used is kept, what is not is dropped, doubt keeps."""

from __future__ import annotations

from hubgen.pipeline import bundled
from hubgen.stylesheet import names_in, parse, purge

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


def test_names_of_a_template():
    """Elements, classes and ids as written; words in quotes may become classes; a comment names the rest."""
    text = """{# styles: .soon h3 #}
    <ul class="rows {{ kind }}" id="menu"><li{% if day %} class="day"{% endif %}>{{ facts(list, "key") }}</li></ul>
    <p class=lead>"""
    assert {"ul", "li", "p", ".rows", ".day", ".lead", ".key", ".soon", "h3", "#menu"} <= names_in(text)
    assert "table" not in names_in(text) and ".gone" not in names_in(text)


def test_nothing_of_the_built_in_stylesheet_is_unused():
    """A rule that no template can match is dead weight in the source."""
    css = (bundled("themes") / "plain/assets/plain.css").read_text("utf-8")
    from hubgen.stylesheet import BODY_ELEMENTS

    names = BODY_ELEMENTS
    for path in (bundled("themes") / "plain/templates").glob("*.html"):
        names |= names_in(path.read_text("utf-8"))
    rules = parse(css)
    everything = frozenset(names | {"html"})
    whole = purge(rules, everything)
    import rcssmin

    # The logo and pictures are put there by hubs of their own.
    assert whole.count("{") >= rcssmin.cssmin(css).count("{") - 2

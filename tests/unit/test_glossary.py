"""Terms: the glossary and its letters, and the links that lead from guides to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from hubgen.model.views.texts import BodyView
from hubgen.stages.plan.glossary import Glossary
from hubgen.stages.plan.terms import term_of, unlinked
from tests.hubs import CONFIG, DAY, compiled, guide, make_hub, problems_of, published, term, the_error
from tests.unit.test_plan import html, pages, plan, titles

LINKS = "glossary: link\n"


def terms(folder: Path, **names: dict[str, str | None]) -> list:
    project = make_hub(folder, {f"content/glossary/{slug}.yaml": term(**fields) for slug, fields in names.items()})
    return [term_of(published(project, f"term/{slug}", DAY)) for slug in sorted(names)]


@pytest.fixture(scope="module")
def glossary(tmp_path_factory) -> Glossary:
    found = terms(
        tmp_path_factory.mktemp("glossary"),
        carta={"abbr": "L/C", "synonyms": "[crédito documentario]"},
        fondo={"title": "Fondo", "abbr": "FG"},
        garantia={"title": "Fondo de garantía"},
        kar={"title": "कर"},
        id={"title": "Investigación y desarrollo", "abbr": "I&D"},
    )
    return Glossary(found, "es", "es")


def linked(glossary: Glossary, *parts: str, paths: Iterable[str] = ()) -> str:
    """The text with each link to a term as [words](slug)."""
    plain = BodyView(parts, tuple(paths))
    body = glossary.linked(plain)
    assert unlinked(body) == plain
    whole = body.html(str, lambda picture: "PICTURE")
    return re.sub(r'<a href="glosario/([a-z]+).html">(.*?)</a>', r"[\2](\1)", whole, flags=re.DOTALL)


def test_names_that_share_a_word_are_not_all_tried(glossary, monkeypatch):
    """Of "fondo" and "fondo de garantía", a text that goes on otherwise tries the one that can be meant."""
    tried = []
    find = {names: [*found] for names, found in glossary._names.items()}

    class Seen(dict):
        def get(self, names, default=()):
            tried.extend(find.get(names, ()))
            return super().get(names, default)

    monkeypatch.setattr(glossary, "_names", Seen(glossary._names))
    linked(glossary, "<p>Un fondo de ahorro.</p>")
    assert [name.length for name in tried] == [len("fondo")]


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("<p>Carta de crédito, carta de crédito.</p>", "<p>[Carta de crédito](carta), carta de crédito.</p>"),
        ("<p>Un fondo de garantía.</p>", "<p>Un [fondo de garantía](garantia).</p>"),
        ("<p>Un fondo y el Fondo\nde garantía.</p>", "<p>Un [fondo](fondo) y el [Fondo\nde garantía](garantia).</p>"),
        ("<p>fondos, trasfondo, fondo-base, fondo’s</p>", "<p>fondos, trasfondo, fondo-base, fondo’s</p>"),
        ("<p>carta de credito</p>", "<p>carta de credito</p>"),
        ("<p>fg, L/Cs, FG y L/C.</p>", "<p>fg, L/Cs, [FG](fondo) y [L/C](carta).</p>"),
        ("<p>I&amp;D; la I+D</p>", "<p>[I&amp;D](id); la I+D</p>"),
        ("<h2>Fondo</h2><p>x</p>", "<h2>Fondo</h2><p>x</p>"),
        ("<p><code>FG</code> <a>FG</a> <em>FG</em></p>", "<p><code>FG</code> <a>FG</a> <em>[FG](fondo)</em></p>"),
        ('<p><span title="un > fondo">y</span></p>', '<p><span title="un > fondo">y</span></p>'),
        ("<p>करें, साकर, कर।</p>", "<p>करें, साकर, [कर](kar)।</p>"),
        ("<p>Crédito documentario</p>", "<p>[Crédito documentario](carta)</p>"),
    ],
)  # fmt: skip
def test_what_leads_to_a_term(glossary, text, wanted):
    """Whole words, the longest name first, once; not in headings, links and code; capitals inside a name count."""
    assert linked(glossary, text) == wanted


def test_links_of_the_author_keep_their_places(glossary):
    """A term that the author links is not linked again; pictures and other links stay where they were."""
    found = linked(
        glossary,
        '<p>FG <a href="',
        '">la carta</a> L/C <a href="',
        '">x</a> fondo de garantía</p>',
        paths=["glosario/carta.html", "guias/x.html"],
    )
    assert (
        found == '<p>[FG](fondo) [la carta](carta) L/C <a href="guias/x.html">x</a> [fondo de garantía](garantia)</p>'
    )


def test_names_are_those_of_the_language_of_the_text(tmp_path):
    found = terms(tmp_path, carta={"title@en": "Letter of credit", "abbr": "CC", "summary@en": "A promise of a bank."})
    english = Glossary(found, "en", "en").linked(BodyView(("<p>A letter of credit, CC.</p>",), ()))
    assert english.paths == ("en/glossary/carta.html",)
    original = Glossary(found, "es", "en").linked(BodyView(("<p>Carta de crédito</p>",), ()))
    assert original.paths == ("en/glossary/carta.html",)


BODY = "Pida una carta de crédito.\n"


def test_guides_link_terms_only_where_the_hub_wants_it(tmp_path):
    files = {"content/glossary/carta.yaml": term(), "content/guides/pagos.md": guide(BODY)}
    assert "glosario/carta.html" not in html(plan(tmp_path / "off", files), "guias/pagos.html").split("<main")[1]
    found = html(plan(tmp_path / "on", files, LINKS), "guias/pagos.html")
    assert 'una <a href="../glosario/carta.html">carta de crédito</a>' in found


def test_a_page_follows_the_terms_it_names(tmp_path):
    """A term that is renamed changes the guide that names it, with the memory of the last build at hand."""
    project = make_hub(
        tmp_path, {"content/glossary/carta.yaml": term(), "content/guides/pagos.md": guide(BODY)}, CONFIG + LINKS
    )
    assert "glosario/carta" in html(compiled(project, memo=True), "guias/pagos.html").split("<main")[1]
    (tmp_path / "content/glossary/carta.yaml").write_text(term(title="Otra cosa"), "utf-8")
    assert "glosario/carta" not in html(compiled(project, memo=True), "guias/pagos.html").split("<main")[1]


def test_each_part_of_a_guide_links_anew(tmp_path):
    sums = " ".join(f"Sume {n} y {n * n}." for n in range(60))
    sections = "".join(f"## Parte {n}\n\nPida una carta de crédito.\n\n{sums}\n\n" for n in (1, 2))
    files = {"content/glossary/carta.yaml": term(), "content/guides/pagos.md": guide(sections)}
    found = plan(tmp_path, files, LINKS + "budget: {part: 100}\n")
    links = {path: html(found, path).split("<main")[1].count("glosario/carta.html") for path in pages(found)}
    assert {path: n for path, n in links.items() if path.startswith("guias/pagos")} == {
        "guias/pagos.html": 1,
        "guias/pagos/2.html": 1,
        "guias/pagos/todo.html": 1,
    }


def test_the_list_stands_under_the_letters_of_its_language(tmp_path):
    """Ñ is a letter of its own in Spanish and none in English; a pinned term stays in its place."""
    files = {
        "content/glossary/a.yaml": term(title="Ñandú", **{"title@en": "Rhea", "summary@en": "A bird."}),
        "content/glossary/b.yaml": term(title="Nube", featured="yes"),
        "content/glossary/c.yaml": term(title="Áncora"),
    }
    found = plan(tmp_path, files)
    page = html(found, "glosario/index.html")
    assert re.findall(r'<a href="(#l-[^"]*)">(.)</a>', page) == [("#l-a", "A"), ("#l-n", "N"), ("#l-n-d1", "Ñ")]
    assert re.findall(r'<h2 id="l-[^"]*">(.)</h2>', page) == ["A", "N", "Ñ"]
    assert titles(found, "glosario/letra-inicial/n-d1.html") == ["Ñandú"]
    assert titles(found, "en/glossary/initial-letter/r.html") == ["Rhea"]
    assert 'href="../../en/glossary/initial-letter/index.html"' in html(found, "glosario/letra-inicial/n-d1.html")


def test_a_long_glossary_leads_to_the_pages_of_its_letters(tmp_path):
    rows = "".join(f"{word} {n},Definición {n}.\n" for word in ("Aval", "Banco") for n in range(20))
    found = plan(tmp_path, {"content/glossary/lista.csv": "title,summary\n" + rows})
    assert (
        re.findall(r"class=jump.*?</nav>", html(found, "glosario/index.html"), re.DOTALL)[0].count("letra-inicial/")
        == 2
    )


def test_the_glossary_is_no_news(tmp_path):
    """No feed has a term in it, and none is announced; the list can be taken along."""
    found = plan(tmp_path, {"content/glossary/carta.yaml": term(topics="[vender]")})
    feeds = [file for file in found.files if "feed" in file.path]
    assert feeds and not [file.path for file in feeds if b"Carta" in file.content or b"losario" in file.content]
    page = html(found, "glosario/index.html")
    assert "atom+xml" not in page and 'href="data.csv"' in page


def test_without_terms_there_is_no_trace_of_a_glossary(tmp_path):
    found = plan(tmp_path, {"content/guides/pagos.md": guide(BODY)}, LINKS)
    assert not [
        file.path for file in found.files if re.search("glos", file.path + file.content.decode("utf-8", "replace"))
    ]


def test_a_term_says_what_it_is_to_programs(tmp_path):
    found = plan(tmp_path, {"content/glossary/carta.yaml": term(abbr="L/C", synonyms="[aval]", code="hs:0901")})
    said = html(found, "glosario/carta.html")
    assert '"@type":"DefinedTerm"' in said and '"alternateName":["L/C","aval"]' in said and '"termCode":"0901"' in said


def test_an_abbreviation_stands_in_lists_as_it_is_written(tmp_path):
    found = plan(tmp_path, {"content/glossary/quintal.yaml": term(title="Quintal", abbr="qq")})
    assert ">qq" in html(found, "glosario/index.html")


def test_a_term_does_not_lead_to_itself(tmp_path):
    problem = the_error(make_hub(tmp_path, {"content/glossary/carta.yaml": term(see="[carta]")}))
    assert (problem.rule, problem.where.field) == ("broken-reference", "see")
    assert str(problem.message) == "see leads back to the entry itself: term/carta"


def test_the_glossary_explains_abbreviations(tmp_path):
    """W11 falls silent for what stands in the glossary, in any language and as a synonym too."""
    text = guide("El MINEC decide.\n")
    files = {"content/guides/pagos.md": text, "content/glossary/minec.yaml": term(title="Ministerio", abbr="MINEC")}
    alone = problems_of(make_hub(tmp_path / "a", {"content/guides/pagos.md": text}))
    both = problems_of(make_hub(tmp_path / "b", files))
    assert [one.rule for one in alone].count("abbreviation") == 1
    assert "abbreviation" not in [one.rule for one in both]

"""What the search knows of a hub: which entries, in which languages, with which words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hubgen.memo import digest
from hubgen.search.documents import SearchDocument
from hubgen.stages.plan.planner import Plan, plan
from hubgen.stages.plan.searchable import plain_text
from hubgen.theme import load_theme
from tests.conftest import ROOT
from tests.hubs import (
    SEARCHED,
    TOPIC,
    config_of,
    event,
    financing,
    guide,
    make_hub,
    news,
    organization,
    resolve_hub,
    standard,
    translation,
)

THEME = load_theme(ROOT / "themes" / "plain")


def planned(folder: Path, files: dict[str, str | bytes], config: str = SEARCHED) -> Plan:
    project = make_hub(folder / "hub", files, config)
    known = config_of(project)
    return plan(resolve_hub(project)[0], known, {lang: THEME.texts(lang) for lang in known.languages})


def found(folder: Path, files: dict[str, str | bytes], config: str = SEARCHED) -> dict[str, SearchDocument]:
    """The documents by path."""
    return {one.path: one for one in planned(folder, files, config).documents()}


def values(document: SearchDocument, name: str) -> tuple[str, ...]:
    return dict(document.filters)[name]


def test_an_entry_is_found_in_each_language_of_its_own(tmp_path):
    """A translation is a document of its own; a page that stands in for a missing one is none."""
    documents = found(
        tmp_path,
        {
            "content/guides/precio.md": guide(),
            "content/guides/precio.en.md": translation("Add costs.\n", title="Set a price", summary="Costs, margin."),
        },
    )
    assert {path: one.language for path, one in documents.items()} == {
        "temas/vender.html": "es", "guias/precio.html": "es", "en/guides/precio.html": "en"
    }  # fmt: skip
    assert documents["en/guides/precio.html"].title == "Set a price"
    assert "Add costs." in documents["en/guides/precio.html"].text


def test_what_is_not_in_lists_is_not_found(tmp_path):
    """Drafts, entries to come, those that are past, expired or only for members."""
    documents = found(
        tmp_path,
        {
            "content/guides/precio.md": guide(),
            "content/guides/borrador.md": guide(draft="yes"),
            "content/guides/interno.md": guide(visibility="members"),
            "content/guides/vencida.md": guide(expires="2026-10-01"),
            "content/news/manana.md": news(date="2027-01-01"),
            "content/news/vieja.md": news(date="2024-01-01"),
            "content/events/pasada.md": event(start="2026-03-01T08:00"),
        },
    )
    assert set(documents) == {"temas/vender.html", "guias/precio.html"}


def test_a_language_without_texts_has_no_search(tmp_path):
    """Its pages have no link to one, and the others go on."""
    made = planned(tmp_path, {"content/guides/precio.md": guide()})
    assert dict(made.search_pages) == {"buscar.html": "es"}
    contexts = {one.path: one.context() for one in made.outputs if one.context}
    assert contexts["index.html"].hub.search == "buscar.html"
    assert contexts["en/index.html"].hub.search == ""
    assert contexts["buscar.html"].alternates == ()


def test_each_search_page_leads_to_the_others(tmp_path):
    english = translation("Add costs.\n", title="Set a price", summary="Costs, margin.")
    made = planned(tmp_path, {"content/guides/p.md": guide(), "content/guides/p.en.md": english})
    page = next(one.context() for one in made.outputs if one.path == "en/search.html" and one.context)
    assert [(item.path, item.lang) for item in page.alternates] == [("buscar.html", "es")]


@pytest.mark.parametrize("config", [SEARCHED.replace("search: true", "search: false"), SEARCHED])
def test_a_hub_without_search_or_without_entries_has_nothing_of_it(tmp_path, config):
    files: dict[str, str | bytes] = {"content/topics/vender.yaml": TOPIC} if "false" in config else {}
    project = make_hub(tmp_path / "hub", files, config, topic=False)
    known = config_of(project)
    made = plan(resolve_hub(project)[0], known, {lang: THEME.texts(lang) for lang in known.languages})
    assert made.documents() == () and made.search_pages == {}
    assert not [one.path for one in made.outputs if one.owner == "search"]


def test_all_text_of_a_page_is_searched(tmp_path):
    """Summary, body, steps, papers, conditions, providers, contact, sources; not labels, nor other entries."""
    documents = found(
        tmp_path,
        {
            "content/financing/linea.md": financing(
                conditions="[Tener dos años de operar]",
                documents_required="[{title: Solvencia fiscal, issuer: Servicio de Rentas, note: vigente}]",
                source="{title: Manual de la línea, publisher: Banco Central, url: 'https://b.example.org/'}",
            ),
            "content/guides/tramite.md": guide(
                kind="procedure", steps="[{title: Pida la constancia, text: En la alcaldía., need: mandatory}]"
            ),
            "content/directory/cumbre.yaml": organization(
                contact="{name: Rosa Mejía, email: a@b.example.org, address: Marcala}"
            ),
        },
    )
    financed = documents["financiamiento/linea.html"].text
    for words in (
        "seis meses de gracia", "Fondo de Ejemplo", "dos años de operar", "Solvencia fiscal", "Servicio de Rentas",
        "vigente", "Manual de la línea", "Banco Central", "Para quién", "Crédito.",
    ):  # fmt: skip
        assert words.lower() in financed.lower(), words
    assert "Pida la constancia En la alcaldía." in documents["guias/tramite.html"].text
    assert "Rosa Mejía Marcala" in documents["directorio/cumbre.html"].text
    assert "Solicitar" not in financed and "Vender" not in financed and "<" not in financed


def test_synonyms_find_their_topic(tmp_path):
    documents = found(tmp_path, {"content/topics/vender.yaml": TOPIC + "synonyms: [comercializar, mercadeo]\n"})
    assert dict(documents["temas/vender.html"].meta)["synonyms"] == "comercializar, mercadeo"
    assert documents["temas/vender.html"].record()["meta"] == {
        "title": "Vender", "type": "Tema", "synonyms": "comercializar, mercadeo", "answers": "Vender Vender Vender"
    }  # fmt: skip


def test_filters_are_in_the_words_of_the_document(tmp_path):
    english = translation("## What\n\nCredit.\n", title="Equipment line", summary="Credit for machines.")
    documents = found(tmp_path, {"content/financing/l.md": financing(), "content/financing/l.en.md": english})
    own, other = documents["financiamiento/l.html"], documents["en/financing/l.html"]
    assert (values(own, "type"), values(own, "country")) == (("Financiamiento",), ("Honduras",))
    assert values(other, "type") == ("Financing",) and values(own, "topic") == ("Vender",)
    assert dict(own.meta)["state"] and dict(other.meta)["state"] != dict(own.meta)["state"]


def test_what_holds_everywhere_is_found_under_every_country(tmp_path):
    """Groups count as their members; `all` as each country that another entry names; markets are countries too."""
    config = SEARCHED + "groups:\n  NORTE: {label: {es: Norte, en: North, pt: Norte}, members: [HN, GT]}\n"
    documents = found(
        tmp_path,
        {
            "content/financing/a.md": financing(countries="[NORTE]"),
            "content/financing/b.md": financing(countries="all"),
            "content/standards/c.yaml": standard(markets="[DE]"),
        },
        config,
    )
    assert values(documents["financiamiento/a.html"], "country") == ("Guatemala", "Honduras")
    assert values(documents["financiamiento/b.html"], "country") == ("Alemania", "Guatemala", "Honduras")
    assert values(documents["normas/c.html"], "country") == ("Alemania",)
    assert dict(documents["financiamiento/a.html"].meta)["country"] == "Norte"


def test_a_topic_stands_under_itself_and_its_parent(tmp_path):
    files: dict[str, str | bytes] = {
        "content/topics/vender.yaml": TOPIC,
        "content/topics/ferias.yaml": "title: Ferias\nsummary: Cómo ir a una.\nparent: vender\n",
    }
    documents = found(tmp_path, files)
    assert values(documents["temas/ferias.html"], "topic") == ("Ferias", "Vender")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Uno</p><p>dos</p>", "Uno dos"),
        ("<p>medi<em>ción</em> <a href=\"x\">aquí</a>, <code>a&lt;b</code></p>", "medición aquí, a<b"),
        ('<p>Café<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>.</p>', "Café."),
        ('<li><p>Nota <a class="footnote-backref" href="#fnref:1" title="x">↩</a></p></li>', "Nota"),
        ("<table><tr><th>Papel<td>Costo</table>\n  <h2 id=\"a\">Título</h2>texto", "Papel Costo Título texto"),
        ("", ""),
    ],
)  # fmt: skip
def test_markup_becomes_words(markup, text):
    """Tags inside a line join, others part; footnote numbers do not stick to words."""
    assert plain_text(markup) == text


def test_a_record_is_what_pagefind_takes(tmp_path):
    """The title stands in the text too, once, in one line; the address is percent-encoded; empty meta are left out."""
    document = found(tmp_path, {"content/guides/precio.md": guide(summary='"Uno\\n\\n  dos."')})["guias/precio.html"]
    record = document.record()
    assert str(record["content"]).startswith("Ponga precio a su producto Uno dos.")
    assert record["url"] == "guias/precio.html?2026-03-02" and record["language"] == "es"
    title = "Ponga precio a su producto"
    assert record["meta"] == {"title": title, "type": "Guía", "answers": f"{title} {title} {title}"}
    assert record["filters"] == {"type": ["Guía"], "topic": ["Vender"]} and record["sort"] == {"date": "2026-03-02"}


def test_documents_can_be_digested(tmp_path):
    """What pagefind gets is the key under which the index is remembered."""
    records = [one.record() for one in found(tmp_path, {"content/guides/precio.md": guide()}).values()]
    assert digest(records) == digest(list(records))


def test_what_has_no_form_in_json_is_left_out():
    """A half of a surrogate pair, which an escape in YAML can bring, would make pagefind refuse the whole index."""
    one = SearchDocument(
        "a.html",
        "es",
        "Uno\ud800",
        "dos\x00\r\n tres",
        date(2026, 1, 2),
        (("topic", ("x\udfff",)),),
        (("type", "\x07y"),),
    )
    record = one.record()
    assert record["content"] == "Uno dos tres" and record["meta"] == {"title": "Uno", "type": "y"}
    assert record["filters"] == {"topic": ["x"]}

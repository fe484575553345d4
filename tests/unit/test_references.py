"""What entries name: ids, slugs, titles, files; what leads nowhere is told with the nearest name."""

from __future__ import annotations

import pytest

from hubgen.model.entry import Data, Localized, Ref, Reference
from hubgen.model.site import Target
from hubgen.problems import Location
from hubgen.stages.references import Known, Resolver, seen_from
from tests.hubs import (
    PRICES,
    codes,
    compiled,
    dataset,
    document,
    errors,
    event,
    financing,
    guide,
    make_hub,
    news,
    organization,
    published,
    resolve_hub,
    standard,
    term,
    told,
    translation,
)


def problems(folder, files):
    return resolve_hub(make_hub(folder, files))[1]


def only_error(folder, files):
    found = errors(problems(folder, files))
    assert len(found) == 1, told(found)
    return found[0]


def test_reference_is_an_id_and_holds_in_every_language(tmp_path):
    """`related` names whole ids, `topics` slugs of one type; both become references to the entry."""
    hub = make_hub(tmp_path, {"content/guides/a.md": guide(related="[guide/b]"), "content/guides/b.md": guide()})

    a, b = published(hub, "guide/a"), published(hub, "guide/b")

    assert a.entry.get("related") == (Ref("guide/b"),)
    assert a.entry.get("topics") == (Ref("topic/vender"),)
    assert b.backlinks == ("guide/a",)


@pytest.mark.parametrize("written", ["Vender", "VENDER", "comercio", "topic/vender"])
def test_topic_may_be_called_by_title_or_synonym(tmp_path, written):
    """`topics` accept the title, a synonym or the whole id of exactly one topic."""
    hub = make_hub(
        tmp_path,
        {
            "content/topics/vender.yaml": "title: Vender\nsummary: Clientes.\nsynonyms: [comercio]\n",
            "content/guides/a.md": guide(topics=f"[{written}]"),
        },
    )

    assert published(hub, "guide/a").entry.get("topics") == (Ref("topic/vender"),)


def test_reference_that_names_nothing_is_told_with_the_nearest(tmp_path):
    """E04 stands at the value itself and names the entry that is meant."""
    one = only_error(
        tmp_path, {"content/guides/a.md": guide(related="[guide/presio]"), "content/guides/precio.md": guide()}
    )

    assert (one.rule, one.where.line, one.where.column, one.where.field) == ("broken-reference", 8, 11, "related")
    assert str(one.mend) == '"guide/precio"?'


def test_reference_to_a_draft_says_why(tmp_path):
    """A draft exists, but a link to it would lead nowhere."""
    one = only_error(
        tmp_path, {"content/guides/a.md": guide(related="[guide/b]"), "content/guides/b.md": guide(draft="yes")}
    )

    assert one.rule == "broken-reference"
    assert "draft" in str(one.message)


def test_reference_to_a_scheduled_entry_waits(tmp_path):
    """An entry of tomorrow is left out without a fault; on its day the reference is there."""
    hub = make_hub(
        tmp_path,
        {
            "content/guides/a.md": guide(related="[guide/b]"),
            "content/guides/b.md": guide(date="2027-01-01", verified="never"),
        },
    )

    assert codes(resolve_hub(hub)[1]) == ["W17", "W07"]
    assert "related" not in published(hub, "guide/a").entry.data


def test_reference_to_an_entry_whose_file_cannot_be_read_is_no_second_fault(tmp_path):
    """A file with broken YAML is one fault; who names its entry does nothing wrong."""
    found = problems(
        tmp_path, {"content/guides/a.md": guide(related="[guide/b]"), "content/guides/b.md": "---\ntitle: [\n---\n"}
    )

    assert codes(errors(found)) == ["E11"]


def test_text_that_names_an_entry_becomes_a_reference(tmp_path):
    """In `ref or text` the slug of an entry is a reference, words are words."""
    hub = make_hub(
        tmp_path,
        {
            "content/directory/camara.yaml": organization(),
            "content/events/a.md": event(organizer="camara"),
            "content/events/b.md": event(organizer="Cámara de Ejemplo"),
        },
    )

    assert published(hub, "event/a").entry.get("organizer").original == Ref("organization/camara")
    assert published(hub, "event/b").entry.get("organizer").original == "Cámara de Ejemplo"


def test_text_shaped_like_a_slug_that_names_nothing_is_w15(tmp_path):
    """`camara-ejenplo` is probably a slip: it is told, with the nearest, and shown as text."""
    found = problems(
        tmp_path,
        {
            "content/directory/camara-ejemplo.yaml": organization(),
            "content/events/a.md": event(organizer="camara-ejenplo"),
        },
    )

    (one,) = [p for p in found if p.rule == "unknown-name"]
    assert str(one.mend) == '"camara-ejemplo"?'
    assert not errors(found)


@pytest.mark.parametrize(
    ("see", "mend"),
    [
        ("Café pergamino", '"cafe-pergamino"?'),
        ("cafe-pergamno", '"cafe-pergamino"?'),
        ("term/cafe-pergamno", '"term/cafe-pergamino"?'),
        ("cafe-oro", 'name an entry that is there, make this one with "hubgen add term", or remove it'),
        ("saco", 'name an entry that is there, make this one with "hubgen add term", or remove it'),
    ],
)
def test_reference_without_an_entry_has_a_mend(tmp_path, see, mend):
    """By its title or a slip of the pen; another thing that merely begins alike is never offered."""
    files = {
        "content/glossary/cafe-pergamino.yaml": term(title="Café pergamino"),
        "content/glossary/uno.yaml": term(see=f"[{see}]"),
    }
    assert str(only_error(tmp_path, files).mend) == mend


def test_file_is_told_as_its_field_takes_it(tmp_path):
    """What the mend says can be written as it stands: a name beside the file, a path from content/ elsewhere."""
    files = {"content/statistics/Precios 2026.csv": PRICES, "content/statistics/a.yaml": dataset(data="precios.csv")}
    (one,) = [one for one in problems(tmp_path, files) if one.rule == "broken-reference"]
    assert str(one.mend) == '"Precios 2026.csv"?'
    assert seen_from("content/guides/a.md", "statistics/b.csv") == "/statistics/b.csv"


# -- links in texts ------------------------------------------------------------------------------


@pytest.mark.parametrize("link", ["guide/b", "b.md", "../guides/b.md", "/guides/b.md", "guide/b#costos", "b.md#costos"])
def test_link_is_an_id_or_a_file(tmp_path, link):
    """A link to an entry is its id or its file, with the anchor of a heading where there is one."""
    hub = make_hub(
        tmp_path,
        {"content/guides/a.md": guide(f"Vea [esto]({link}).\n"), "content/guides/b.md": guide("## Costos\n\nUno.\n")},
    )

    (target,) = published(hub, "guide/a").targets["es"]

    assert target == Target(id="guide/b", anchor="costos" if "#" in link else "")
    assert not errors(resolve_hub(hub)[1])


def test_link_to_a_translation_leads_to_the_entry(tmp_path):
    """The file of a translation stands for its entry."""
    hub = make_hub(
        tmp_path,
        {
            "content/guides/a.md": guide("[b](b.en.md)\n"),
            "content/guides/b.md": guide(),
            "content/guides/b.en.md": translation(title="B"),
        },
    )

    assert published(hub, "guide/a").targets["es"] == (Target(id="guide/b"),)


def test_link_to_a_file_copies_it(tmp_path):
    """Any other relative link is a file beside the text."""
    hub = make_hub(tmp_path, {"content/guides/a.md": guide("[hoja](caja.ods)\n"), "content/guides/caja.ods": b"PK"})

    assert published(hub, "guide/a").targets["es"] == (Target(file="guides/caja.ods"),)


@pytest.mark.parametrize(
    ("link", "rule", "mend"),
    [
        ("guide/precios", "E04", '"guide/precio"?'),
        ("precios.md", "E04", '"precio.md"?'),
        ("guide/precio#costo", "E04", '"#costos"?'),
        ("#costo", "E04", "#costos"),
        ("../../../etc/passwd", "E15", None),
        ("foto.png", "E04", None),
    ],
)
def test_link_that_leads_nowhere_is_told_with_line_and_column(tmp_path, link, rule, mend):
    """A broken link stands at its own line and column, with the nearest name."""
    one = only_error(
        tmp_path,
        {
            "content/guides/a.md": guide(f"## Costos\n\nVea\n[esto]({link}).\n"),
            "content/guides/precio.md": guide("## Costos\n\nUno.\n"),
        },
    )

    assert (codes([one]), one.where.line, one.where.column) == ([rule], 12, 8)
    assert one.mend is None or str(one.mend) == (mend or str(one.mend))


def test_link_in_a_translation_is_told_in_its_file(tmp_path):
    """A broken link of a translation names the translation's file."""
    one = only_error(
        tmp_path,
        {"content/guides/a.md": guide(), "content/guides/a.en.md": translation("See [it](guide/none).\n", title="A")},
    )

    assert (one.where.file, one.where.line) == ("content/guides/a.en.md", 4)


# -- files in fields -----------------------------------------------------------------------------


def test_file_of_a_document_is_found_beside_it(tmp_path):
    """`path` is relative to the file that names it; with a leading slash, to content/."""
    hub = make_hub(
        tmp_path,
        {
            "content/documents/a.yaml": document(url=None, path="caja.ods", license="CC0-1.0"),
            "content/documents/b.yaml": document(url=None, path="/documents/caja.ods", license="CC0-1.0"),
            "content/documents/caja.ods": b"PK",
        },
    )

    assert published(hub, "document/a").entry.texts("path").original == "documents/caja.ods"
    assert published(hub, "document/b").entry.texts("path").original == "documents/caja.ods"


def test_file_that_is_not_there_is_told_with_the_nearest(tmp_path):
    """E04 names the file that is meant."""
    one = only_error(
        tmp_path,
        {
            "content/documents/a.yaml": document(url=None, path="cajas.ods", license="CC0-1.0"),
            "content/documents/caja.ods": b"PK",
        },
    )

    assert (one.rule, str(one.mend)) == ("broken-reference", '"caja.ods"?')


def test_file_outside_the_hub_is_refused(tmp_path):
    """A path that climbs out of content/ is E15."""
    one = only_error(
        tmp_path, {"content/documents/a.yaml": document(url=None, path="../../config.yaml", license="CC0-1.0")}
    )

    assert one.rule == "unreadable-file"


def test_a_picture_is_shown_and_never_copied(tmp_path):
    """In the field and in the text, as a picture and as a link: not among the files to copy."""
    files = {
        "content/guides/a.md": guide("![Mapa](foto.jpg) [b](foto.jpg)\n", image="/guides/foto.jpg", image_alt="Taller"),
        "content/guides/foto.jpg": b"\xff\xd8",
    }
    one = published(make_hub(tmp_path, files), "guide/a")

    assert one.targets["es"] == (Target(picture="guides/foto.jpg"), Target(picture="guides/foto.jpg"))
    assert one.entry.data.text("image") == "guides/foto.jpg"


def test_certificate_facets_on_the_standard(tmp_path):
    """A certificate that names a standard of the hub is a reference to it."""
    hub = make_hub(
        tmp_path,
        {
            "content/standards/fito.yaml": standard(),
            "content/directory/a.yaml": organization(certificates="[{standard: fito}]"),
        },
    )

    (certificate,) = published(hub, "organization/a").entry.get("certificates")

    assert certificate.get("standard").original == Ref("standard/fito")
    assert published(hub, "standard/fito").backlinks == ("organization/a",)


def test_unread_table_excuses_its_whole_type(tmp_path):
    """Who names a row of a table that cannot be read is not at fault."""
    found = problems(
        tmp_path,
        {
            "content/directory/a.csv": 'title,summary\n"Uno,Dos\n',
            "content/financing/f.md": financing(provider="fondo-ejemplo"),
            "content/news/n.md": news(about="[organization/fondo-ejemplo]"),
        },
    )

    assert [code for code in codes(found) if code != "W07"] == ["E11"]


@pytest.mark.parametrize("name", ["x.html", "x.XHTML", "x.js", "x.xml", "x.mht", "x.htm."])
def test_a_file_that_browsers_run_is_told_where_it_is_named(tmp_path, name):
    """In a field, in a list of files and in a text; nothing of it reaches the site."""
    files = {
        "content/documents/d.yaml": document(url=None, path=name, license="CC0-1.0"),
        "content/guides/a.md": guide(
            f"Vea [esto](../documents/{name}).\n", files=f"[{{path: ../documents/{name}, title: X}}]"
        ),
        f"content/documents/{name}": "<script>alert(1)</script>",
    }
    result = compiled(make_hub(tmp_path, files))

    told_at = [(one.rule, one.where.field) for one in errors(result.problems) if one.rule == "unsafe-html"]
    assert sorted(told_at) == [("unsafe-html", "body"), ("unsafe-html", "files.1.path"), ("unsafe-html", "path")]
    assert not [file.path for file in result.files if file.path.endswith(f"/{name}")]


@pytest.mark.parametrize(
    ("link", "mend"),
    [
        ("/x.svg", '"/static/x.svg"?'),
        ("planos/x.svg", '"/static/x.svg"?'),
        ("/nada/otro.pdf", "copy the file into content/, or write the id of an entry: type/slug"),
    ],
)
def test_link_to_a_file_that_is_elsewhere_has_a_mend(tmp_path, link, mend):
    """The one file of that name in another folder is named; where there is none, what a link may lead to."""
    files = {"content/guides/a.md": guide(f"Vea el [plano]({link}).\n"), "content/static/x.svg": "<svg/>"}
    one = only_error(tmp_path, files)

    assert (one.rule, str(one.message), str(one.mend)) == ("broken-reference", f"link goes nowhere: {link}", mend)


def test_what_names_nothing_is_held_once():
    """A value without references is the very one that was read; most of a site are such."""
    title = ("title", Localized.of((("es", "Costos"),)))
    topics = ("topics", (Reference("vender", "topic", False, Location("a.md")),))
    known = Known({"topic/vender": None}, *[frozenset(), frozenset(), {}, frozenset(), {}, {}, {}, {}, {}])  # type: ignore[arg-type]
    resolved = Resolver(known, "guide/a").data(Data.of((title, topics, ("files", ()))))
    assert resolved == Data.of((title, ("topics", (Ref("topic/vender"),))))
    assert resolved.values[0] is title[1]
    assert Resolver(known, "guide/a").data(resolved) is resolved

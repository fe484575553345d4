"""For whom a site is made: who sees what, what may not lead to it, and that nothing of it reaches other readers."""

from __future__ import annotations

import gzip

import pytest

from hubgen.pipeline import build as build_site
from hubgen.problems import RefusedError
from hubgen.stages.manifest import read_manifest
from tests.hubs import (
    CONFIG,
    PRICES,
    SEARCHED,
    advisor,
    compiled,
    dataset,
    document,
    errors,
    event,
    financing,
    guide,
    make_hub,
    market,
    news,
    options_of,
    organization,
    problems_of,
    public,
    question,
    resolve_hub,
    standard,
    term,
    told,
    translation,
    write_files,
)

SECRET = "Negocie con un comprador grande"
HIDDEN = {
    "content/guides/trato.md": guide(
        "## Zorzal\n\nVea [la hoja](document/hoja) y [la otra](otra.md).\n",
        title=SECRET,
        summary="Zorzal, cifras de un trato.",
        visibility="members",
        aliases="[/trato-viejo.html]",
        related="[guide/otra]",
    ),
    "content/guides/trato.en.md": translation(title="Negotiate with a large buyer", slug="deal", summary="Zorzal."),
    "content/documents/hoja.yaml": document(
        title="Hoja de cifras para el trato", url=None, path="cifras.csv", license="CC0-1.0", visibility="members"
    ),
    "content/documents/cifras.csv": "zorzal;1\n",
}
OPEN = {"content/guides/otra.md": guide(title="Otra")}


def hub(folder, files, config=CONFIG):
    return make_hub(folder, {**OPEN, **HIDDEN, **files}, config)


def leaks_of(project, **options):
    """The leaks of a hub, each as place, field and message; nothing else may be wrong with it."""
    found = errors(problems_of(project, **options))
    assert {one.rule for one in found} <= {"restricted-leak"}, told(found)
    return [f"{one.where.file}:{one.where.line}:{one.where.field} {one.message}" for one in found]


# -- references ------------------------------------------------------------------------------------

NAMED = {
    "about.md": ("---\ntitle: Acerca\n---\nVea [esto](guide/trato).\n", "4:body about/about"),
    "advisors/a.yaml": (advisor(related="[guide/trato]"), "7:related advisor/a"),
    "directory/a.yaml": (organization(related="[guide/trato]"), "7:related organization/a"),
    "documents/a.yaml": (document(related="[guide/trato]"), "7:related document/a"),
    "events/a.md": (event(related="[guide/trato]"), "9:related event/a"),
    "faq/a.yaml": (question(answer_ref="guide/trato"), "4:answer_ref question/a"),
    "financing/a.md": (financing(related="[guide/trato]"), "15:related financing/a"),
    "glossary/a.yaml": (term(related="[guide/trato]"), "3:related term/a"),
    "guides/a.md": (guide(related="[guide/trato]"), "8:related guide/a"),
    "guides/b.md": (guide("Vea [esto](guide/trato).\n"), "9:body guide/b"),
    "guides/c.md": (guide("Vea [esto](trato.md#zorzal).\n"), "9:body guide/c"),
    "guides/d.md": (
        guide(kind="path", steps="[{title: Uno, ref: guide/trato}, {title: Dos, ref: guide/a}]"),
        "8:steps.1.ref guide/d",
    ),
    "markets/a.md": (market(related="[guide/trato]"), "9:related market/a"),
    "news/a.md": (news(about="[guide/trato]"), "8:about news/a"),
    "standards/a.yaml": (standard(related="[guide/trato]"), "10:related standard/a"),
    "statistics/a.yaml": (dataset(related="[guide/trato]"), "11:related dataset/a"),
    "topics/vender.yaml": (
        "title: Vender\nsummary: Clientes.\nstart_here: [guide/trato]\n",
        "3:start_here topic/vender",
    ),
}


def test_a_public_entry_leads_to_none_that_is_not(tmp_path):
    """Whatever names it, every place is told in one run with both entries; without the references the hub builds."""
    project = hub(tmp_path, {f"content/{file}": text for file, (text, _) in NAMED.items()})
    write_files(tmp_path, {"content/statistics/precios.csv": PRICES})

    assert leaks_of(project) == [
        f"content/{file}:{place} leads to guide/trato, which is for members only" for file, (_, place) in NAMED.items()
    ]
    assert not errors(problems_of(project, audience="members"))
    write_files(
        tmp_path,
        {
            f"content/{file}": text.replace("guide/trato", "guide/otra").replace("trato.md#zorzal", "otra.md")
            for file, (text, _) in NAMED.items()
        },
    )
    assert not errors(problems_of(project))


def test_a_text_that_is_the_slug_of_a_restricted_entry_is_no_text(tmp_path):
    """In `ref or text` too: neither the slug nor a link to it is shown."""
    files = {
        "content/directory/gremio.yaml": organization(visibility="staff"),
        "content/events/a.md": event(organizer="gremio"),
    }
    result = compiled(hub(tmp_path, files))

    (one,) = errors(result.problems)
    assert str(one.message) == "event/a leads to organization/gremio, which is for staff only"
    assert str(one.mend) == "take it out, or write visibility: staff in event/a too"
    assert not [file.path for file in result.files if b"gremio" in file.content]


def test_a_restricted_topic_is_found_by_its_title_too(tmp_path):
    files = {
        "content/topics/vender.yaml": "title: Vender\nsummary: Clientes.\n",
        "content/topics/interno.yaml": "title: Asunto interno\nsummary: Del equipo.\nvisibility: staff\n",
        "content/guides/a.md": guide(topics="[vender, Asunto interno]"),
    }
    assert leaks_of(hub(tmp_path, files)) == [
        "content/guides/a.md:5:topics guide/a leads to topic/interno, which is for staff only"
    ]


@pytest.mark.parametrize(
    ("name", "text", "field"),
    [
        ("guides/a.md", guide("[hoja](../documents/cifras.csv)\n"), "body"),
        ("guides/a.md", guide(files="[{path: ../documents/cifras.csv, title: Hoja}]"), "files.1.path"),
        ("documents/a.yaml", document(url=None, path="cifras.csv", license="CC0-1.0"), "path"),
    ],
)
def test_the_file_of_a_restricted_document_is_offered_by_no_other(tmp_path, name, text, field):
    (one,) = leaks_of(hub(tmp_path, {f"content/{name}": text}))

    assert one.endswith("leads to document/hoja, which is for members only")
    assert f":{field} " in one


def test_members_may_not_be_led_to_what_is_for_staff(tmp_path):
    """The same law between members and staff; staff sees all."""
    files = {
        "content/guides/acta.md": guide(title="Acta", visibility="staff"),
        "content/guides/trato.md": guide(title=SECRET, visibility="members", related="[guide/acta]"),
    }
    project = hub(tmp_path, files)

    assert not leaks_of(project)
    assert leaks_of(project, audience="members") == [
        "content/guides/trato.md:9:related guide/trato leads to guide/acta, which is for staff only"
    ]
    assert not leaks_of(project, audience="staff")


# -- words that were written out -------------------------------------------------------------------


_SAYS = "names guide/trato, which is for members only"
_PAPER = "names document/hoja, which is for members only"
_SITE = "https://pyme.example.org"
SAID = {
    "directory/a.yaml": (
        organization(contact=f"{{email: a@b.example.org, hours: {SECRET}}}"),
        f'5:contact.hours organization/a {_SAYS}: "{SECRET}"',
    ),
    "events/a.md": (
        event(title='"Taller: negotiate with a large buyer"'),
        f'2:title event/a {_SAYS}: "Negotiate with a large buyer"',
    ),
    "guides/a.md": (guide(summary=f"Siga con «{SECRET}»."), f'3:summary guide/a {_SAYS}: "{SECRET}"'),
    "guides/b.md": (
        guide("Uno.\n\nLea **Negocie con** un comprador\ngrande.\n"),
        f'11:body guide/b {_SAYS}: "{SECRET}"',
    ),
    "guides/c.md": (guide(f"{_SITE}/guias/trato.html\n"), f'9:body guide/c {_SAYS}: "{_SITE}/guias/trato.html"'),
    "guides/d.md": (guide(f"{_SITE}/trato-viejo.html\n"), f'9:body guide/d {_SAYS}: "{_SITE}/trato-viejo.html"'),
    "guides/e.md": (guide("Pida document/hoja.\n"), f'9:body guide/e {_PAPER}: "document/hoja"'),
    "guides/f.en.md": (translation(title="F", summary=SECRET), f'3:summary guide/f {_SAYS}: "{SECRET}"'),
    "static/nota.txt": (f"{SECRET}\n", f'0: /nota.txt {_SAYS}: "{SECRET}"'),
}


def test_words_that_tell_of_a_restricted_entry_are_told_where_they_stand(tmp_path):
    """Title, address, old address and id: once for each entry that says them, whatever lists repeat them."""
    files = {f"content/{file}": text for file, (text, _) in SAID.items()}
    found = leaks_of(hub(tmp_path, {"content/guides/f.md": guide(), **files}))

    assert found == [f"content/{file}:{place}" for file, (_, place) in SAID.items()]


def test_a_packed_file_is_looked_into_even_where_it_is_cut(tmp_path):
    """And one that is none, though its first bytes say so, stops nothing."""
    packed = gzip.compress(f"{SECRET}\n".encode())
    project = hub(tmp_path, {})
    write_files(
        tmp_path,
        {"content/static/a.gz": packed, "content/static/b.gz": packed[:-6], "content/static/c.gz": packed[:3] + b"x"},
    )
    assert [one.partition(":")[0] for one in leaks_of(project)] == ["content/static/a.gz", "content/static/b.gz"]


def test_words_in_the_settings_and_in_templates_are_told(tmp_path):
    files = {
        "themes/plain/templates/404.html": (
            "{% extends 'base.html' %}{% block main %}Hoja de cifras para el trato{% endblock %}"
        )
    }
    project = hub(tmp_path, files, CONFIG + f"summary: {SECRET}.\n")

    assert leaks_of(project) == [
        f'config.yaml:0: /404.html {_PAPER}: "Hoja de cifras para el trato"',
        f'config.yaml:11: config.yaml {_SAYS}: "{SECRET}"',
    ]


def test_what_a_reference_was_told_for_is_not_told_again(tmp_path):
    """A link whose words are the title is one fault."""
    assert len(leaks_of(hub(tmp_path, {"content/guides/a.md": guide(f"[{SECRET}](guide/trato)\n")}))) == 1


def test_ordinary_words_are_no_leak(tmp_path):
    """A short title, a title that a public entry has too, and addresses that only look alike."""
    files = {
        "content/guides/precio.md": guide(title="El precio", visibility="members"),
        "content/guides/doble.md": guide(title="Cómo se lee una factura", visibility="members"),
        "content/guides/a.md": guide("El precio. https://otra.example.org/guias/precio.html guide/precio-final\n"),
        "content/guides/b.md": guide(title="Cómo se lee una factura", aliases="[/guias/precio-viejo.html]"),
    }
    assert not leaks_of(hub(tmp_path, files))


# -- what is written -------------------------------------------------------------------------------

RICH = {
    "content/events/feria.md": event(title="Zorzal", visibility="members"),
    "content/markets/interno.md": market(title="Zorzal", market="FR", visibility="members"),
    "content/statistics/interna.yaml": dataset(title="Zorzal", data="interna.csv", visibility="staff"),
    "content/statistics/interna.csv": PRICES.replace("café", "zorzal"),
    "content/topics/vender.yaml": "title: Vender\nsummary: Clientes.\n",
    "content/topics/interno.yaml": "title: Zorzal\nsummary: Del equipo.\nvisibility: members\n",
    "content/glossary/zorzal.yaml": term(title="Zorzal", abbr="ZZL", visibility="members"),
    "content/news/interna.md": news(title="Zorzal", visibility="members", topics="[interno]", urgent="yes"),
}
SHOWN = {
    "content/events/abierta.md": event(title="Abierta"),
    "content/news/abierta.md": news(title="Abierta"),
    "content/directory/lista.csv": (
        "slug,title,summary,kind,countries,contact.email,verified,visibility\n"
        "uno,Uno,Tuesta café.,association,HN,a@b.example.org,2026-08-20,\n"
        "dos,Zorzal,Zorzal.,association,GT,z@b.example.org,2026-08-20,members\n"
    ),
}


def everything(files):
    return {file.path: file.content or (file.source and file.source.read_bytes()) for file in files}


def test_a_public_site_is_that_of_a_hub_without_the_entries(tmp_path):
    """Pages, feeds, calendars, exports, sitemap and search: the same bytes, and no word of them."""
    config = SEARCHED + "glossary: link\n"
    whole = compiled(hub(tmp_path / "a", {**RICH, **SHOWN}, config))
    kept = {"content/topics/vender.yaml": RICH["content/topics/vender.yaml"], **SHOWN}
    kept["content/directory/lista.csv"] = "\n".join(SHOWN["content/directory/lista.csv"].split("\n")[:2]) + "\n"
    without = compiled(make_hub(tmp_path / "b", {**OPEN, **kept}, config))

    assert whole.ok, told(whole.problems)
    assert everything(whole.files) == everything(without.files)
    assert any(path.endswith(".pf_fragment") for path in everything(whole.files))
    assert not [path for path, data in everything(whole.files).items() if b"orzal" in data]


def test_members_see_their_entries_marked_and_machines_are_kept_out(tmp_path):
    """The mark in the language of the page, on the page and in lists; no page is indexed, nothing else differs."""
    project = hub(tmp_path, {**RICH, **SHOWN})
    files = everything(compiled(project, audience="members").files)
    open_files = everything(compiled(project).files)

    page = files["guias/trato.html"].decode()
    assert "<p class=box role=note><b>Solo para miembros</b>" in page
    assert "For members only" in files["en/guides/deal.html"].decode()
    assert "Solo para miembros" in files["guias/index.html"].decode()
    assert "role=note" not in files["guias/otra.html"].decode()
    assert files["documentos/cifras.csv"] == b"zorzal;1\n"
    assert files["trato-viejo.html"]
    pages = [data for path, data in files.items() if path.endswith(".html") and b'http-equiv="refresh"' not in data]
    assert pages and all(b"<meta name=robots content=noindex>" in data for data in pages)
    assert files["robots.txt"] == b"User-agent: *\nDisallow: /\n"
    assert "sitemap.xml" in open_files and "sitemap.xml" not in files
    assert b":feed-members/" in files["feed.atom"] and b":feed/" in open_files["feed.atom"]
    assert not [path for path, data in open_files.items() if b"noindex" in data]
    assert "estadisticas/interna.html" not in files
    assert (
        "Solo para el equipo"
        in everything(compiled(project, audience="staff").files)["estadisticas/interna.html"].decode()
    )


def test_what_is_remembered_of_members_stays_with_them(tmp_path):
    """A public build after one for members, with the same memo, is that of an empty memo."""
    project = hub(tmp_path / "hub", {**RICH, **SHOWN})
    for audience in ("members", "staff", "public"):
        build_site(project, options_of(memo=True, audience=audience))

    warm = public(project.root / "site")
    assert "Solo para miembros" in public(project.root / "site-members")["guias/trato.html"].decode()
    assert warm == {file.path: data for file, data in ((f, everything([f])[f.path]) for f in compiled(project).files)}
    assert b"orzal" not in b"".join(warm.values())
    assert b"orzal" not in (project.root / "site/.hubgen/manifest.json").read_bytes()


def test_a_folder_keeps_its_readers(tmp_path):
    """What is for members is never written over the public site, nor the other way round."""
    project = hub(tmp_path / "hub", {})
    build_site(project, options_of())
    build_site(project, options_of(audience="members"))

    assert read_manifest(project.root / "site").audience == "public"
    assert read_manifest(project.root / "site-members").audience == "members"
    before = public(project.root / "site")
    with pytest.raises(RefusedError, match="holds the site for public, not for members"):
        build_site(project, options_of(audience="members", output_dir=project.root / "site"))
    with pytest.raises(RefusedError, match="holds the site for members, not for public"):
        build_site(project, options_of(output_dir=project.root / "site-members"))
    assert public(project.root / "site") == before


def test_a_leak_withholds_the_site(tmp_path):
    project = hub(tmp_path / "hub", {"content/guides/a.md": guide(related="[guide/trato]")})
    built = build_site(project, options_of())

    assert built.written is None
    assert not (project.root / "site").exists() or not public(project.root / "site")
    assert build_site(project, options_of(audience="members")).written is not None


def test_about_may_be_for_members(tmp_path):
    """The public then reads what the settings say of the hub."""
    files = {"content/about.md": "---\ntitle: Zorzal\nvisibility: members\n---\nZorzal.\n"}
    project = make_hub(tmp_path, {**OPEN, **files})

    assert b"Zorzal" not in everything(compiled(project).files)["acerca.html"]
    assert b"Zorzal" in everything(compiled(project, audience="members").files)["acerca.html"]


def test_an_abbreviation_is_explained_by_terms_that_its_readers_see(tmp_path):
    """A term for members explains nothing to the public."""
    files = {
        "content/glossary/zzl.yaml": term(title="Zona de libre comercio", abbr="ZLC", visibility="members"),
        "content/guides/a.md": guide("La ZLC abre.\n"),
        "content/guides/b.md": guide("La ZLC abre.\n", visibility="members"),
    }
    _, found = resolve_hub(make_hub(tmp_path, files))
    assert [one.where.file for one in found if one.rule == "abbreviation"] == ["content/guides/a.md"]

"""Whatever stands in a hub, every entry is on a page, left out for a reason that is counted, or reported."""

from __future__ import annotations

import os
import random
import tempfile
from functools import cache
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen.model.site import Site
from hubgen.problems import Problem, in_order
from hubgen.project import Project, bundled
from hubgen.stages.plan.planner import plan
from hubgen.stages.resolve import ResolveOptions, resolve
from hubgen.theme import Theme, load_theme
from tests.hubs import DAY, config_of, load_hub, make_hub, told

WORDS = st.text("abc áñ-:;,\"'<>&[]{}#%@!|*`0129.", max_size=30)
DAYS = st.sampled_from(["2026-01-02", "2026-11-22", "2026-11-23", "2027-05-01", "9999-12-31", "ayer", "01/02/2024", ""])
VALUES = {
    "title": WORDS,
    "summary": WORDS,
    "topics": st.sampled_from(["vender", "Vender", "nada", "vender;nada", ""]),
    "kind": st.sampled_from(["guide", "note", "procedure", "path", "rule-change", "fair", "company", "report", "otra"]),
    "date": DAYS,
    "updated": DAYS,
    "verified": DAYS | st.just("never"),
    "expires": DAYS,
    "countries": st.sampled_from(["HN", "todos", "HN;all", "Atlantis", "Honduras;SV"]),
    "draft": st.sampled_from(["yes", "no", "tal vez"]),
    "visibility": st.sampled_from(["public", "members", "secreto"]),
    "source": st.sampled_from(["https://x.example.org/", "javascript:alert(1)", "x"]),
    "author": WORDS,
    "related": st.sampled_from(["guide/e1", "news/e2", "market/x", "e3", "event/e0;guide/e1"]),
    "language": st.sampled_from(["es", "en", "fr"]),
    "featurd": WORDS,
    "closed": st.sampled_from(["yes", "no"]),
    "start": st.sampled_from(["2026-12-03T08:00", "2026-12-03", "2999-12-31T23:30", "2026-12-03T25:00"]),
    "timezone": st.sampled_from(["Europe/Madrid", "Mars/Base"]),
    "repeat": st.sampled_from(["FREQ=WEEKLY;UNTIL=20270101", "FREQ=DAILY", "FREQ=WEEKLY;UNTIL=20271399"]),
    "mode": st.sampled_from(["online", "hybrid", "x"]),
    "organizer": WORDS | st.just("camara-x"),
    "aliases": st.sampled_from(["/viejo.html", "guias/e1.html", "../x.html", "a b"]),
    "geo": WORDS,
    "path": st.sampled_from(["caja.ods", "../../x", "C:\\x", "foto.png", "/guides"]),
    "year": st.sampled_from(["2026", "0", "99999", "x"]),
}
TYPES = {"guide": "guides", "news": "news", "event": "events", "organization": "directory", "document": "documents"}
SOUND = {"title": "Ficha {0}", "summary": "Una ficha que dice algo de {0}.", "topics": "vender"}

fields = st.fixed_dictionaries({}, optional=VALUES)
entries = st.lists(st.tuples(st.sampled_from(sorted(TYPES)), st.booleans(), fields), max_size=8)


def quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def files_of(drawn) -> dict[str, str]:
    """Each entry in a form that its type takes: a file of Markdown or YAML, or a row of its type's table."""
    files: dict[str, str] = {}
    rows: dict[str, list[dict[str, str]]] = {}
    for number, (kind, as_file, values) in enumerate(drawn):
        slug = f"e{number}"
        whole = {**{name: text.format(slug) for name, text in SOUND.items()}, **values, "slug": slug}
        if as_file or kind == "guide":
            lines = "".join(f"{name}: {quoted(text)}\n" for name, text in whole.items() if name != "slug")
            form = "yaml" if kind in ("organization", "document") else "md"
            files[f"content/{TYPES[kind]}/{slug}.{form}"] = lines if form == "yaml" else f"---\n{lines}---\nTexto.\n"
        else:
            rows.setdefault(kind, []).append(whole)
    for kind, table in rows.items():
        names = sorted({name for row in table for name in row})
        cells = [names, *([row.get(name, "") for name in names] for row in table)]
        text = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in cells)
        files[f"content/{TYPES[kind]}/tabla.csv"] = text + "\n"
    return files


@cache
def theme() -> Theme:
    return load_theme(bundled("themes") / "plain")


def compiled(project: Project) -> tuple[Site, list[Problem]]:
    """A hub up to the contexts of its pages; the templates are the business of other tests."""
    loaded, config = load_hub(project), config_of(project)
    site, problems = resolve(loaded, config, ResolveOptions(DAY))
    planned = plan(site, config, {lang: theme().texts(lang) for lang in config.languages})
    for output in planned.outputs:
        if output.context is not None:
            output.context()
    return site, in_order([*loaded.problems, *problems, *planned.problems])


@settings(max_examples=60)
@given(drawn=entries, seed=st.integers(0, 5))
def test_every_entry_is_shown_left_out_or_reported(drawn, seed):
    """Entries in = pages + scheduled + drafts + not public + reported, in whatever order folders are listed."""
    check_accounts(drawn, seed)


@pytest.mark.slow
@settings(max_examples=2000)
@given(drawn=entries, seed=st.integers(0, 5))
def test_every_entry_of_many_hubs_is_shown_left_out_or_reported(drawn, seed):
    """The same for two thousand hubs."""
    check_accounts(drawn, seed)


def check_accounts(drawn, seed):
    listdir, shuffle = os.listdir, random.Random(seed).shuffle

    def shuffled(path):
        names = listdir(path)
        shuffle(names)
        return names

    with tempfile.TemporaryDirectory() as folder:
        hub = make_hub(Path(folder), files_of(drawn))
        site, problems = compiled(hub)
        with patch("os.listdir", shuffled):
            assert compiled(hub) == (site, problems)

    pages = {one.id for one in site.entries}
    counted = [*pages, *site.scheduled, *site.drafts, *site.hidden]
    assert len(counted) == len(set(counted))
    told_of = {one.where.file for one in problems if one.is_error}
    for number, (kind, as_file, _) in enumerate(drawn):
        own = f"content/{TYPES[kind]}/e{number}"
        files = {f"{own}.md", f"{own}.yaml"} if as_file or kind == "guide" else {f"content/{TYPES[kind]}/tabla.csv"}
        assert f"{kind}/e{number}" in counted or files & told_of or is_gone(kind, drawn[number][2]), told(problems)


def is_gone(kind: str, values: dict[str, str]) -> bool:
    """A firm that closed more than a year ago is past its end of life."""
    return kind == "organization" and values.get("closed") == "yes"

"""Rows of a spreadsheet are edited where they are only shown: few files are made, and the site is as built anew."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from hubgen import update
from hubgen.model.outcome import Outcome
from hubgen.options import Options
from hubgen.project import Project
from hubgen.stages.folder import MANIFEST
from hubgen.stages.manifest import weights
from hubgen.types import BY_NAME
from tests.hubs import CONFIG, DAY, guide, make_hub, notice
from tests.site_files import cold, site

SHEET = "content/directory/empresas.csv"
HEADER = (
    "slug", "title", "summary", "summary@en", "kind", "countries", "sectors", "topics", "size", "consent", "verified",
    "contact.name", "contact.email", "contact.phone", "contact.whatsapp", "contact.url", "contact.address",
    "contact.hours",
)  # fmt: skip
COUNTRIES, SECTORS, SIZES = ("HN", "GT", "SV"), ("A", "C", "H"), ("micro", "small")
TOPICS = {
    "content/topics/vender.yaml": "title: Vender\nsummary: Vender bien.\n",
    "content/topics/exportar.yaml": "title: Exportar\nsummary: Vender en otros países.\n",
}
SETTINGS = (
    f"{CONFIG}feeds: {{items: 5}}\nprofiles:\n- {{slug: micro-hn, title: Micro, countries: [HN], sizes: [micro]}}\n"
)
OLD = "firma-7"
"""A firm that is in no feed, for others are newer; it stands on a later page of the list."""


def firm(number: int) -> dict[str, str]:
    day = f"2026-{1 + number // 10:02}-{1 + number % 10 * 2:02}"
    return dict.fromkeys(HEADER, "") | {
        "slug": f"firma-{number}",
        "title": f"Firma {number}",
        "summary": f"Vende cajas del número {number}.",
        "summary@en": f"Sells boxes of number {number}." if number % 2 else "",
        "kind": "company",
        "countries": COUNTRIES[number % 3],
        "sectors": SECTORS[number % 2],
        "topics": "vender;exportar" if number % 2 else "vender",
        "size": SIZES[number % 2],
        "consent": "2025-12-01",
        "verified": day,
        "contact.name": f"Rosa {number}",
        "contact.email": f"firma-{number}@example.org",
        "contact.phone": f"+504 2200-{number:04}",
        "contact.whatsapp": f"+504 9900-{number:04}",
        "contact.url": f"https://firma-{number}.example.org/",
        "contact.address": f"Calle {number}",
        "contact.hours": "lunes a viernes",
    }


FIRMS = [firm(number) for number in range(64)]


def sheet(changes: Mapping[str, Mapping[str, str]] | None = None, header: Sequence[str] = HEADER) -> str:
    page = io.StringIO(newline="")
    writer = csv.DictWriter(page, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row | (changes or {}).get(row["slug"], {}) for row in FIRMS)
    return page.getvalue()


def built(project: Project) -> Outcome:
    return update.update(project, Options(day=DAY), lambda *_: None)


@pytest.fixture
def hub(tmp_path: Path) -> Project:
    others = {"content/guides/precio.md": guide("Pregunte a [una firma](organization/firma-9).\n")}
    project = make_hub(tmp_path / "hub", {SHEET: sheet(), **TOPICS, **others}, SETTINGS)
    outcome = built(project)
    assert outcome.written, outcome.problems
    return project


def save(project: Project, text: str) -> None:
    (project.root / SHEET).write_text(text, encoding="utf-8", newline="")


NEW = {
    "summary": "Vende sacos, y cajas.",
    "summary@en": "Sells bags.",
    "contact.name": "Marta",
    "contact.email": "nuevo@example.org",
    "contact.phone": "+504 2299-9999",
    "contact.whatsapp": "+504 9999-1111",
    "contact.url": "https://nuevo.example.org/",
    "contact.address": "Avenida 3, casa 4",
    "contact.hours": "sábados, 8 a 12",
}


def test_the_table_of_fields_is_that_of_the_type():
    """A field that becomes one that is only shown has to be tried here."""
    assert BY_NAME["organization"].only_shown == {name.partition("@")[0].partition(".")[0] for name in NEW}
    assert [kind.name for kind in BY_NAME.values() if kind.only_shown] == ["organization"]


@pytest.mark.parametrize("column", NEW)
def test_what_is_only_shown_makes_few_files(hub: Project, quick: list[bool], column: str):
    before = site(hub)
    save(hub, sheet({OLD: {column: NEW[column]}}))
    outcome = built(hub)
    after = site(hub)
    assert quick == [True] and after == cold(hub) != before
    assert outcome.written and outcome.written.written == sum(after[path] != before[path] for path in after)
    again = built(hub)
    assert again.written and again.written.written == 0 and quick == [True]


@pytest.mark.parametrize(
    "summary",
    [
        'Vende "cajas"; sacos, y más.',
        "Vende\ncajas.",
        "=Vende cajas",
        "Vende <b>cajas</b> & sacos",
        "Vende\u2028cajas",
        "Vende cajas" + " de cartón" * 14,
        "firma-7",
        "Vende cajas del número 7. Y sacos.",
    ],
)
def test_summaries_of_all_kinds(hub: Project, quick: list[bool], summary: str):
    """A long one is cut in descriptions; one with a break of lines moves the rows below it."""
    save(hub, sheet({OLD: {"summary": summary}}))
    built(hub)
    assert site(hub) == cold(hub) and quick == ["\n" not in summary]
    save(hub, sheet({OLD: {"summary": "Otra vez cajas."}}))
    built(hub)
    assert site(hub) == cold(hub)


def test_edits_follow_one_another(hub: Project, quick: list[bool]):
    for n in range(3):
        save(hub, sheet({OLD: {"summary": f"Vende cajas {n}."}, "firma-5": {"contact.phone": f"+504 2211-000{n}"}}))
        built(hub)
        assert site(hub) == cold(hub)
    assert quick == [True] * 3


@pytest.mark.parametrize("slug", ["firma-63", "firma-62", "firma-60"])
@pytest.mark.parametrize("summary", ["Vende latas.", 'Vende "latas" & <b>más</b> ]]> \u2028 &amp; así.'])
def test_firms_in_feeds(hub: Project, quick: list[bool], slug: str, summary: str):
    """The newest stand in many of them, in three forms and two languages."""
    before = site(hub)
    save(hub, sheet({slug: {"summary": summary}}))
    built(hub)
    after = site(hub)
    assert after == cold(hub) and quick == [True]
    assert {Path(path).suffix for path in after if after[path] != before[path]} >= {".atom", ".rss", ".json", ".html"}


@pytest.mark.parametrize("words", ["Y no responde.", "Vende cajas del número 7. Y sacos."])
def test_words_that_others_say_too(tmp_path: Path, quick: list[bool], words: str):
    """Another firm has the same summary: nobody can tell whose words a page says."""
    same = {"firma-9": {"summary": "Vende cajas del número 7."}}
    project = make_hub(tmp_path / "same", {SHEET: sheet(same), **TOPICS}, SETTINGS)
    assert built(project).written
    save(project, sheet(same | {OLD: {"summary": words}}))
    built(project)
    assert site(project) == cold(project) and quick == [False]


@pytest.mark.parametrize("blank", ["," * (len(HEADER) - 1), "", ", ,", " " * 4])
def test_blank_rows_between_rows(tmp_path: Path, quick: list[bool], blank: str):
    """As people leave them between the groups of their members."""

    def spaced(changes: Mapping[str, Mapping[str, str]] | None = None) -> str:
        rows = sheet(changes).splitlines()
        return "\n".join([*rows[:5], blank, *rows[5:9], blank, blank, *rows[9:]]) + f"\n{blank}\n"

    project = make_hub(tmp_path / "blank", {SHEET: spaced(), **TOPICS}, SETTINGS)
    assert built(project).written
    save(project, spaced({OLD: {"summary": "Vende latas."}}))
    built(project)
    assert site(project) == cold(project) and quick == [True]


def test_the_weight_of_the_home_page_is_told(tmp_path: Path, quick: list[bool]):
    """Where there are no guides, the newest firm stands there."""
    project = make_hub(tmp_path / "firms", {SHEET: sheet(), **TOPICS}, SETTINGS)
    before = built(project).home_bytes
    save(project, sheet({"firma-63": {"summary": "Vende " + " ".join(str(n**4) for n in range(41, 59))}}))
    found = built(project)
    whole = update.update(project, Options(day=DAY, output_dir=tmp_path / "whole", memo=False), lambda *_: None)
    assert quick[0] and found.home_bytes == whole.home_bytes > before


@pytest.mark.parametrize("now", [{}, {"contact.name": "Marta"}, {"summary": "Vende latas."}])
def test_a_translation_that_goes(tmp_path: Path, quick: list[bool], now: Mapping[str, str]):
    """Of the only text in a language: the page, and all that leads to it, tells that it is in another one."""
    few = {"summary@en": "Sells boxes."}
    project = make_hub(tmp_path / "en", {SHEET: sheet({"firma-60": few}), **TOPICS}, SETTINGS)
    assert built(project).written
    save(project, sheet({"firma-60": now}))
    built(project)
    assert site(project) == cold(project) and quick == [False]


def test_firms_that_stand_on_one_another_s_pages(tmp_path: Path, quick: list[bool]):
    """Both are edited at once: each page has the new words of both."""
    named = {"firma-7": {"related": "organization/firma-9"}, "firma-9": {"related": "organization/firma-7"}}
    project = make_hub(tmp_path / "two", {SHEET: sheet(named, (*HEADER, "related")), **TOPICS}, SETTINGS)
    assert built(project).written
    both = {slug: row | {"summary": f"Vende latas, {slug}."} for slug, row in named.items()}
    save(project, sheet(both, (*HEADER, "related")))
    built(project)
    assert site(project) == cold(project) and quick == [True]


@pytest.mark.parametrize("damage", [b"", b"not JSON", b"[99]"])
def test_a_page_that_cannot_be_read_back_costs_a_whole_build(hub: Project, quick: list[bool], damage: bytes):
    """It may be one that shows the firm."""
    (kept,) = (hub.state_dir / "last").glob("*.sqlite3")
    with closing(sqlite3.connect(kept)) as db:
        path = b'x"directorio/firma-7.html' if damage == b"not JSON" else b""
        db.execute("UPDATE pages SET page = ? WHERE path = 'directorio/tipo/empresa.html'", (damage + path,))
        db.execute("UPDATE pages SET page = ? || page WHERE template = 'finder.html'", (damage,))
        db.commit()
    save(hub, sheet({OLD: {"summary": "Vende latas."}}))
    built(hub)
    assert site(hub) == cold(hub)


@pytest.mark.parametrize(
    ("table", "column", "old", "new"),
    [
        ("pages", "page", "número 10.", "número 99."),
        ("entries", "entry", "Rosa 7", "Rita 7"),
        ("meta", "value", "Centro PYME", "Centro PUMA"),
    ],
)
def test_words_that_a_disk_made_others(hub: Project, quick: list[bool], table: str, column: str, old: str, new: str):
    (kept,) = (hub.state_dir / "last").glob("*.sqlite3")
    with closing(sqlite3.connect(kept)) as db:
        rows = db.execute(f"SELECT {column} FROM {table} WHERE instr({column}, ?)", (old.encode(),)).fetchall()
        changed = [(data.replace(old.encode(), new.encode()), data) for (data,) in rows]
        db.executemany(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", changed)
        db.commit()
    save(hub, sheet({OLD: {"summary": "Vende latas."}}))
    built(hub)
    assert changed and site(hub) == cold(hub) and quick == [False]


ONE = f"(SELECT max(page) FROM shown WHERE path = 'directorio/{OLD}.html' AND page != path)"
"""A page that shows the firm."""


@pytest.mark.parametrize(
    "damage",
    [
        f"DELETE FROM shown WHERE path = 'directorio/{OLD}.html' AND page = {ONE}",
        f"UPDATE shown SET page = page || 'x' WHERE path = 'directorio/{OLD}.html' AND page = {ONE}",
        f"UPDATE shown SET path = path || 'x' WHERE path = 'directorio/{OLD}.html' AND page = {ONE}",
        f"DELETE FROM pages WHERE path = {ONE}",
        f"UPDATE pages SET sources = '[]' WHERE path = {ONE}",
        "DELETE FROM pages WHERE template = 'finder.html'",
        "UPDATE meta SET value = '' WHERE name = 'paths finder.html'",
        "UPDATE files SET line = x'ff' WHERE instr(line, CAST('config.yaml' AS BLOB))",
    ],
)
def test_pages_that_show_the_firm_and_are_lost(hub: Project, quick: list[bool], damage: str):
    (kept,) = (hub.state_dir / "last").glob("*.sqlite3")
    with closing(sqlite3.connect(kept)) as db:
        assert db.execute(damage).rowcount
        db.commit()
    save(hub, sheet({OLD: {"summary": "Vende latas."}}))
    built(hub)
    assert site(hub) == cold(hub) and quick == [False]


@pytest.mark.parametrize("change", [{"contact.phone": "+504 2299-9999"}, {"contact.whatsapp": "+504 9999-1111"}])
def test_a_contact_that_others_give_for_theirs(tmp_path: Path, quick: list[bool], change: Mapping[str, str]):
    """A notice without a contact has that of its firm, on its page and in the line for an SMS."""
    header = (*HEADER, "related")
    firm = {OLD: {"contact.whatsapp": "", "contact.phone": "", "related": "organization/firma-11"}}
    said = {"content/board/miel.yaml": notice(contact=None, organization=OLD)}
    project = make_hub(tmp_path / "board", {SHEET: sheet(firm, header), **TOPICS, **said}, SETTINGS)
    assert built(project).written
    save(project, sheet({OLD: firm[OLD] | change}, header))
    built(project)
    assert site(project) == cold(project) and quick == [False]


def test_the_contact_of_a_firm_that_others_only_name(hub: Project, quick: list[bool]):
    """Most firms of a large hub are named in some text: that alone costs no whole build."""
    save(hub, sheet({"firma-9": {"contact.phone": "+504 2299-9999"}}))
    built(hub)
    assert site(hub) == cold(hub) and quick == [True]


def test_a_list_that_was_over_the_budget(tmp_path: Path, quick: list[bool]):
    """It is within it now: what was told of it is told no more."""
    long, short = (
        {OLD: {"summary": words}} for words in ("Vende " + " ".join(str(n**4) for n in range(41, 61)), "Sí.")
    )
    project = make_hub(tmp_path / "heavy", {SHEET: sheet(short), **TOPICS}, SETTINGS)
    assert built(project).written
    heaviest = max(weights((project.output_dir / MANIFEST).read_bytes()).values())
    config = project.config_file.read_text("utf-8")
    project.config_file.write_text(f"{config}budget: {{page: {heaviest}}}\n", encoding="utf-8")
    save(project, sheet(long))
    options = Options(day=DAY, budget="warn")
    assert [one.rule for one in update.update(project, options, lambda *_: None).problems][:1] == ["over-budget"]
    save(project, sheet(short))
    assert update.update(project, options, lambda *_: None).problems == () and quick == [False]


def test_rows_and_texts_in_one_go(hub: Project, quick: list[bool]):
    save(hub, sheet({OLD: {"summary": "Vende latas."}}))
    path = hub.root / "content/guides/precio.md"
    path.write_text(path.read_text("utf-8").replace("Pregunte", "Consulte"), encoding="utf-8")
    built(hub)
    assert site(hub) == cold(hub) and quick == [True]


def test_a_sheet_that_was_saved_without_a_change(hub: Project, quick: list[bool]):
    save(hub, sheet())
    outcome = built(hub)
    assert outcome.written and outcome.written.written == 0 and quick == [True]


@pytest.mark.parametrize(
    "change",
    [
        {OLD: {"title": "Otra firma"}},
        {OLD: {"countries": "SV"}},
        {OLD: {"verified": "2026-05-05"}},
        {OLD: {"topics": "exportar"}},
        {OLD: {"contact.whatsapp": ""}},  # a column less may be left
        {OLD: {"summary": ""}},  # which every organization needs
        {OLD: {"contact.url": "no es una dirección"}},
        {f"firma-{n}": {"summary": "Todas a la vez."} for n in range(10, 40)},
    ],
)
def test_all_else_is_a_whole_build(hub: Project, quick: list[bool], change: Mapping[str, Mapping[str, str]]):
    before = site(hub)
    save(hub, sheet(change))
    outcome = built(hub)
    assert quick == [False] and site(hub) == (cold(hub) if outcome.written else before)


def test_a_summary_that_another_page_tells_in_its_own_words(hub: Project, quick: list[bool]):
    """The theme of a hub may show more of what its pages know: it is asked with the new card."""
    own = hub.root / "themes/plain/templates"
    own.mkdir(parents=True)
    (own / "list.html").write_text(
        '{% extends "builtin/list.html" %}{% block content %}{{ super() }}'
        "{% for group in page.view.groups %}{% for card in group.cards %}<i>{{ card.summary }}</i>{% endfor %}"
        "{% endfor %}{% endblock %}",
        encoding="utf-8",
    )
    built(hub)
    save(hub, sheet({OLD: {"summary": "Vende latas."}}))
    built(hub)
    assert site(hub) == cold(hub) and quick == [False, True]

"""The board: what a notice needs, how long it lives, what is published of it, and how it is followed."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, timedelta

import pytest

from hubgen.formats.sms import room
from hubgen.pipeline import Compiled
from tests.hubs import (
    CONFIG,
    codes,
    compiled,
    errors,
    guide,
    make_hub,
    news,
    notice,
    organization,
    problems_of,
    published,
    told,
)
from tests.unit.test_plan import html, paths, plan, titles
from tests.unit.test_search_documents import found

LIST = "avisos/index.html"
ITEM = "{title: Miel natural, code: 'hs:040900', quantity: 6, unit: tonne}"
TENDER = {
    "title": "'Licitación: pupitres'",
    "kind": "tender",
    "expires": "2026-12-04",
    "buyer": "Dirección de Educación",
    "reference": "LS-7",
    "method": "selective",
    "value_max": "480000",
    "currency": "HNL",
    "tender_url": "https://educacion.example.org/ls-7",
}


def board(tmp_path, config: str = "", **notices: str) -> Compiled:
    return plan(tmp_path, {f"content/board/{slug}.yaml": text for slug, text in notices.items()}, config)


# ---------------------------------------------------------------- what a notice needs


NEEDS = [
    ({"expires": None}, "missing-field", "expires"),
    ({"date": None}, "missing-field", "date"),
    ({"countries": None}, "missing-field", "countries"),
    ({"contact": None}, "missing-field", "organization"),
    ({"contact": "{name: Ana}"}, "missing-field", "contact"),
    ({"kind": "sell"}, "missing-field", "item"),
    ({"kind": "buy"}, "missing-field", "item"),
    (TENDER | {"buyer": None}, "missing-field", "buyer"),
    (TENDER | {"tender_url": None}, "missing-field", "tender_url"),
    (TENDER | {"currency": None}, "missing-field", "currency"),
    (TENDER | {"value_min": "480001"}, "range-reversed", "value_max"),
    ({"kind": "anuncio"}, "not-in-vocabulary", "kind"),
    ({"expires": "2026-11-09"}, "range-reversed", "expires"),
    ({"expires": "2027-05-10"}, "value-type", "expires"),
    ({"item": "{title: Miel, code: 'hs:04', side: seek}"}, "unknown-field", "item.side"),
    ({"item": "{title: Miel}"}, "missing-field", "item"),
    ({"item": "{code: 'hs:04'}"}, "missing-field", "item.title"),
    ({"item": "{title: Miel, code: 'hs:04', quantity: 6}"}, "missing-field", "item.unit"),
    ({"item": "{title: Miel, code: 'hs:04', price_min: 6}"}, "missing-field", "item.currency"),
]
"""Fields that differ from a good notice, and the fault that follows: its rule and field."""


def test_what_a_notice_needs(tmp_path):
    files = {f"content/board/n{n:02}.yaml": notice(**fields) for n, (fields, _, _) in enumerate(NEEDS)}
    faults = errors(problems_of(make_hub(tmp_path / "hub", files)))
    assert [(fault.where.file, fault.rule, fault.where.field) for fault in faults] == [
        (file, rule, field) for file, (_, rule, field) in zip(files, NEEDS, strict=True)
    ]


def test_the_last_day_is_at_most_half_a_year_away(tmp_path):
    last = date(2026, 11, 10) + timedelta(days=180)
    board(tmp_path, a=notice(expires=last.isoformat()))
    assert last.isoformat() == "2027-05-09"
    mend = told(problems_of(make_hub(tmp_path / "b", {"content/board/a.yaml": notice(expires="2027-05-10")})))
    assert "2027-05-09" in mend


# ---------------------------------------------------------------- how long it lives


@pytest.mark.parametrize(
    ("day", "status", "life"),
    [
        ("2026-12-31", "live", "current"),
        ("2027-01-01", "expired", "ended"),
        ("2027-03-31", "expired", "ended"),
    ],
)
def test_a_notice_lives_through_its_last_day_and_is_told_expired_for_ninety(tmp_path, day, status, life):
    project = make_hub(tmp_path / "hub", {"content/board/a.yaml": notice()})
    one = published(project, "notice/a", date.fromisoformat(day))
    assert (one.status, one.life) == (status, life)


def test_after_ninety_days_it_is_gone_without_a_word(tmp_path):
    """A link to it loses its address; nothing is asked of the editors, neither then nor when it expires."""
    files = {
        "content/board/a.yaml": notice(date="2026-05-01", expires="2026-08-23"),
        "content/board/b.yaml": notice(date="2026-05-01", expires="2026-08-24"),
        "content/guides/g.md": guide("Vea [el aviso](notice/a) y [otro](notice/b).\n"),
        "content/news/n.md": news(about="[notice/a]"),
    }
    found = compiled(make_hub(tmp_path / "hub", files, CONFIG))
    assert set(codes(found.problems)) <= {"W07"}
    assert "avisos/a.html" not in paths(found) and "avisos/b.html" in paths(found)
    assert "avisos/a.html" not in html(found, "guias/g.html")


def test_an_expired_notice_says_so_and_stands_nowhere_else(tmp_path):
    """Out of lists, feeds, exports and calendars; its author is not to be called any more."""
    found = board(
        tmp_path,
        "jsonld: full\n",
        old=notice(**TENDER | {"title": "Pupitres viejos", "date": "2026-08-01", "expires": "2026-11-21"}),
        new=notice(**TENDER | {"title": "Sillas"}),
    )
    page = html(found, "avisos/old.html")
    assert "Este aviso venció el 21 nov 2026" in page.replace("\xa0", " ")
    assert '<b class="tag shut">Vencido</b>' in page
    assert "mieles.example.org" not in page and "educacion.example.org" not in page and "sms:" not in page
    assert "mieles.example.org" in html(found, "avisos/new.html")
    assert titles(found, LIST) == ["Sillas"]
    naming = {file.path for file in found.files if b"Pupitres viejos" in file.content}
    assert naming == {"avisos/old.html", "en/board/old.html", "pt/avisos/old.html"}


# ---------------------------------------------------------------- what is published of it


def test_what_moderators_note_is_published_nowhere(tmp_path):
    """Not in pages, feeds, exports, calendars or data for programs, and the search does not find it."""
    text = notice(**TENDER | {"received": "2026-11-03", "moderated_by": "Zulema Ejemplo", "body": "Texto."})
    files = {"content/board/a.yaml": text}
    site = plan(tmp_path, files, "jsonld: full\nfeeds: {text: full}\n")
    documents = found(tmp_path / "searched", files)
    contents = [file.content.decode("utf-8", "replace") for file in site.files]
    told_there = [*contents, *(f"{one.title} {one.text} {one.meta}" for one in documents.values())]
    assert "LS-7" in documents["avisos/a.html"].text
    assert not [one for one in told_there if re.search("Zulema|2026-11-03|20261103|3.nov", one)]


def test_a_notice_of_a_firm_is_answered_by_the_firm(tmp_path):
    files = {
        "content/directory/cumbre.yaml": organization(contact="{phone: '+504 2200 0001'}"),
        "content/board/a.yaml": notice(contact=None, organization="cumbre", kind="sell", item=ITEM),
    }
    found = plan(tmp_path, files)
    page = html(found, "avisos/a.html")
    assert 'href="tel:+50422000001"' in page and "directorio/cumbre.html" in page
    assert "avisos/a.html" in html(found, "directorio/cumbre.html")


def test_the_item_is_told_in_words(tmp_path):
    item = (
        "{title: Miel, title@en: Honey, code: 'hs:040900', quantity: 6, unit: tonne, per: month, price_min: 2100, "
        "price_max: 2300, currency: USD, min_order: 1, incoterm: fob, lead_days: 30, ship_to: [GT, SV]}"
    )
    found = board(tmp_path, a=notice(kind="sell", item=item))
    told_es = re.sub(r"<[^>]*>", " ", html(found, "avisos/a.html")).replace("\xa0", " ")
    for text in ("6 toneladas al mes", "US$ 2,100–2,300 por tonelada", "1 tonelada", "FOB, franco a bordo", "El Salv"):
        assert text in told_es, text
    assert "6 tonnes a month" in html(found, "en/board/a.html").replace("\xa0", " ")
    assert "Honey" in html(found, "en/board/a.html")


SAID = [
    ({"kind": "sell", "item": ITEM}, {"@type": "Offer", "validFrom": "2026-11-10", "validThrough": "2026-12-31"}),
    (
        {"kind": "buy", "item": ITEM},
        {"@type": "Demand", "itemOffered": {"@type": "Product", "name": "Miel natural"}},
    ),
    ({"kind": "job"}, {"@type": "JobPosting", "title": "Compro miel en barril", "datePosted": "2026-11-10"}),
    ({"kind": "rent"}, {"@type": "Offer"}),
    (TENDER, {"@type": "Demand"}),
]
"""Fields of a notice, and what its page says of them to programs."""


def test_programs_are_told_what_it_is(tmp_path):
    site = board(tmp_path, "jsonld: full\n", **{f"n{n}": notice(**fields) for n, (fields, _) in enumerate(SAID)})
    for n, (_, wanted) in enumerate(SAID):
        [text] = re.findall(r'ld\+json">(.*?)</script>', html(site, f"avisos/n{n}.html"))
        said = json.loads(text)
        assert {name: said.get(name) for name in wanted} == wanted
        assert "mieles.example.org" not in text


def test_tenders_are_releases_of_open_contracting(tmp_path):
    found = board(tmp_path, t=notice(**TENDER), a=notice())
    package = json.loads(html(found, "avisos/ocds.json"))
    [release] = package["releases"]
    assert (package["version"], release["tag"], release["initiationType"]) == ("1.1", ["tender"], "tender")
    assert release["buyer"]["name"] == release["parties"][0]["name"] == "Dirección de Educación"
    tender = release["tender"]
    assert (tender["id"], tender["procurementMethod"], tender["value"]) == (
        "LS-7",
        "selective",
        {"amount": 480000, "currency": "HNL"},
    )
    assert tender["tenderPeriod"]["endDate"] == "2026-12-04T23:59:59-06:00"
    assert 'href="ocds.json"' in html(found, LIST)
    assert "avisos/ocds.json" not in paths(board(tmp_path / "b", a=notice()))


# ---------------------------------------------------------------- lists and feeds


def test_the_newest_stand_first(tmp_path):
    days = {"a": "2026-11-01", "b": "2026-11-20", "c": "2026-11-11"}
    found = board(tmp_path, **{name: notice(title=name.upper(), date=day) for name, day in days.items()})
    assert titles(found, LIST) == ["B", "C", "A"]


def test_a_long_board_is_also_given_by_its_last_days(tmp_path):
    found = board(tmp_path, **{f"n{n:02}": notice(title=f"N{n:02}", expires=f"2026-12-{30 - n}") for n in range(10)})
    assert titles(found, "avisos/por-cierre.html") == [f"N{n:02}" for n in reversed(range(10))]


def test_each_kind_and_country_is_followed_from_its_first_notice(tmp_path):
    found = board(tmp_path, a=notice(sectors='["1079"]'), t=notice(**TENDER | {"countries": "[GT]"}))
    assert {
        "avisos/feed.atom",
        "avisos/tipo/licitacion.feed.atom",
        "avisos/tipo/aviso.feed.atom",
        "avisos/paises/guatemala.feed.atom",
        "avisos/sectores/alimentos-elaborados.feed.atom",
        "en/board/kind/tender.feed.atom",
    } <= paths(found)
    assert {path for path in paths(found) if path.startswith("avisos/") and path.endswith(".ics")} == {
        "avisos/calendar.ics",
        "avisos/t.calendar.ics",
        "avisos/tipo/licitacion.calendar.ics",
        "avisos/paises/guatemala.calendar.ics",
    }
    calendar = html(found, "avisos/calendar.ics")
    assert "DTSTART;VALUE=DATE:20261204" in calendar and "UID:notice/t/closes@pyme.example.org" in calendar
    assert "Cierra: Licitación: pupitres" in calendar


def test_each_notice_is_a_line_that_a_short_message_carries(tmp_path):
    found = board(
        tmp_path, a=notice(title="Compro miel " * 9), b=notice(**TENDER), c=notice(title="Año de la miel", kind="rent")
    )
    lines = html(found, "avisos/sms.txt").splitlines()
    assert len(lines) == 3 and all(room(line) <= 160 for line in lines)
    assert "Alquila: Año de la miel. Hasta 31 dic 2026. +50400000010. https://pyme.example.org/avisos/c.html" in lines
    [link] = re.findall(r'href="sms:\?body=([^"]*)"', html(found, "avisos/b.html"))
    assert link.startswith("Licitacion:%20pupitres.%20Hasta%204%20dic%202026")


def test_a_notice_that_sells_is_sent_on_too(tmp_path):
    """Its page shows possible partners; the link of all notices stays."""
    page = html(board(tmp_path, a=notice(title="Miel", kind="sell", item=ITEM)), "avisos/a.html")
    assert re.search(r'href="sms:\?body=Vende:%20Miel', page)


def test_the_export_is_a_spreadsheet_that_a_hub_reads_again(tmp_path):
    first = board(tmp_path, a=notice(kind="sell", item=ITEM, received="2026-11-03"), t=notice(**TENDER))
    sheet = html(first, "avisos/data.csv").lstrip("\ufeff")
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert {row["status"] for row in rows} == {"live"} and "received" not in rows[0]
    kept = [
        {name: cell for name, cell in row.items() if name not in ("id", "url", "language", "status", "changed")}
        for row in rows
    ]
    page = io.StringIO()
    writer = csv.DictWriter(page, kept[0])
    writer.writeheader()
    writer.writerows(
        [
            row | {"slug": one["id"].partition("/")[2]} if "slug" in row else row
            for row, one in zip(kept, rows, strict=True)
        ]
    )
    again = plan(tmp_path / "again", {"content/board/tablon.csv": page.getvalue()})
    assert sorted(titles(again, LIST)) == sorted(titles(first, LIST))


def test_without_notices_there_is_no_trace_of_them(tmp_path):
    found = plan(tmp_path, {}, "contact: {email: ayuda@pyme.example.org}\n")
    assert not [file.path for file in found.files if re.search("aviso|board", file.path)]
    for page in (file for file in found.files if file.path.endswith(".html")):
        assert "viso" not in page.content.decode() and "otice" not in page.content.decode(), page.path

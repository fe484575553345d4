"""Entries on one day: who is published, which state each is in, what translations and reviews are due."""

from __future__ import annotations

import gc
import json
from collections import deque
from dataclasses import replace
from datetime import date, timedelta

import pytest

from hubgen.model.entry import Entry, Reference
from hubgen.problems import Problem
from hubgen.stages import resolve as stage
from tests.hubs import (
    CONFIG,
    HEADINGS,
    advisor,
    codes,
    compiled,
    config_of,
    document,
    entry_of,
    errors,
    event,
    financing,
    guide,
    load_hub,
    make_hub,
    news,
    organization,
    problems_of,
    published,
    resolve_hub,
    standard,
    the_error,
    told,
    translation,
)

TOPIC = "title: {0}\nsummary: Entradas sobre {0}.\n"


def found(problems: list[Problem], code: str) -> list[Problem]:
    return [one for one in problems if codes([one]) == [code]]


def problems(folder, files, day=date(2026, 11, 22)) -> list[Problem]:
    return resolve_hub(make_hub(folder, files), day)[1]


# -- who is published -----------------------------------------------------------------------------


def test_drafts_scheduled_and_hidden_entries_are_left_out_and_counted(tmp_path):
    """Every entry is published, scheduled, a draft or not public: none is lost."""
    site, _ = resolve_hub(
        make_hub(
            tmp_path,
            {
                "content/guides/a.md": guide(),
                "content/guides/b.md": guide(draft="yes"),
                "content/guides/c.md": guide(date="2026-11-23", verified="never"),
                "content/guides/d.md": guide(visibility="staff"),
            },
        )
    )

    assert [one.id for one in site.of_type("guide")] == ["guide/a"]
    assert (site.drafts, site.scheduled, site.hidden) == (("guide/b",), ("guide/c",), ("guide/d",))


def test_entry_of_the_build_day_is_published(tmp_path):
    """A date is a day of the hub: today is published, tomorrow is W17."""
    files = {"content/news/a.md": news(date="2026-11-22"), "content/news/b.md": news(date="2026-11-23")}
    site, told_of = resolve_hub(make_hub(tmp_path, files))

    assert [one.id for one in site.of_type("news")] == ["news/a"]
    (one,) = found(told_of, "W17")
    assert (one.where.file, one.where.field) == ("content/news/b.md", "date")


def test_drafts_are_published_when_asked_for(tmp_path):
    """With --drafts a draft counts like any entry, and its faults are errors again."""
    hub = make_hub(tmp_path, {"content/guides/a.md": guide(draft="yes", kind=None, date="hoy")})

    without, with_drafts = resolve_hub(hub)[1], resolve_hub(hub, drafts=True)[1]

    assert codes(errors(without)) == []
    assert codes(found(without, "E02")) == ["E02"]
    assert sorted(codes(errors(with_drafts))) == ["E01", "E02"]


def test_closed_organization_is_shown_a_year_then_gone(tmp_path):
    """`closed` keeps the page with a notice for 365 days after it was last touched."""
    hub = make_hub(tmp_path, {"content/directory/a.yaml": organization(closed="yes", verified="2026-08-20")})

    assert published(hub, "organization/a").life == "ended"
    assert resolve_hub(hub, date(2027, 8, 20))[0].get("organization/a") is not None
    assert resolve_hub(hub, date(2027, 8, 21))[0].get("organization/a") is None


# -- states -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "status", "life"),
    [
        (date(2026, 10, 31), "upcoming", "current"),
        (date(2026, 11, 1), "open", "current"),
        (date(2026, 11, 15), "open", "current"),
        (date(2026, 11, 16), "closing-soon", "current"),
        (date(2026, 11, 30), "closing-soon", "current"),
        (date(2026, 12, 1), "closed", "current"),
        (date(2027, 5, 29), "closed", "current"),
        (date(2027, 5, 30), "closed", "archive"),
    ],
)
def test_state_of_a_call_changes_with_the_day(tmp_path, day, status, life):
    """Upcoming, open, closing soon from 14 days before, closed after its closing day, archived after 180 more."""
    hub = make_hub(
        tmp_path, {"content/financing/f.md": financing(rolling=None, opens="2026-11-01", closes="2026-11-30T16:00")}
    )

    one = published(hub, "financing/f", day)

    assert (one.status, one.life) == (status, life)


@pytest.mark.parametrize(
    ("closes", "open_on", "closed_on"),
    [
        ("2026-11-30", date(2026, 11, 30), date(2026, 12, 1)),
        ("2026-11-30T00:00", date(2026, 11, 30), date(2026, 12, 1)),
        ("2026-11-30T23:59", date(2026, 11, 30), date(2026, 12, 1)),
        ("2026-12-01T05:00Z", date(2026, 11, 30), date(2026, 12, 1)),  # 23:00 of the day before in Tegucigalpa
        ("2026-12-01T06:00Z", date(2026, 12, 1), date(2026, 12, 2)),
        ("2026-11-30T20:00-12:00", date(2026, 12, 1), date(2026, 12, 2)),
    ],
)
def test_call_is_open_through_its_closing_day_in_the_hubs_zone(tmp_path, closes, open_on, closed_on):
    """The day on which a moment falls is the one on the clocks of the hub."""
    hub = make_hub(tmp_path, {"content/financing/f.md": financing(rolling=None, closes=closes)})

    assert published(hub, "financing/f", open_on).status == "closing-soon"
    assert published(hub, "financing/f", closed_on).status == "closed"


def test_state_of_several_calls_is_that_of_the_next(tmp_path):
    """Between two calls a line is upcoming; while one is open, its own closing counts."""
    calls = "[{title: Primera, closes: 2026-03-31}, {title: Segunda, opens: 2026-12-01, closes: 2027-01-31}]"
    hub = make_hub(tmp_path, {"content/financing/f.md": financing(rolling=None, calls=calls)})

    states = {
        day: published(hub, "financing/f", day).status
        for day in (date(2026, 3, 1), date(2026, 6, 1), date(2026, 12, 1))
    }

    assert list(states.values()) == ["open", "upcoming", "open"]


@pytest.mark.parametrize(
    ("fields", "status"), [({}, "rolling"), ({"rolling": None, "historical": "yes"}, "historical")]
)
def test_state_without_a_call(tmp_path, fields, status):
    """A line that is always open, and one of the past that waives its review."""
    hub = make_hub(tmp_path, {"content/financing/f.md": financing(**fields)})

    assert published(hub, "financing/f").status == status


@pytest.mark.parametrize(
    ("day", "status", "life"),
    [
        (date(2026, 12, 2), "upcoming", "current"),
        (date(2026, 12, 3), "ongoing", "current"),
        (date(2026, 12, 4), "ongoing", "current"),
        (date(2026, 12, 5), "past", "archive"),
    ],
)
def test_event_leaves_the_coming_list_the_day_after_its_end(tmp_path, day, status, life):
    """Upcoming, ongoing through its last day, then past and archived."""
    hub = make_hub(tmp_path, {"content/events/e.md": event(start="2026-12-03T08:30", end="2026-12-04T17:00")})

    one = published(hub, "event/e", day)

    assert (one.status, one.life) == (status, life)


def test_event_that_repeats_lasts_until_its_last_day(tmp_path):
    """UNTIL of the repeat rule is the event's last day."""
    hub = make_hub(tmp_path, {"content/events/e.md": event(repeat="FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630")})

    assert published(hub, "event/e", date(2027, 6, 30)).status == "ongoing"
    assert published(hub, "event/e", date(2027, 7, 1)).status == "past"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261332",
        "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630T240000",
        "FREQ=MONTHLY;BYDAY=6MO;UNTIL=20270630",
        "FREQ=MONTHLY;BYMONTHDAY=32;UNTIL=20270630",
        "FREQ=WEEKLY;BYDAY=2MO;UNTIL=20270630",
        "FREQ=WEEKLY;BYMONTHDAY=3;UNTIL=20270630",
        "FREQ=WEEKLY;BYDAY=TH;UNTIL=20261202",
    ],
)
def test_event_with_a_rule_that_no_calendar_knows_is_told(tmp_path, rule):
    """An UNTIL that is no moment or lies before the start, a sixth Monday, a day 32, the second Monday of a week."""
    hub = make_hub(tmp_path, {"content/events/e.md": event(repeat=rule)})

    assert the_error(hub).where.field == "repeat"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"comment_until": "2026-11-22"}, "proposed"),
        ({"comment_until": "2026-11-21"}, "in-force"),
        ({"effective": "2026-11-23"}, "upcoming"),
        ({"effective": "2026-11-22"}, "in-force"),
    ],
)
def test_state_of_a_standard(tmp_path, fields, status):
    """Proposed through the last day of comments, upcoming before it takes effect, then in force."""
    hub = make_hub(tmp_path, {"content/standards/s.yaml": standard(**fields)})

    assert published(hub, "standard/s").status == status


def test_standard_is_replaced_once_its_successor_is_in_force(tmp_path):
    """`replaces` puts a banner on the old one from the day the new one takes effect."""
    hub = make_hub(
        tmp_path,
        {
            "content/standards/old.yaml": standard(),
            "content/standards/new.yaml": standard(replaces="old", effective="2026-11-22"),
        },
    )

    assert published(hub, "standard/old", date(2026, 11, 21)).status == "in-force"
    assert published(hub, "standard/old").replaced_by == "standard/new"
    assert published(hub, "standard/old").status == "replaced"


@pytest.mark.parametrize(
    ("fields", "day", "life"),
    [
        ({"date": "2026-01-01"}, date(2027, 1, 1), "current"),
        ({"date": "2026-01-01"}, date(2027, 1, 2), "archive"),
        ({"date": "2026-01-01", "expires": "2026-01-31"}, date(2026, 2, 1), "archive"),
    ],
)
def test_news_lives_a_year_or_to_its_last_day(tmp_path, fields, day, life):
    """News leaves the lists 365 days after its date unless `expires` says otherwise; the archive keeps it."""
    hub = make_hub(tmp_path, {"content/news/n.md": news(**fields)})

    assert published(hub, "news/n", day).life == life


def test_ended_entry_is_told_as_an_orphan(tmp_path):
    """A page past its last day stays, but no list shows it: W03."""
    hub = make_hub(tmp_path, {"content/documents/d.yaml": document(expires="2026-11-21")})

    (one,) = found(list(compiled(hub).problems), "W03")

    assert (one.where.file, one.where.field) == ("content/documents/d.yaml", "expires")


# -- reviews ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verified", "fields", "due", "code"),
    [
        ("2025-11-22", {}, date(2026, 11, 22), None),
        ("2025-11-21", {}, date(2026, 11, 21), "W02"),
        ("2026-09-01", {"review_every": "30d"}, date(2026, 10, 1), "W02"),
        ("2026-11-22", {}, date(2027, 11, 22), None),
        ("2026-11-23", {}, None, "W16"),
        ("never", {}, None, None),
    ],
)
def test_review_is_due_a_while_after_the_last(tmp_path, verified, fields, due, code):
    """`verified` plus the span of the type, or of `review_every`; a day to come is W16, `never` is no fault."""
    hub = make_hub(tmp_path, {"content/guides/a.md": guide(verified=verified, **fields)})

    one, told_of = published(hub, "guide/a"), resolve_hub(hub)[1]

    assert (one.review_due, one.is_overdue) == (due, code == "W02")
    assert [c for c in codes(told_of) if c in ("W02", "W16")] == ([code] if code else [])


@pytest.mark.parametrize(("consent", "code"), [("2026-11-22", []), ("2026-11-23", ["E02"])])
def test_consent_is_not_given_on_a_day_to_come(tmp_path, consent, code):
    """Nobody is listed before they agreed; a draft may wait for that."""
    files = {"content/advisors/ana.yaml": advisor(kind="mentor", consent=consent)}
    waiting = {"content/advisors/ana.yaml": advisor(kind="mentor", consent=consent, draft="yes")}

    assert codes(errors(resolve_hub(make_hub(tmp_path / "a", files))[1])) == code
    assert not errors(resolve_hub(make_hub(tmp_path / "b", waiting))[1])


# -- translations -----------------------------------------------------------------------------------


def state(hub, language="en"):
    return published(hub, "guide/a").states[language]


def test_translation_is_missing_without_title_summary_and_text(tmp_path):
    """Only `title`, `summary` and `body` make a translation; another text alone does not."""
    hub = make_hub(tmp_path, {"content/guides/a.md": guide(time="2 h", **{"time@en": "2 h", "title@pt": "Preço"})})

    assert (state(hub, "en"), state(hub, "pt")) == ("missing", "current")


def test_translation_is_outdated_by_its_digest(tmp_path):
    """`translated_from` of another text is W06 in the translation's file, with the digest to write."""
    files = {
        "content/guides/a.md": guide(),
        "content/guides/a.en.md": translation(title="A", translated_from="000000000000"),
    }
    hub = make_hub(tmp_path, files)

    (one,) = found(resolve_hub(hub)[1], "W06")

    assert state(hub) == "outdated"
    assert (one.where.file, one.where.line) == ("content/guides/a.en.md", 3)
    assert entry_of(hub, "guide/a").digest in str(one.mend)


def test_translation_with_the_right_digest_is_current_whatever_its_dates(tmp_path):
    """The digest wins over the days."""
    first = make_hub(tmp_path / "first", {"content/guides/a.md": guide(updated="2026-06-01")})
    digest = entry_of(first, "guide/a").digest
    hub = make_hub(
        tmp_path / "second",
        {
            "content/guides/a.md": guide(updated="2026-06-01"),
            "content/guides/a.en.md": translation(title="A", translated_from=digest, updated="2026-03-01"),
        },
    )

    assert state(hub) == "current"


@pytest.mark.parametrize(
    ("original", "own", "expected"),
    [
        ("2026-06-01", "2026-05-31", "outdated"),
        ("2026-06-01", "2026-06-01", "current"),
        ("2026-06-01", None, "outdated"),  # counts as the original's date, 2026-03-02
        ("2026-03-02", None, "current"),
        (None, "2026-01-01", "current"),
    ],
)
def test_translation_is_outdated_by_date(tmp_path, original, own, expected):
    """Without a digest the days decide: the original's `updated` is later than the translation's."""
    hub = make_hub(
        tmp_path,
        {"content/guides/a.md": guide(updated=original), "content/guides/a.en.md": translation(title="A", updated=own)},
    )

    assert state(hub) == expected


def test_original_may_be_in_another_language(tmp_path):
    """A file with a suffix and none without exists in that language; of several the hub's earliest is the original."""
    hub = make_hub(
        tmp_path,
        {
            "content/guides/solo.en.md": guide(),
            "content/guides/dos.pt.md": translation(title="Dois", summary="Em português."),
            "content/guides/dos.en.md": guide(),
        },
    )

    assert not errors(resolve_hub(hub)[1]), told(resolve_hub(hub)[1])
    assert entry_of(hub, "guide/solo").language == "en"
    assert entry_of(hub, "guide/dos").language == "en"
    assert published(hub, "guide/solo").states == {"es": "missing", "pt": "missing"}


def test_language_of_a_translation_must_be_one_of_the_hub(tmp_path):
    """`a.fr.md` in a hub without French is E03, and the entry itself goes on."""
    one = the_error(make_hub(tmp_path, {"content/guides/a.md": guide(), "content/guides/a.fr.md": guide()}))

    assert (one.rule, one.where.file) == ("not-in-vocabulary", "content/guides/a.fr.md")


# -- headings, topics -------------------------------------------------------------------------------


def test_headings_are_asked_for_in_every_language_of_the_text(tmp_path):
    """W08 names the headings that are absent, in the language and the file of the text."""
    told_of = problems(
        tmp_path,
        {
            "content/financing/f.md": financing(HEADINGS),
            "content/financing/f.en.md": translation(
                "## What it offers\n\nA loan.\n\n## How to apply\n\nThere.\n", title="F"
            ),
            "content/financing/g.md": financing(""),
        },
    )

    texts = {one.where.file: str(one.message) for one in found(told_of, "W08")}
    assert texts == {
        "content/financing/f.en.md": "the text has no heading: Who it is for",
        "content/financing/g.md": "the text has no heading: Qué ofrece, Para quién, Cómo se solicita",
    }


def test_topic_cycle_is_told_at_every_topic_of_it(tmp_path):
    """Topics that are above one another are E04, with the chain; nothing runs in circles."""
    files = {
        f"content/topics/{one}.yaml": TOPIC.format(one) + f"parent: {other}\n" for one, other in ("ab", "bc", "ca")
    }
    files["content/topics/d.yaml"] = TOPIC.format("d") + "parent: a\n"

    told_of = found(problems(tmp_path, files), "E04")

    assert [one.where.file for one in told_of] == [f"content/topics/{name}.yaml" for name in "abc"]
    assert "topic/a > topic/b > topic/c > topic/a" in str(told_of[0].message)


def test_topics_lie_three_deep_at_most(tmp_path):
    """A fourth level is E02; the third is fine."""
    files = {
        f"content/topics/{one}.yaml": TOPIC.format(one) + f"parent: {other}\n" for one, other in ("ba", "cb", "dc")
    }
    files["content/topics/a.yaml"] = TOPIC.format("a")

    (one,) = errors(problems(tmp_path, files))

    assert (one.rule, one.where.file) == ("value-type", "content/topics/d.yaml")


def test_topic_with_two_entries_is_thin(tmp_path):
    """W07 counts the entries in lists; the third ends it."""
    two = {f"content/guides/{name}.md": guide() for name in "ab"}

    assert codes(problems(tmp_path / "two", two)) == ["W07"]
    assert codes(problems(tmp_path / "three", {**two, "content/guides/c.md": guide()})) == []


# -- ids and addresses ------------------------------------------------------------------------------


def test_two_entries_with_one_id_are_told_with_both_places(tmp_path):
    """E05 names the other file and line; one of the two is still read."""
    hub = make_hub(
        tmp_path,
        {
            "content/topics/t.csv": "slug,title,summary\nvender,Vender,Clientes.\nvender,Otra,Ferias.\n",
            "content/guides/a.md": guide(),
            "content/guides/2026/a.md": guide(),
        },
    )

    told_of = found(resolve_hub(hub)[1], "E05")

    assert [(one.where.file, one.also[0].file) for one in told_of] == [
        ("content/guides/a.md", "content/guides/2026/a.md"),
        ("content/topics/t.csv", "content/topics/t.csv"),
    ]


def test_two_files_for_one_language_are_told(tmp_path):
    """`a.md` of a Spanish hub and `a.es.md` hold the same text: E05."""
    one = the_error(make_hub(tmp_path, {"content/guides/a.md": guide(), "content/guides/a.es.md": guide()}))

    assert (one.rule, one.where.file, one.also[0].file) == (
        "duplicate-address", "content/guides/a.es.md", "content/guides/a.md",
    )  # fmt: skip


def test_entry_and_facet_folder_do_not_share_an_address(tmp_path):
    """A line of financing called `instrumentos` meets the folder of the facet: E05 at the entry."""
    hub = make_hub(tmp_path, {"content/financing/instrumentos.md": financing()})

    one = the_error(hub)

    assert (one.rule, one.where.file) == ("duplicate-address", "content/financing/instrumentos.md")
    assert "/financiamiento/instrumentos" in str(one.message)


def test_slugs_of_two_languages_may_not_meet(tmp_path):
    """Two entries whose English slugs are the same want one English address."""
    hub = make_hub(
        tmp_path,
        {
            "content/guides/a.md": guide(**{"slug@en": "price", "title@en": "A"}),
            "content/guides/b.md": guide(**{"slug@en": "price", "title@en": "B"}),
        },
    )

    one = the_error(hub)

    assert one.rule == "duplicate-address"
    assert "/en/guides/price.html" in str(one.message)


def test_id_outlives_a_new_slug(tmp_path):
    """`id` keeps the id of the first publication; the old address leads to the new page."""
    hub = make_hub(
        tmp_path,
        {
            "content/guides/nuevo.md": guide(id="guide/viejo", aliases="[/guias/viejo.html]"),
            "content/guides/b.md": guide(related="[guide/viejo]"),
        },
    )

    result = compiled(hub)
    redirect = next(file for file in result.files if file.path == "guias/viejo.html")

    assert published(hub, "guide/viejo").paths["es"] == "guias/nuevo.html"
    assert not errors(result.problems)
    assert redirect.kind == "redirect" and b"nuevo.html" in redirect.content


@pytest.mark.parametrize(
    ("alias", "path"),
    [("guias/viejo.html", "guias/viejo.html"), ("/viejo/", "viejo/index.html"), ("/viejo", "viejo/index.html")],
)
def test_alias_is_an_address_from_the_root(tmp_path, alias, path):
    """With or without a leading slash; one without a suffix is a folder."""
    hub = make_hub(tmp_path, {"content/guides/a.md": guide(aliases=f"[{alias}]")})

    assert path in {file.path for file in compiled(hub).files}


def test_alias_at_a_real_page_is_told(tmp_path):
    """An old address where a page stands today is E05."""
    hub = make_hub(tmp_path, {"content/guides/a.md": guide(aliases="[/guias/b.html]"), "content/guides/b.md": guide()})

    assert the_error(hub).rule == "duplicate-address"


def test_group_of_countries_counts_as_each_of_its_members(tmp_path):
    """An entry for a group stands on the pages of its countries."""
    config = CONFIG + "groups:\n  CENTROAM: [HN, SV]\n"
    hub = make_hub(tmp_path, {"content/guides/a.md": guide(countries="[CENTROAM]")}, config)

    result = compiled(hub)

    assert not errors(result.problems)
    assert {"guias/paises/honduras.html", "guias/paises/el-salvador.html"} <= {file.path for file in result.files}


def test_all_makes_no_page_of_its_own_but_joins_the_others(tmp_path):
    """An entry for all sizes stands on the page of each size that another entry names."""
    hub = make_hub(
        tmp_path,
        {
            "content/financing/a.md": financing(sizes="all", title="Para todas"),
            "content/financing/b.md": financing(sizes="[micro]"),
        },
    )

    pages = {file.path: file.content.decode() for file in compiled(hub).files if file.kind == "page"}

    assert "Para todas" in pages["financiamiento/tamanos/micro.html"]
    assert not any(path.startswith("financiamiento/tamanos/pequena") for path in pages)


def test_day_of_the_last_change_is_the_authors(tmp_path):
    """First of updated, date, verified, the year, the day of tag_authority; never a day to come."""
    hub = make_hub(
        tmp_path,
        {
            "content/guides/a.md": guide(updated="2026-05-01"),
            "content/guides/b.md": guide(),
            "content/directory/c.yaml": organization(),
            "content/documents/d.yaml": document(year="2024"),
            "content/events/e.md": event(),
        },
    )
    days = {one.id: one.changed for one in resolve_hub(hub)[0].entries}

    assert days["guide/a"] == date(2026, 5, 1)
    assert days["guide/b"] == date(2026, 3, 2)
    assert days["organization/c"] == date(2026, 8, 20)
    assert days["document/d"] == date(2024, 1, 1)
    assert days["event/e"] == date(2026, 1, 1)


def test_quiet_days_change_nothing_but_states(tmp_path):
    """The pages of a hub without dates that pass are the same a day later."""
    hub = make_hub(tmp_path, {"content/guides/a.md": guide()})
    day = date(2026, 11, 22)

    first, second = compiled(hub, day=day), compiled(hub, day=day + timedelta(days=1))

    assert {f.path: f.content for f in first.files} == {f.path: f.content for f in second.files}


@pytest.mark.parametrize(
    "alias",
    ["/../../x.html", "../x", "/a//b.html", "/.hubgen/manifest.json/", "/a:b.html", "/con/", "/a\u202eb.html",
     "/x./y.html", '/"><script>.html', "/" + "x" * 300 + ".html", "/a?p=1", "/a%20b.html"],
)  # fmt: skip
def test_an_old_address_that_no_file_can_have_is_told(tmp_path, alias):
    """It is told at its field, alone, and never reaches the folder of the site."""
    one = the_error(make_hub(tmp_path, {"content/guides/a.md": guide(aliases=json.dumps([alias]))}))

    assert (one.rule, one.where.field, one.where.line) == ("value-type", "aliases", 8)
    assert str(one.mend or "") == {"/a?p=1": "write /a", "/a%20b.html": "write /a b.html"}.get(alias, "")


@pytest.mark.parametrize("summary", ["Ponga precio a su producto", "ponga precio a su producto."])
def test_summary_that_is_the_title_again_is_told(tmp_path, summary):
    """Rule W01 of the contract covers it: `summary` over 200 characters or equal to `title`."""
    hub = make_hub(tmp_path, {"content/guides/a.md": guide(summary=summary)})

    (one,) = [one for one in problems_of(hub) if one.where.field == "summary"]
    assert (one.rule, one.severity, one.where.line) == ("summary-long", "warning", 3)
    assert str(one.message) == "the summary only repeats the title"
    assert str(one.mend) == "say what it is and for whom"


# -- memory -----------------------------------------------------------------------------------------


def test_what_is_published_lets_go_what_it_was_made_from(tmp_path, monkeypatch):
    """Two entries for each of a hundred thousand would be hundreds of megabytes."""
    hub = make_hub(tmp_path, {f"content/guides/g-{number}.md": guide() for number in range(3)})
    loaded = load_hub(hub)
    entries, loaded = deque(loaded.entries), replace(loaded, entries=())
    raw: list[int] = []
    monkeypatch.setattr(stage, "ring_problems", lambda *_: raw.append(_as_loaded()) or [])

    site, _ = stage.resolve(loaded, config_of(hub), stage.ResolveOptions(date(2026, 11, 22), False), entries)

    assert len(site.entries) == 4 and not entries and raw == [0]


def _as_loaded() -> int:
    """How many entries there are whose topics are not looked up."""
    gc.collect()
    found = [one for one in gc.get_objects() if type(one) is Entry]
    return len([one for one in found if any(type(ref) is Reference for ref in one.data.items_of("topics"))])

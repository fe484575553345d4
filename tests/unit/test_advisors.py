"""Advisers: who may be listed, how they are reached, when they are there, and what is kept of them."""

from __future__ import annotations

import json
import re

import pytest

from tests.hubs import advisor, event, make_hub, organization, the_error
from tests.unit.test_plan import html, paths, plan, titles

PERSON = {"title": "Ana Ejemplo", "kind": "mentor", "consent": "2026-06-01"}
HOURS = {"kind": "office-hours", "repeat": '"FREQ=WEEKLY;BYDAY=TH;UNTIL=20270630"'}


@pytest.mark.parametrize(
    "fields, rule, field, message",
    [
        (
            PERSON | {"consent": None},
            "missing-field",
            "consent",
            "a person needs consent: the day on which they agreed to be listed",
        ),
        ({"contact": "{name: Ana}"}, "missing-field", "contact", "contact has no way to reach the adviser"),
        ({"contact": "ana"}, "value-type", "contact", 'an adviser has a contact of its own, not "ana"'),
    ],
)
def test_who_may_be_listed(tmp_path, fields, rule, field, message):
    problem = the_error(make_hub(tmp_path, {"content/advisors/ana.yaml": advisor(**fields)}))
    assert (problem.rule, problem.where.field, str(problem.message)) == (rule, field, message)


def test_the_page_says_how_soon_and_in_which_order_to_ask(tmp_path):
    """The channels in the order of every page: phone, SMS, mail; consent is told to nobody."""
    found = plan(tmp_path, {"content/advisors/ana.yaml": advisor(**PERSON, reply_days="2", free="yes", role="Mentora")})
    page = html(found, "asesores/ana.html").split("<main")[1]
    assert re.findall(r'<li><a href="(tel|sms|mailto):', page) == ["tel", "sms", "mailto"]
    assert "<dt>Contesta<dd>en 2 días" in page
    assert '<dt>Gratuito<dd><a href="gratuito/gratuito.html">sí</a>' in page
    assert "lun-vie 9-15" in page
    assert not [file.path for file in found.files if b"2026-06-01" in file.content]


@pytest.mark.parametrize(("days", "text"), [("0", "el mismo día"), ("1", "en un día")])
def test_the_promise_of_an_answer_in_words(tmp_path, days, text):
    found = plan(tmp_path, {"content/advisors/mesa.yaml": advisor(reply_days=days)})
    assert f"<dt>Contesta<dd>{text}" in html(found, "asesores/mesa.html")


def gathered(page: str) -> list[str]:
    part = page.split("Horario de atención</h2>")
    return re.findall(r"<h3><a href=\"[^\"]*\">([^<]*)", part[1].split("</ul>")[0]) if len(part) > 1 else []


def test_office_hours_stand_on_the_page_of_their_adviser(tmp_path):
    """Those that name the adviser, and those of its organization that name nobody; coming ones alone, by day."""
    files = {
        "content/directory/camara.yaml": organization(),
        "content/advisors/ana.yaml": advisor(**PERSON, organization="camara"),
        "content/advisors/eva.yaml": advisor(**PERSON | {"title": "Eva Ejemplo"}),
        "content/events/a.md": event(title="De Ana", contact="ana", **HOURS),
        "content/events/b.md": event(title="De la cámara", organizer="camara", kind="office-hours", start="2026-12-01"),
        "content/events/c.md": event(title="De Eva", organizer="camara", contact="eva", kind="office-hours"),
        "content/events/d.md": event(title="Ya pasó", contact="ana", kind="office-hours", start="2026-10-01"),
        "content/events/e.md": event(title="No hay", contact="ana", event_status="cancelled", kind="office-hours"),
        "content/events/f.md": event(title="Una charla", contact="ana", kind="talk"),
    }
    found = plan(tmp_path, files)
    page = html(found, "asesores/ana.html")
    assert gathered(page) == ["De la cámara", "De Ana"]
    assert "Cada semana, hasta 30 jun 2027" in page
    assert gathered(html(found, "asesores/eva.html")) == ["De Eva"]
    shown = page.split("<main")[1]
    assert shown.count("eventos/a.html") == 1 and shown.count("eventos/f.html") == 1


def test_an_entry_may_name_an_adviser_as_its_contact(tmp_path):
    """It shows the adviser's own phone and mail, and leads to the adviser's page."""
    files = {"content/advisors/ana.yaml": advisor(**PERSON), "content/events/a.md": event(contact="ana")}
    page = html(plan(tmp_path, files), "eventos/a.html").split("<main")[1]
    assert 'href="mailto:mesa@camara.example.org"' in page
    assert page.count('<a href="../asesores/ana.html">Ana Ejemplo</a>') == 1


def test_a_phone_keeps_a_person_as_a_person_and_a_desk_as_a_firm(tmp_path):
    files = {
        "content/directory/camara.yaml": organization(title="Cámara Ejemplo"),
        "content/advisors/ana.yaml": advisor(**PERSON, organization="camara", role="Mentora"),
        "content/advisors/mesa.yaml": advisor(),
    }
    found = plan(tmp_path, files)
    ana, mesa = (html(found, f"asesores/{slug}.contact.vcf") for slug in ("ana", "mesa"))
    assert "ORG:Cámara Ejemplo\r\nTITLE:Mentora" in ana and "X-ABShowAs" not in ana
    assert "X-ABShowAs:COMPANY" in mesa
    assert html(found, "asesores/contact.vcf").count("BEGIN:VCARD") == 2
    assert 'href="contact.vcf"' in html(found, "asesores/index.html")


def test_who_is_not_verified_for_long_is_marked(tmp_path):
    """On the page and in lists, after 540 days; a younger one is only due for review."""
    files = {
        "content/advisors/a.yaml": advisor(verified="2025-05-30"),
        "content/advisors/b.yaml": advisor(verified="2025-06-30"),
    }
    found = plan(tmp_path, files)
    assert "Hace más de un año y medio" in html(found, "asesores/a.html")
    assert "Hace más de un año y medio" not in html(found, "asesores/b.html")
    assert html(found, "asesores/index.html").count("Sin confirmar") == 1


def test_what_is_free_is_a_choice(tmp_path):
    files = {
        "content/advisors/a.yaml": advisor(title="A", free="yes"),
        "content/advisors/b.yaml": advisor(title="B", free="no"),
    }
    found = plan(tmp_path, files)
    assert titles(found, "asesores/gratuito/gratuito.html") == ["A"]
    assert "en/advisors/free/free.html" in paths(found)


def test_advisers_are_no_news(tmp_path):
    found = plan(tmp_path, {"content/advisors/ana.yaml": advisor(**PERSON)})
    assert not [file.path for file in found.files if "feed" in file.path and "Ana Ejemplo" in file.content.decode()]


def test_programs_are_told_a_person_with_a_contact(tmp_path):
    files = {"content/advisors/ana.yaml": advisor(**PERSON, languages="[es, en]"), "content/advisors/m.yaml": advisor()}
    found = plan(tmp_path, files)
    said = json.loads(re.findall(r'ld\+json">(.*?)</script>', html(found, "asesores/ana.html"))[0])
    assert said["@type"] == "Person"
    assert said["contactPoint"]["@type"] == "ContactPoint" and said["contactPoint"]["availableLanguage"] == ["es", "en"]
    assert '"@type":"Organization"' in html(found, "asesores/m.html")


def test_without_advisers_there_is_no_trace_of_them(tmp_path):
    found = plan(tmp_path, {})
    assert not [file.path for file in found.files if re.search("asesor|advisor|assessor", file.path)]
    assert "sesores" not in html(found, "index.html")

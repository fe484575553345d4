"""Questions: their order, the answer on the list itself, the way to the full one, and what programs are told."""

from __future__ import annotations

import json
import re
from pathlib import Path

from hubgen.pipeline import Compiled
from tests.hubs import guide, question
from tests.unit.test_plan import html, paths, plan, titles

LIST = "preguntas/index.html"


def hub(tmp_path: Path, config: str = "", **questions: str) -> Compiled:
    files = {f"content/faq/{slug}.yaml": text for slug, text in questions.items()}
    return plan(tmp_path, {"content/guides/avales.md": guide(title="Los avales"), **files}, config)


def test_what_is_asked_most_stands_first(tmp_path):
    """Then by `order`, then by title; what nobody counted comes last."""
    found = hub(
        tmp_path,
        a=question(title="A", asked="3"),
        b=question(title="B", asked="40"),
        c=question(title="C"),
        d=question(title="D", asked="3", order="1"),
        e=question(title="E", order="2"),
    )
    assert titles(found, LIST) == ["B", "D", "A", "E", "C"]


def test_the_list_answers_and_leads_to_the_full_answer(tmp_path):
    found = hub(tmp_path, a=question(answer_ref="guide/avales"), b=question(title="¿Y?"))
    page = html(found, LIST)
    assert "<p>Un fondo de garantía puede cubrir parte del préstamo." in page
    assert re.findall(r'Respuesta completa: <a href="([^"]*)">([^<]*)</a>', page) == [
        ("../guias/avales.html", "Los avales")
    ]


def test_the_page_of_a_question_leads_to_its_answer_once(tmp_path):
    found = hub(tmp_path, a=question(answer_ref="guide/avales", body="Un párrafo más."))
    page = html(found, "preguntas/a.html").split("<main")[1]
    assert page.count("guias/avales.html") == 1 and "Un párrafo más." in page
    assert "class=go" in page
    assert "preguntas/a.html" in html(found, "guias/avales.html")


def test_questions_are_news_of_all_and_of_their_topics(tmp_path):
    found = hub(tmp_path, a=question(date="2026-11-01"), b=question(title="¿Y?"))
    assert {"preguntas/feed.atom", "preguntas/temas/vender.feed.atom"} <= paths(found)
    assert "no tengo casa" in html(found, "temas/vender.feed.atom")


def said(page: str) -> list[dict]:
    return [json.loads(text) for text in re.findall(r'ld\+json">(.*?)</script>', page)]


def test_programs_are_told_question_and_answer(tmp_path):
    """On its own page always, on the list where the hub wants everything told."""
    wanted = {
        "@type": "Question",
        "name": "¿Qué pide el banco si no tengo casa?",
        "acceptedAnswer": {"@type": "Answer", "text": "Un fondo de garantía puede cubrir parte del préstamo."},
    }
    short = hub(tmp_path / "a", a=question())
    [one] = said(html(short, "preguntas/a.html"))
    assert (one["@type"], one["mainEntity"]) == ("FAQPage", [wanted])
    assert said(html(short, LIST)) == []
    [full] = said(html(hub(tmp_path / "b", "jsonld: full\n", a=question()), LIST))
    assert (full["@type"], full["mainEntity"]) == ("FAQPage", [wanted])


def test_without_questions_there_is_no_trace_of_them(tmp_path):
    found = hub(tmp_path)
    assert not [file.path for file in found.files if re.search("preguntas|faq|pergunta", file.path)]
    assert "reguntas" not in html(found, "index.html")

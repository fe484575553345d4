"""The fast lane of Markdown: the library's bytes or nothing, in bounded steps, and off where nobody proved it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.entries import TOPICS, Plan, counts_of, guide, news
from bench.prose import Prose
from hubgen import digest
from hubgen.formats.markdown import convert as ways
from hubgen.formats.markdown.convert import convert
from hubgen.formats.markdown.dialect import by_library
from hubgen.formats.markdown.lane import page
from hubgen.formats.markdown.lane.odd import Odd
from hubgen.formats.markdown.lane.page import render
from tests.markdown_fuzz import of_lane
from tests.markdown_texts import real_texts

WHOLE, ISLANDS, DECLINED = "whole", "islands", "declined"


def way_of(text: str) -> str:
    found, is_whole = of_lane(text)
    return DECLINED if found is None else WHOLE if is_whole else ISLANDS


# What random texts have taught, and what the dialect adds: each was, or would have been, another byte.
TAUGHT = [
    ("*a **b** c* y *a **b** c*", ISLANDS),
    ("*a* **b** _c_ __d__ x**y**z", WHOLE),
    ("snake_case_name _y_ a_", ISLANDS),
    ("snake_case_name y _e_.", WHOLE),
    ("***a***", ISLANDS),
    ("> a\n>\n> b", WHOLE),
    ("> a\n>", ISLANDS),
    (">\n> a", ISLANDS),
    ("> # a\nlazy", DECLINED),
    ("> a\nlazy", ISLANDS),
    ("1. \n    a\n2. b", ISLANDS),
    ("```\nx\n```\n\n:   d", DECLINED),
    ("a\n:   b\n\n:   c\n\nd", ISLANDS),
    ("a\n\n:   b", ISLANDS),
    ("a  \n\u00a0b", ISLANDS),
    ("a  \nb", WHOLE),
    ('```\n"&quot;<b>"\n```', WHOLE),
    ("```{.py #x}\na\n```", DECLINED),
    ("a\n- b", WHOLE),
    ("- a\n\n    b\n\nc", ISLANDS),
    ("- a\n- - b", ISLANDS),
    ("- a\n# b", DECLINED),
    ("- a\n    - b\n        - c\n- d\n\n- e", WHOLE),
    ("# a | b\n--|--", ISLANDS),
    ("a\n===\n\nb", DECLINED),
    ("# casa\n\n## casa {#x}\n\n### casa", WHOLE),
    ("# casa\n\ncasa\n{: #casa }", DECLINED),
    ('# casa\n\n{ " id="casa"', ISLANDS),
    ("# a\\*b", DECLINED),
    ("a {draft} b\n\nc", ISLANDS),
    ("a <b> c\n\nd", ISLANDS),
    ("a <nombre> c\n\nd", ISLANDS),
    ("a <javascript:x> c", ISLANDS),
    ("a <https://x.org/a_b> c < d", WHOLE),
    ("![i](s_t.png) [a_b](u_v) [c](d \"e f\")", WHOLE),
    ("[c](d 'e f')", ISLANDS),
    ("[a]: b\n\n[a]", DECLINED),
    ("a[^1]\n\n- b[^x]\n\n[^x]: *c*\n[^1]: d", WHOLE),
    ("a[^1] b[^1]\n\n[^1]: c", DECLINED),
    ("a[^1]\n\n[^1]: b\n    c", DECLINED),
    ("# a[^1]\n\n[^1]: b", DECLINED),
    ("a[^1]\n\n[^1]: b\n[^1]: c", DECLINED),
    ("| a | b |\n|--|:-:|\n| *c* |\n| d | e | f |", WHOLE),
    ("| a | b |\n|--|--|\n| `c|d` | e |", ISLANDS),
    ("| a | b |\n|--|--|\n| ``c` | e `` |", ISLANDS),
    ("| a | b |\n|--|--|\n| `c` or `d`e | `f", ISLANDS),
    ("| a | `b` |\n|--|--|\n| `c` or `d`e | `f` |", WHOLE),
    ("\ta\n\nb", DECLINED),
    ("a\r\nb\r\rc\td", WHOLE),
    ("a\u2028# b", DECLINED),
    ("a\x02b", DECLINED),
    ("Footnotes Go Here", DECLINED),
    ("\u3000", ISLANDS),
    ("", WHOLE),
]  # fmt: skip


@pytest.mark.parametrize(("text", "way"), TAUGHT)
def test_what_random_texts_taught(text: str, way: str):
    """The lane knows what it knows, and both ways give the same bytes."""
    assert way_of(text) == way
    assert convert(text, False) == by_library(text, False)


def test_a_mark_that_the_library_lets_slip_is_no_island():
    """`klzzwxh:0003` in the HTML of a part is a fault of the whole text, which `body` tells."""
    with pytest.raises(Odd):
        render("a `\n\nb", lambda part: ("<p>\x02klzzwxh:0003\x03</p>", []))


def test_a_fault_of_the_library_in_a_part_is_one_of_the_whole():
    def fails(part: str):
        raise RecursionError

    with pytest.raises(Odd):
        render("a `\n\nb", fails)


HOSTILE = {
    "brackets": "[" * 5000,
    "closed brackets": "[a" * 3000 + "]" * 3000,
    "open links": "[a](" * 3000,
    "links in links": "[" * 1000 + "a" + "](b)" * 1000,
    "open pictures": "![a](" * 3000,
    "deep quotations": "> " * 300 + "a",
    "deeper quotations": ">" * 20_000 + "a",
    "deep lists": "\n".join("    " * n + "- a" for n in range(150)),
    "an item of many lines": "- a\n" + "x\n" * 100_000,
    "a list in an item of many lines": "- a\n    - b\n" + "    x\n" * 100_000,
    "lists in one line": "- " * 40_000 + "a",
    "numbers in one line": "1. " * 20_000 + "a",
    "stars": "*" * 20_000 + "a",
    "open stars": "*a " * 10_000,
    "open underscores": "_a " * 10_000,
    "stars in turn": "*a _b " * 5000,
    "backticks of all lengths": " ".join("`" * n for n in range(1, 300)),
    "backticks": "a`" * 9999,
    "angles": "<" * 20_000,
    "addresses": "<a@" * 5000,
    "backslashes": "\\" * 20_001,
    "rules": "- " * 20_000 + "x\n" + "-" * 50_000 + "x",
    "notes": "a[^1]\n\n" + "[^1]: x\n\n" * 20_000 + "b",
    "fences": "```\n" * 2001 + "~~~\n" * 2001,
    "pipes": "|" * 5000 + "\n" + "|-" * 5000 + "\n" + "|" * 5000,
    "parentheses": "[a](" + "(" * 5000 + ")" * 5000,
    "spaces": "a" + " " * 50_000 + "b\n" + " \n" * 5000 + "c  \n" * 5000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_end(name: str):
    """Nothing that a person can type keeps the lane for long, or leaves it in any way but its two."""
    of_lane_alone(HOSTILE[name])


def of_lane_alone(text: str) -> bool:
    try:
        render(text, refuse)
    except Odd:
        return False
    return True


def refuse(part: str):
    raise Odd(part)


@pytest.mark.parametrize(
    ("change", "raw_html"), [({}, True), ({"PROVED": "3.11.2"}, False), ({"PROVED": "3.12"}, False)]
)
def test_the_lane_is_off_where_nobody_proved_it(monkeypatch, change, raw_html: bool):
    """With raw HTML, and with another version of the library, every text is the library's."""

    def forbidden(*_):
        raise AssertionError("the lane was asked")

    monkeypatch.setattr(ways, "render", forbidden)
    for name, value in change.items():
        monkeypatch.setattr(ways, name, value)
    assert convert("a *b*", raw_html) == ("<p>a <em>b</em></p>", [])


def test_the_lane_is_on():
    """With the version of the library that is installed here; another one must first be proved (`make fuzz`)."""
    import markdown

    assert markdown.__version__ == ways.PROVED


def shares(texts: list[str]) -> tuple[float, float]:
    """Of texts, how many are read whole, and how many at least in part."""
    found = [way_of(text) for text in texts]
    return found.count(WHOLE) / len(found), 1 - found.count(DECLINED) / len(found)


def test_the_lane_reads_what_people_write():
    """Of a made hub nearly all; of the example hub and the handbook most, and nearly all in part."""
    plan = Plan(1, counts_of(200), Prose(1), TOPICS)
    made = [make(plan, number).split("\n---\n", 1)[1] for make in (guide, news) for number in range(1, 20)]

    assert shares(made) >= (0.99, 1.0)
    whole, in_part = shares(real_texts())
    assert whole >= 0.7 and in_part >= 0.9


def test_what_texts_come_to_is_remembered_under_the_files_of_the_lane(tmp_path: Path, monkeypatch):
    """The key of whatever is made of a text (`stages/held.py`) begins with the digest of all files of hubgen."""
    assert Path(page.__file__).is_relative_to(Path(digest.__file__).parent)
    part = tmp_path / "formats" / "markdown" / "lane" / "emphasis.py"
    part.parent.mkdir(parents=True)
    part.write_text("a = 1\n", "utf-8")
    monkeypatch.setattr(digest, "__file__", str(tmp_path / "digest.py"))
    before = digest._program()
    part.write_text("a = 2\n", "utf-8")

    assert digest._program() != before

"""The rules for people never fail, point into the text, and take time in proportion to its length."""

from __future__ import annotations

import gc
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen.lint.passages import read_source
from hubgen.lint.prose import prose_of
from hubgen.lint.reading import read_body, read_words

LANGUAGES = st.sampled_from(["es", "en", "pt", "fr"])
PIECES = st.sampled_from(
    [
        *"# ## ### - * + 1. 2. > | --- ``` ~~~ ` `` [ ] ( ) ]( ][ ![ [^1] [^1]: [a]: : !!! < > <a> <!-- -->".split(),
        *"{.a} { } \\ _ ** https://a.example.org www.b.example.org RTN R.T.N. EE. UU. (RTN) Sr. etc. 1.250,50".split(),
        *("¿qué?", "aquí", "palabra", "Palabra", "\n", "\n\n", "    ", "\t", " ", "  \n", "a " * 31),
    ]
)
MARKDOWN = st.lists(PIECES | st.text(max_size=4), max_size=60).map("".join)


@settings(deadline=None)
@given(text=MARKDOWN | st.text(), language=LANGUAGES)
def test_no_text_makes_them_fail(text, language):
    """Whatever is typed; and every finding stands on a line of the text and within it."""
    lines = text.split("\n")

    for one in read_body(text, language):
        assert 1 <= one.line <= len(lines) and 1 <= one.column <= len(lines[one.line - 1]) + 1
    read_words(text, language)


@settings(deadline=None)
@given(text=MARKDOWN)
def test_every_word_finds_its_way_back(text):
    """A letter of the prose is the same letter of the source, but for code, entities and what is escaped."""
    source = read_source(text)
    for passage in source.passages:
        prose = prose_of(passage, source.addresses)
        for position, char in enumerate(prose.text):
            at = prose.source_of(position)
            assert 0 <= at <= len(text)
            if char.isalpha() and "Xx" not in prose.text and "&" not in text and "<" not in text:
                assert text[at] == char, (prose.text, position)


NASTY = {
    "open brackets": "[", "closing brackets": "](", "backticks": "` ``", "fences": "```\n", "pictures": "![",
    "long fences": "~~~~\n~~~\n", "comments": "<!-- ", "tags": "<a ", "quotes": "> ", "deep quotes": "\n>",
    "stars": "*", "bars": "|", "items": "- a\n", "touching items": "a:\n- b\n\n", "headings": "# a\n", "dashes": "-",
    "dots": ". ", "capitals": "AB ", "small words": "de la ", "abbreviations": "ABC DEF ", "names": "Uno Dos Tres ",
    "brackets": "(ABC) ", "notes": "[^a]", "addresses": "https://a.b ", "attributes": "{.a ", "underscores": "_a",
    "entities": "&amp;", "blanks": "  \n", "spaces": " ", "shouts": "UNO DOS TRES ", "escapes": "\\*",
    "terms": "a\n: b\n",
}  # fmt: skip


@pytest.mark.parametrize("piece", NASTY.values(), ids=list(NASTY))
def test_time_grows_with_the_length(piece):
    """Four times the text takes no more than nine times the time; a quadratic reader would take sixteen."""

    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size] + "\n\nEl RTN.\n"
        best = 1e9
        gc.collect()
        gc.disable()  # the passes of the collector take longer the more other tests have left in the memory
        for _ in range(3):
            start = time.process_time()
            read_body(text, "es")
            best = min(best, time.process_time() - start)
        gc.enable()
        return best

    short, long = seconds(20_000), seconds(80_000)
    assert long < 9 * short + 0.02, (short, long)


def test_many_abbreviations_cost_no_more_than_their_text():
    """Only so many are looked up in it."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    text = " ".join(f"uno {a}{b}{c}" for a in letters for b in letters for c in letters)

    start = time.process_time()
    read_body(text, "es")

    assert time.process_time() - start < 5

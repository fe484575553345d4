"""What weighs most in a page: the part whose removal helps most, by its own words."""

import random

import pytest

from hubgen.stages.heaviest import heaviest


def prose(words: int, seed: int) -> str:
    chance = random.Random(seed)
    return " ".join("".join(chance.choices("abcdefghij", k=7)) for _ in range(words))


def page(style: int, head: int, first: int, second: int) -> str:
    return (
        f"<!doctype html><style>{prose(style, 1)}</style><header>x</header><main><h1>T</h1><p>{prose(head, 2)}"
        f'<h2 id="a">Qué <b>pide</b> &amp; da</h2><p>{prose(first, 3)}<h2>Fin</h2><p>{prose(second, 4)}</main><footer>x'
    )


@pytest.mark.parametrize(
    "sizes, name",
    [((9, 9, 90, 9), "Qué pide & da"), ((9, 9, 9, 90), "Fin"), ((9, 90, 9, 9), ""), ((90, 9, 9, 9), "<style>")],
)
def test_the_part_that_helps_most(sizes: tuple[int, int, int, int], name: str):
    part, bytes_ = heaviest(page(*sizes))
    assert part == name and 300 < bytes_ < 600


def test_a_page_without_headings_has_one_part():
    assert heaviest("<p>" + prose(50, 5))[0] == ""

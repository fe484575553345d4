"""Random texts in Markdown: as people write, as nobody would, and real ones with something put in or taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from hubgen.formats.front_matter import split_front_matter

ROOT = Path(__file__).resolve().parent.parent

_WORDS = [
    "a", "palabra", "niño", "¿Qué?", "12", "kg.", "A&B", "x", "\u00a0", "ſ", "fin", "50 %", "C#", "(b)", "«c»", "a_b",
    "_", "y", "\ufffd", "İ", "nota",
]  # fmt: skip
_MARKS = [
    "*", "**", "_", "__", "***", "`", "``", "[", "]", "(", ")", "](u)", "[t](/u)", '[t](u "T")', "![i](s)", "[^1]",
    "<https://x.org/a>", "<a@b.c>", "<b>", "</b>", "<", ">", "&", "&amp;", "&#35;", "\\", "\\*", "\\[", "\\#", "\\_",
    '"', "'", "--", "...", "!", "#", "|", "{.z}", "{", "}", ":", "*e*", "**s**", "_e_", "__s__", "`c`", "[*e*](u)",
    "[`c`](u)", "(u)", "[t]", "  \n", "\n", "\t", "https://x.y/z", "=", "-", "+", "~", "*a _b_ c*", "**a *b* c**",
    "<javascript:x>", "<nombre>", "<!--", "<svg/x>", "{% raw %}", "{draft}", "{#id}", "[t](javascript:x)",
    '" id="casa"', "[t](<u v>)", "&nbsp;", "\\<", "[a][b]", "<HTTP://x.y>", "http://x", "[t](u 'T')",
    "[t](https://x.org/a_b_c?d=1&e)",
]  # fmt: skip
_STARTS = [
    "", "", "", "", "# ", "## ", "###", "- ", "- ", "* ", "+ ", "1. ", "2. ", "    - ", "    1. ", "    ", "  ", "  - ",
    "        - ", "> ", "> ", ">", "> - ", "> # ", ": ", ":   ", "| ", "!!! note ", "```", "~~~", "---", "===", "***",
    "- - -", "[x]: ", "[^1]: ", "***a", "{: .x}", "[TOC]", "a | b", "--|--", "| a | b |", "|:-|-:|", "| c | d |",
    "# casa {#x}", "## casa", "\u3000", "```{.py}", '```py hl_lines="1"', "[^1]:", "   # ",
]  # fmt: skip
_PHRASES = [
    "casa", "camino", "*e e*", "**s**", "_e_", "[t t](/u/v?a=1&b)", "`c d`", "R&D", "(x)", "año,", "2 < 3",
    "<https://x.org>", "snake_case", "**a _b_ c**", "\\*", "[n]", "![i](s.png)", "“q”", "5 * 3", "a_",
    "https://x.y/a_b_c", "*a **b** c*", "__s__", "**s**:", "_e_.", "[`c` *d*](u 'T')", '[t](u "T")', "¿qué?", "a|b",
    "`a`b`c`", "`a|b`", "1. x", "x**y**z", "<b>", "<nombre>", "[t](mailto:a@b.c)", "3 > 2", '"q"', "&amp;",
    "[a](b)[c](d)", "***b***",
]  # fmt: skip


def random_text(dice: Random, real: Sequence[str]) -> str:
    kind = dice.random()
    if kind < 0.4:
        return _gentle(dice)
    if kind < 0.8:
        return "".join(
            dice.choice(_STARTS) + _words(dice) + dice.choice(["\n", "\n", "\n\n", "\n\n", "\n \n"])
            for _ in range(dice.randrange(1, 8))
        )
    return _altered(dice, dice.choice(real))


def real_texts() -> list[str]:
    """The texts of the example hub and of the handbook."""
    files = [*sorted((ROOT / "content").rglob("*.md")), *sorted((ROOT / "docs" / "content").rglob("*.md"))]
    return [split_front_matter(file.read_text("utf-8"), file.name).body for file in files]


def _words(dice: Random) -> str:
    return "".join(
        dice.choice(_WORDS if dice.random() < 0.55 else _MARKS) + dice.choice(["", "", " "])
        for _ in range(dice.randrange(0, 7))
    )


def _gentle(dice: Random) -> str:
    """Blocks as people write them, of few kinds: one odd word would keep a text from being accepted whole."""
    phrases = dice.sample(_PHRASES, 6)

    def line() -> str:
        return " ".join(dice.choice(phrases) for _ in range(dice.randrange(1, 7)))

    blocks = [dice.choice(_KINDS)(dice, line) for _ in range(dice.randrange(1, 6))]
    if dice.random() < 0.2:
        _cite(dice, blocks)
    return dice.choice(["\n\n", "\n\n", "\n\n\n"]).join(blocks) + dice.choice(["", "\n"])


def _cite(dice: Random, blocks: list[str]) -> None:
    """Footnotes, cited mostly in order and once."""
    for number in range(1, dice.randrange(2, 4)):
        where = dice.randrange(len(blocks)) if dice.random() < 0.3 else -1
        cite = f"[^{number}]"
        blocks[where] += dice.choice([cite, f" x{cite}. ", f" *a{cite}*", f"!{cite}(u)", f"\n{cite}", f"\n- b{cite}"])
    blocks += [
        f"[^{number}]: {dice.choice(_PHRASES)} {dice.choice(_PHRASES)}" + dice.choice(["", "  ", "\n", " *"])
        for number in range(1, dice.randrange(2, 4))
    ]


Line = Callable[[], str]


def _paragraph(dice: Random, line: Line) -> str:
    return line() + dice.choice(["", "\n" + line(), "  \n" + line(), " "])


def _heading(dice: Random, line: Line) -> str:
    end = dice.choice(["", " {#id}", " ##", "\n" + line(), "\n- " + line(), " {: #casa }", ' {data-toc-label="x"}'])
    return f"{dice.choice(['#', '##', '###'])} {line()}{end}"


def _list(dice: Random, line: Line) -> str:
    first, further = ["- ", "1. "], ["- ", "- ", "1. ", "    - ", "* ", "  ", "        - ", "  - "]
    return "\n".join(dice.choice(further if number else first) + line() for number in range(dice.randrange(1, 6)))


def _quotation(dice: Random, line: Line) -> str:
    return "\n".join(f"> {dice.choice(['', '', '- ', '# ', '> '])}{line()}" for _ in range(dice.randrange(1, 4)))


def _table(dice: Random, line: Line) -> str:
    rows = "\n".join(f"| {line()}{dice.choice([' | ', ' '])}{line()} |" for _ in range(dice.randrange(1, 4)))
    return f"| {line()} | {line()} |\n|{dice.choice(['--', ':-:', '--:'])}|--|\n{rows}"


def _rarer(dice: Random, line: Line) -> str:
    return dice.choice(
        ["---", f"```py\n{line()}\n```", "    code", f":   {line()}", f"{line()}\n:   {line()}",
         f"!!! note\n    {line()}",
         f'!!! tip "{line()}"\n    {line()}\n\n    - {line()}', f"    {line()}", "{: .x }", "- - -", "1. a",
         f"- {line()}\n\n    {line()}", f"{line()} {{#casa}}", f"~~~\n{line()}\n\n[^1]: x\n~~~"]
    )  # fmt: skip


_KINDS = [_paragraph, _paragraph, _paragraph, _heading, _list, _list, _list, _quotation, _table, _rarer]


_PIECES = [*_MARKS, *_PHRASES, *(end + mark for end in ("\n", "\n\n") for mark in _STARTS)]


def _altered(dice: Random, text: str) -> str:
    """A few blocks of a real text, some of their words lost, doubled, or with a piece of markup in their place."""
    blocks = text.split("\n\n")
    start = dice.randrange(len(blocks))
    words = "\n\n".join(blocks[start : start + dice.randrange(1, 8)]).split(" ")
    for _ in range(dice.randrange(0, 4)):
        where = dice.randrange(len(words))
        word, piece = words[where], dice.choice(_PIECES)
        words[where] = dice.choice(["", f"{word} {word}", piece, word + piece, piece + word])
    return " ".join(words)

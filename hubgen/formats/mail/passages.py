"""The text of a mail as passages: what its author says, what is quoted, the signature.

Lines that a program broke at its own width run on again, so that they fit a phone; those of an author stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from hubgen.model.thread import Passage, PassageKind

LEAST_WIDTH = 50
"""Shorter lines were broken by their author."""
_QUOTE = re.compile(r"((?:> ?)+)(.*)", re.DOTALL)
_SIGNATURE = ("--", "-- ", "—")
_LIST = re.compile(r"\s*(?:[-*•–·]|\(?\d{1,2}[.)]|[a-z]\))\s")
# "On Tue, Nov 18, 2025, Ana Ejemplo wrote:", on one line or two.
_SAYS = re.compile(
    r"(?:on|el|em|le|am|il|op)\b.{4,200}\b(?:wrote|escribi[oó]|escreveu|[aà] [eé]crit|schrieb|scritto)\s*:\s*",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(
    r"(?:-{2,}+|_{5,}+)\s*+(?:original message|mensaje original|mensagem original|forwarded message|mensaje reenviado"
    r"|mensagem encaminhada)?\s*+(?:-{2,}|_*)",
    re.IGNORECASE,
)
"""Of a line without blanks around it. Nothing is given back: a line of blanks or dashes would be tried for hours."""
_OLD_HEAD = re.compile(r"\s*\*?(?:from|de|von)\*?\s*:\s*\S", re.IGNORECASE)
_OLD_DATE = re.compile(r"\s*\*?(?:sent|date|enviado(?: el| em)?|fecha|data)\*?\s*:\s*\S", re.IGNORECASE)


def passages_of(text: str, *, is_flowed: bool = False) -> tuple[Passage, ...]:
    """The passages of a text in order; blank ones are left out."""
    marked = list(_marked(text.split("\n")))
    found = []
    for kind, lines in groupby(marked, lambda one: one[0]):
        own = [line for _, line in lines]
        running = "\n".join(_running([_level(line) for line in own], is_flowed=is_flowed))
        if said := running.strip("\n"):
            found.append(Passage(kind, said))
    return tuple(found)


def _level(line: str) -> tuple[int, str]:
    match = _QUOTE.fullmatch(line)
    return (match[1].count(">"), match[2]) if match else (0, line)


def _marked(lines: list[str]) -> Iterator[tuple[PassageKind, str]]:
    """Each line with the kind of its passage."""
    rest: PassageKind = "text"
    for number, line in enumerate(lines):
        if rest == "text" and _turns(lines, number):
            rest = "quote"
        elif rest == "text" and line in _SIGNATURE:
            rest = "signature"
            continue
        yield ("quote" if rest != "quote" and _is_quoted(lines, number, in_text=rest == "text") else rest), line


def _is_quoted(lines: list[str], number: int, *, in_text: bool) -> bool:
    line = lines[number]
    if line.startswith(">") or _introduces(lines, number):
        return True
    return in_text and not line.strip() and _in_quote(lines, number)


def _turns(lines: list[str], number: int) -> bool:
    """Whether a whole older mail follows, without marks: all below it is quoted."""
    line = lines[number].strip()
    below = [one for one in lines[number + 1 : number + 6] if one.strip()][:3]
    if _OLD_HEAD.match(line):
        return any(_OLD_DATE.match(one) for one in below)
    return len(line) > 4 and bool(_ORIGINAL.fullmatch(line)) and (
        any(char.isalpha() for char in line) or any(_OLD_HEAD.match(one) for one in below[:1])
    )  # fmt: skip


def _introduces(lines: list[str], number: int) -> bool:
    """Whether a line says who wrote what is quoted below it."""
    for first in (number, number - 1):
        if first < 0 or not lines[first].strip():
            continue
        for last in (first, first + 1):
            below = next((one for one in lines[last + 1 : last + 3] if one.strip()), "")
            if number <= last and below.startswith(">") and _SAYS.fullmatch(" ".join(lines[first : last + 1])):
                return True
    return False


def _in_quote(lines: list[str], number: int) -> bool:
    """Whether a blank line stands between what is quoted or introduces it."""
    below = next((one for one in lines[number + 1 : number + 3] if one.strip()), "")
    above = next((at for at in range(number - 1, max(-1, number - 3), -1) if lines[at].strip()), -1)
    return below.startswith(">") and above >= 0 and (lines[above].startswith(">") or _introduces(lines, above))


def _running(lines: list[tuple[int, str]], *, is_flowed: bool) -> Iterator[str]:
    """Lines that go on in the next one joined with it."""
    widest = max((len(line) for _, line in lines if len(line) <= 100), default=0)
    pieces: list[str] = []
    level = 0
    for number, (depth, line) in enumerate(lines):
        if pieces and depth == level and _goes_on(lines[number - 1][1], line, widest, is_flowed=is_flowed):
            pieces.append(line.strip())
            continue
        if pieces:
            yield " ".join(pieces)
            if depth != level and pieces[-1]:
                yield ""
        pieces, level = [line.rstrip()], depth
    if pieces:
        yield " ".join(pieces)


def _goes_on(line: str, following: str, widest: int, *, is_flowed: bool) -> bool:
    if not line.strip() or not following.strip() or following[0] in " \t" or _LIST.match(following):
        return False
    if is_flowed:
        return line.endswith(" ")
    if widest < LEAST_WIDTH or (line[0] in " \t" and not _LIST.match(line)):
        return False
    # The next word would not have fitted: a program broke the line.
    return len(line) + 1 + len(following.split()[0]) > min(widest, 78)

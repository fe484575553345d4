"""Blocks, which empty lines part: headings, paragraphs, quotations, rules, lists, tables."""

from __future__ import annotations

from hubgen.formats.markdown.lane.headings import heading, place
from hubgen.formats.markdown.lane.inline import inline
from hubgen.formats.markdown.lane.lines import COLON, LIST, RULE, has_odd_line
from hubgen.formats.markdown.lane.lists import DEEPEST, listing
from hubgen.formats.markdown.lane.odd import Odd
from hubgen.formats.markdown.lane.quotes import unquoted
from hubgen.formats.markdown.lane.reading import Reading
from hubgen.formats.markdown.lane.tables import is_rule, table


def blocks_html(blocks: list[str], reading: Reading, depth: int = 0) -> str:
    """HTML of blocks, each with a line end behind it; `depth` counts the quotations around them."""
    if depth > DEEPEST:
        raise Odd("depth")
    out, todo = [], blocks[::-1]
    while todo:
        block = todo.pop()
        first = block[:1]
        if first == "#":
            out.append(_heading(block, todo, reading))
        elif first.isalpha() and "\n" not in block:
            out.append(f"<p>{inline(block, reading)}</p>\n")
        elif first == ">":
            out.append(_quotation(block, todo, reading, depth))
        elif RULE.match(block):
            out.append("<hr>\n")
        elif LIST.match(block):
            out.append(_list(block, todo, reading))
        elif not block.strip() or block.startswith("    "):
            raise Odd("code")
        elif "|" in block and is_rule(block.partition("\n")[2]):
            out.append(table(block, reading))
        elif has_odd_line(block) or (todo and COLON.match(todo[-1])):
            raise Odd("line")
        else:
            out.append(f"<p>{inline(block.lstrip(), reading)}</p>\n")
    return "".join(out)


def _heading(block: str, todo: list[str], reading: Reading) -> str:
    """A heading; the lines below it are a block of their own."""
    line, _, rest = block.partition("\n")
    if is_rule(rest):
        raise Odd("a table whose head begins with #")
    reading.headings.append(heading(line))
    if rest:
        todo.append(rest)
    return place(len(reading.headings) - 1)


def _quotation(block: str, todo: list[str], reading: Reading, depth: int) -> str:
    """One quotation, with the blocks after it that are quoted too."""
    inner = unquoted(block)
    while todo and todo[-1][:1] == ">":
        inner += unquoted(todo.pop())
    return f"<blockquote>\n{blocks_html(inner, reading, depth + 1)}</blockquote>\n"


def _list(block: str, todo: list[str], reading: Reading) -> str:
    """One list, with the blocks after it that are items too."""
    run = [block]
    while todo and LIST.match(todo[-1]):
        run.append(todo.pop())
    if todo and todo[-1].startswith("    "):
        raise Odd("an item of several blocks")
    return listing(run, reading)

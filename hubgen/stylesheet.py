"""The part of the stylesheet that a page needs: rules whose selectors can match something in it.

Every byte of it is paid on every page, so each page has only its own rules, told by the elements, classes and ids
that stand in it. That much can be found without a tree of the page, and a doubt keeps the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import rcssmin

from hubgen.model.frozen import frozen

_TOKEN = re.compile(r"[.#]?-?[a-zA-Z_][\w-]*|\[[^\]]*\]")
_GROUPS = ("@media", "@supports", "@layer", "@container")
_COMMA = re.compile(r",(?![^(\[]*[)\]])")  # not those inside :is(.a,.b) or [title="a,b"]
_ELEMENT = re.compile(r"<([a-z][a-z0-9]*)")
# What stands before the name is looked at last: a pattern that begins with plain letters is found four times as fast.
_CLASSES = re.compile(r"""class=(?<=\sclass=)(?:"([^"]*)"|([\w-]+))""")
_ID = re.compile(r"""id=(?<=\sid=)"?([\w-]+)""")
_DECLARED = re.compile(r"\{# styles: (.*?) #\}")
_PSEUDO = re.compile(r"::?[a-z-]+(?:\([^)]*\))?")
_LINK_OUT = re.compile(r'<a [^>]*href="?http')
_OUT = "[href^=http]"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRUCTURE = frozenset({"html", "body", "main", ":root"})


@frozen
class Rule:
    """A rule of a stylesheet: selectors and declarations; or an at-rule with rules inside."""

    head: str
    body: str = ""
    rules: tuple[Rule, ...] = ()


def parse(css: str) -> tuple[Rule, ...]:
    """The rules of a stylesheet, minified.

    Raises:
        ValueError: a brace is never closed.
    """
    return tuple(_rules(rcssmin.cssmin(css)))


def _rules(css: str) -> Iterator[Rule]:
    start = 0
    while (brace := css.find("{", start)) >= 0:
        end = _closing(css, brace)
        head, inner = css[start:brace].rpartition(";")[2].strip(), css[brace + 1 : end]
        if head.startswith(_GROUPS):
            yield Rule(head, rules=tuple(_rules(inner)))
        else:
            yield Rule(head, inner)
        start = end + 1


def _closing(css: str, brace: int) -> int:
    depth = 0
    for place in range(brace, len(css)):
        depth += {"{": 1, "}": -1}.get(css[place], 0)
        if depth == 0:
            return place
    raise ValueError("a brace of the stylesheet is never closed")


def unclosed(css: str) -> int:
    """The line of the first brace that is never closed; 0 where each is."""
    depth = opened = 0
    for number, line in enumerate(_COMMENT.sub(_line_ends, css).split("\n"), 1):
        for brace in re.findall("[{}]", line):
            opened = number if depth == 0 else opened
            depth = max(0, depth + (1 if brace == "{" else -1))
    return opened if depth else 0


def _line_ends(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def names_in(html: str) -> frozenset[str]:
    """Elements, classes (`.x`) and ids (`#x`) that stand in a page; and whether a link of its text leaves the site."""
    classes = {word for pair in set(_CLASSES.findall(html)) for words in pair for word in words.split()}
    ids = {f"#{one}" for one in _ID.findall(html)}
    out = (_OUT,) if _LINK_OUT.search(html, *_main_of(html)) else ()
    return frozenset((*_ELEMENT.findall(html), *(f".{one}" for one in classes), *ids, *out))


def _main_of(html: str) -> tuple[int, int]:
    """Where the main part of a page begins and ends; the whole page where it has none."""
    start, end = html.find("<main"), html.find("</main>")
    return (start, end) if 0 <= start < end else (0, len(html))


def names_declared(template: str) -> frozenset[str]:
    """What only a script brings into a page, as a comment of the template names it: `{# styles: .open h3 #}`."""
    return frozenset(" ".join(_DECLARED.findall(template)).split())


def names_known(rules: Iterable[Rule]) -> frozenset[str]:
    """The names on which it depends whether a rule is kept; what else stands in a page changes nothing."""
    found: set[str] = set()
    for rule in rules:
        found.update(names_known(rule.rules))
        if not rule.head.startswith("@"):
            found.update(*(needs for _, needs in _selectors(rule.head)))
    return frozenset(found)


def purge(rules: tuple[Rule, ...], names: frozenset[str]) -> str:
    """The rules that a page with those names can match, as one line of CSS."""
    return "".join(_kept(rule, names) for rule in rules)


def _kept(rule: Rule, names: frozenset[str]) -> str:
    if rule.rules:
        inner = purge(rule.rules, names)
        return f"{rule.head}{{{inner}}}" if inner else ""
    if rule.head.startswith("@"):
        return f"{rule.head}{{{rule.body}}}"  # fonts, animations, sheets of paper: no names to tell by
    selectors = [selector for selector, needs in _selectors(rule.head) if needs <= names]
    return f"{','.join(selectors)}{{{rule.body}}}" if selectors else ""


@cache
def _selectors(head: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The selectors of a rule, each with the names that a page must have for it to match."""
    return tuple((selector, _needs(selector)) for selector in _COMMA.split(head))


def _needs(selector: str) -> frozenset[str]:
    out = {_OUT} if selector.startswith("main ") and _OUT in selector else set()
    tokens = {token for token in _TOKEN.findall(_PSEUDO.sub("", selector)) if not token.startswith("[")}
    return frozenset(out | tokens - _STRUCTURE)


def counting(points: Iterable[int]) -> str:
    """The rules by which chosen answers add up: the whole in the counter `t`, their area in `a`, answers in `n`.

    An answer has its points as value. Counters need no script, and old engines know them (CSS 2.1, 12.4).
    """
    return "".join(f'[value="{n}"]:checked{{counter-increment:n t {n} a {n}}}' for n in points)

"""The part of the stylesheet that a kind of page needs: rules whose selectors its templates can match.

Worked out from the text of the templates when the theme is read, never per page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import rcssmin

_TOKEN = re.compile(r"[.#]?-?[a-zA-Z_][\w-]*|\[[^\]]*\]")
_GROUPS = ("@media", "@supports", "@layer", "@container")
_COMMA = re.compile(r",(?![^(\[]*[)\]])")  # not those inside :is(.a,.b) or [title="a,b"]
_TAG = re.compile(r"<[a-z][^>]*>")
_PSEUDO = re.compile(r"::?[a-z-]+(?:\([^)]*\))?")
_STRUCTURE = frozenset({"html", "body", "main", ":root"})
BODY_ELEMENTS = frozenset(
    "p h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tr th td blockquote pre code hr sup a strong em div "
    ".footnote .footnote-ref .footnote-backref .admonition .admonition-title .num .mid".split()
)
"""What Markdown brings into a page: elements, and classes with a dot before."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a stylesheet: selectors and declarations; or an at-rule with rules inside."""

    head: str
    body: str = ""
    rules: tuple[Rule, ...] = ()


def parse(css: str) -> tuple[Rule, ...]:
    """The rules of a stylesheet, minified."""
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


def names_in(template: str) -> frozenset[str]:
    """Elements, and classes (`.x`), that a template's text can bring into a page.

    What only data bring stands in a comment of the template: `{# styles: .open h3 #}`.
    """
    elements = re.findall(r"<([a-z][a-z0-9]*)", template)
    classes = [
        f".{word}"
        for words in re.findall(r"""class=(?:"([^"]*)"|([\w-]+))""", template)
        for word in re.findall(r"[\w-]+", " ".join(words))
    ]
    quoted = [f".{word}" for word in re.findall(r"""['"]([a-z][a-z-]*)['"]""", template)]
    declared = " ".join(re.findall(r"\{# styles: (.*?) #\}", template)).split()
    ids = [f"#{one}" for one in re.findall(r"""\sid=["']?([\w-]+)""", template)]
    return frozenset((*elements, *classes, *quoted, *declared, *ids))


def names_in_html(html: str) -> frozenset[str]:
    """The same of finished HTML, where the same few tags come again and again."""
    return names_in("".join(set(_TAG.findall(html))))


def purge(rules: tuple[Rule, ...], names: frozenset[str]) -> str:
    """The rules that a page with those names can match, as one line of CSS."""
    return "".join(_kept(rule, names) for rule in rules)


def _kept(rule: Rule, names: frozenset[str]) -> str:
    if rule.rules:
        inner = purge(rule.rules, names)
        return f"{rule.head}{{{inner}}}" if inner else ""
    if rule.head.startswith("@"):
        return f"{rule.head}{{{rule.body}}}"  # fonts, animations, sheets of paper: no names to tell by
    selectors = [one for one in _COMMA.split(rule.head) if _can_match(one, names)]
    return f"{','.join(selectors)}{{{rule.body}}}" if selectors else ""


def _can_match(selector: str, names: frozenset[str]) -> bool:
    bare = _PSEUDO.sub("", selector)
    return all(token.startswith("[") or token in names or token in _STRUCTURE for token in _TOKEN.findall(bare))

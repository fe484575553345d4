"""A finished page, read once more: its ids, its links, and what it loads."""

from __future__ import annotations

import html
import re

from hubgen.model.rendered import PageFacts

# Every attribute, so that none is looked for inside the value of another.
_ATTRIBUTES = re.compile(r"""\s([\w:-]+)=(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
_TAG = re.compile(r"<[a-zA-Z][^>]*>")
_LOADING = re.compile(r"<(picture|source|img|script|link)\b([^>]*)>|</(picture)>")
_SIGNS = ("<img", "<script", 'rel="stylesheet"', "rel=stylesheet")


def page_facts(content: bytes) -> PageFacts:
    """What a page of ours holds and leads to."""
    ids, links, text = set(), [], content.decode()
    for tag in _TAG.findall(text):
        for name, *texts in _ATTRIBUTES.findall(tag):
            value = html.unescape("".join(texts))
            if name == "id":
                ids.add(value)
            elif name in ("href", "src"):
                links.append(value)
            elif name == "srcset":
                links += [one.split()[0] for one in value.split(",")]
    return PageFacts(frozenset(ids), tuple(links), loads(text) if any(sign in text for sign in _SIGNS) else ())


def loads(page: str) -> tuple[str, ...]:
    """The addresses of what a narrow phone loads for a page when its reader goes down to the end.

    Of a picture that is the smallest width in the best format. Pictures that wait for
    their reader (`loading=lazy`) are among them: on slow lines browsers fetch them well
    before they come into view. What a reader has to ask for is not.
    """
    found, offered = [], ""
    for name, rest, ends in _LOADING.findall(page):
        values = {key: html.unescape("".join(texts)) for key, *texts in _ATTRIBUTES.findall(rest)}
        if ends or name == "picture":
            offered = ""
        elif name == "source":
            offered = offered or _smallest(values.get("srcset", ""))
        elif name == "img":
            found.append(offered or _smallest(values.get("srcset", "")) or values.get("src", ""))
        elif name == "script" or values.get("rel") == "stylesheet":
            found.append(values.get("src") or values.get("href") or "")
    return tuple(dict.fromkeys(filter(None, found)))


def _smallest(srcset: str) -> str:
    offers = [one.split() for one in srcset.split(",") if one.strip()]
    return min(offers, key=lambda one: _width(one))[0] if offers else ""


def _width(offer: list[str]) -> int:
    return int(offer[1][:-1]) if len(offer) > 1 and offer[1][:-1].isdigit() else 0

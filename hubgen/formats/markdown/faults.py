"""What is wrong with a Markdown text, in words for those who write one."""

from __future__ import annotations

from hubgen.formats.markdown.sanitise import Dropped
from hubgen.problems import Location, Problem, problem, say


def long_line(where: Location, count: int, limit: int) -> Problem:
    return problem(
        "bad-syntax",
        where,
        say("the line has {count} characters, over the limit of {limit}", count=count, limit=limit),
        expected=say("paragraphs of a few sentences"),
        mend=say("break the line, with an empty line between paragraphs"),
    )


def open_brackets(where: Location, bracket: str, limit: int) -> Problem:
    return problem(
        "bad-syntax",
        where,
        say("more than {limit} brackets {bracket} are open here", limit=limit, bracket=bracket),
        expected=say("a closing bracket for each one that opens"),
        mend=say("close the brackets, or put the text between backticks as code"),
    )


def unreadable(where: Location, reason: str) -> Problem:
    return problem(
        "bad-syntax",
        where,
        say("the text cannot be read as Markdown ({reason})", reason=reason),
        expected=say("Markdown that is not nested very deep"),
        mend=say("take out half of the text and try again, to find the passage; lists and quotes are usual causes"),
    )


def raw_html_off(where: Location, markup: str) -> Problem:
    return problem(
        "unsafe-html",
        where,
        say('HTML is off in this hub, and the text has "{markup}"', markup=markup),
        expected=say("Markdown, without HTML"),
        mend=say("write it in Markdown, put it between backticks to show it, or allow raw_html in config.yaml"),
    )


def open_comment(where: Location) -> Problem:
    return problem(
        "unsafe-html",
        where,
        say('the comment that begins here with "<!--" is never closed, and would hide the text below'),
        mend=say('close it with "-->", or remove it'),
    )


def dropped(where: Location, lost: Dropped) -> Problem:
    """An element, an attribute or a class that does not reach the page."""
    if lost.kind == "element":
        message = say('the element "<{name}>" is not allowed in a text', name=lost.name)
        mend = say("remove it; to show it as text write &lt; for <")
    elif lost.kind == "attribute":
        message = say('"{name}" is not allowed on a "{tag}"', name=lost.name, tag=lost.tag)
        mend = say('remove "{name}"', name=lost.name)
    else:
        message = say('the class "{name}" is not one of the dialect', name=lost.name)
        mend = say('remove "{name}"', name=lost.name)
    return problem("unsafe-html", where, message, mend=mend)


def unsafe_address(where: Location, address: str) -> Problem:
    return problem(
        "unsafe-html",
        where,
        say('the address "{address}" could harm readers', address=address),
        expected=say("https, http, mailto, tel, geo, or an entry or a file of the hub, written with /"),
        mend=say("correct the address, or keep the words without a link"),
    )


def unreadable_address(where: Location, address: str) -> Problem:
    return problem(
        "unsafe-html",
        where,
        say('no browser can read the address "{address}"', address=address),
        expected=say("an address such as https://www.example.org/page"),
        mend=say("correct the address; it has no blanks or brackets"),
    )


def empty_link(where: Location) -> Problem:
    return problem(
        "broken-reference",
        where,
        say("the link has no address"),
        mend=say("write the address between ( and ), or keep the words without a link"),
    )


def broken_anchor(where: Location, address: str, near: list[str]) -> Problem:
    return problem(
        "broken-reference",
        where,
        say('no heading of this text is called "{address}"', address=address),
        expected=say("the anchor of a heading, such as #{near}", near=near[0]) if near else None,
        mend=say("#{near}", near=near[0]) if near else say("remove the link, or write the heading it leads to"),
    )


def remote_picture(where: Location, address: str) -> Problem:
    return problem(
        "unsafe-html",
        where,
        say('the picture "{address}" is on another site; pictures are local files', address=address),
        expected=say("a file of the hub; a page asks nothing of other hosts"),
        mend=say("save the picture beside the text and name the file"),
    )


def empty_picture(where: Location) -> Problem:
    return problem(
        "broken-reference", where, say("the picture names no file"), mend=say("write the file between ( and )")
    )


def picture_without_text(where: Location, address: str) -> Problem:
    return problem(
        "alt-missing",
        where,
        say('the picture "{address}" has no text for those who cannot see it', address=address),
        mend=say("say between [ and ] what the picture shows"),
    )

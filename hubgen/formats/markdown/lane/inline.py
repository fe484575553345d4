"""The text of one block: code, links, pictures, addresses, hard breaks, notes, emphasis.

What is finished is kept apart under a mark, as the library does, so that nothing reads it a second time.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from hubgen.formats.markdown.lane import escapes
from hubgen.formats.markdown.lane.emphasis import emphasised
from hubgen.formats.markdown.lane.odd import Odd
from hubgen.formats.markdown.lane.reading import Reading

_ACTIVE = re.compile(r"[\\`*_\[<>&{]")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_ADDRESS = r"""(?:[^\s()<>"'\\\x02\[\]]|\([^\s()<>"'\\\x02\[\]]*\))*"""
_TITLE = r"""[^"'()<>\\\x02\n\[\]]*"""
# Every alternative starts with a plain character: `re` skips to it at once. The last three are known to be odd.
_ATOM = re.compile(
    r"\[\^(?P<note>[\w-]+)\]"
    rf'|\[(?<!!\[)(?P<label>[^\[\]<\\]*)\]\((?P<href>{_ADDRESS})(?:(?<!\() +"(?P<href_title>{_TITLE})")?\)'
    rf'|!\[(?!\^)(?P<alt>[^\[\]<\\\x02]*)\]\((?P<src>{_ADDRESS})(?:(?<!\() +"(?P<src_title>{_TITLE})")?\)'
    r"|<(?P<address>https?://[^\s<>\\\x02\[\]`]+)>"
    r"|\\(?P<escaped>[\\`*_{}\[\]()>#+\-.!|])"
    r"| (?P<end> \n)(?!\s)"
    r"|\[(?<!!\[)(?P<words>[^\[\]<\\^][^\[\]<\\]*)\](?![(:\[]|\s\[)"
    r"|\[(?P<odd_bracket>)|\\(?P<odd_backslash>)(?![\w ])|  \n(?P<odd_end>)"
)
# What the library or the dialect would take for an address in angle brackets, or for markup.
_ANGLE = re.compile(r"<(?:[A-Za-z/!?]|[^<> !]+@[^@<> ]+>)")
_SPACE = re.compile(r"\s")
_KEPT = re.compile(r"\x02(\d+)\x03")


def inline(text: str, reading: Reading | None = None) -> str:
    """HTML of the text of a block.

    Args:
        reading: knows the footnotes; none where none may be cited.
    """
    if not _ACTIVE.search(text) and "  \n" not in text:
        return text
    if "{" in text or ("\\" in text and ("`" in text or "&\\" in text)):
        raise Odd("attributes, or a backslash that reaches further")
    return _Text(reading).html(text)


class _Text:
    def __init__(self, reading: Reading | None):
        self.reading = reading
        self.kept: list[str] = []

    def html(self, text: str) -> str:
        if "`" in text:
            text = _CODE.sub(self._code, text)
            if "`" in text:
                raise Odd("backtick")
        if "[" in text or "<" in text or "\\" in text or "  \n" in text:
            text = _ATOM.sub(self._atom, text)
            if "<" in text and _ANGLE.search(text):
                raise Odd("angle")
        text = emphasised(text)
        while self.kept and "\x02" in text:  # a link may hold a mark that is kept apart itself
            text = _KEPT.sub(self._open, text)
        return text

    def _keep(self, html: str) -> str:
        self.kept.append(html)
        return f"\x02{len(self.kept) - 1}\x03"

    def _open(self, mark: re.Match[str]) -> str:
        return self.kept[int(mark[1])]

    def _code(self, found: re.Match[str]) -> str:
        return self._keep(f"<code>{escapes.code(found[2].strip())}</code>")

    def _atom(self, found: re.Match[str]) -> str:
        return _WRITERS[found.lastgroup or ""](self, found)

    def link(self, found: re.Match[str]) -> str:
        label = found["label"]
        if "  \n" in label or "![" in label or label.isspace():
            raise Odd("label")
        title = _title(found["href_title"])
        return self._keep(f'<a href="{escapes.value(found["href"])}"{title}>{emphasised(label)}</a>')

    def picture(self, found: re.Match[str]) -> str:
        alt, source, title = escapes.value(found["alt"]), escapes.value(found["src"]), _title(found["src_title"])
        return self._keep(f'<img alt="{alt}" src="{source}"{title}>')

    def address(self, found: re.Match[str]) -> str:
        address = found["address"]
        return self._keep(f'<a href="{escapes.value(address)}">{escapes.text(address)}</a>')

    def note(self, found: re.Match[str]) -> str:
        name = found["note"]
        if self.reading is None or name not in self.reading.numbers:
            raise Odd("note")
        self.reading.cited.append(name)
        number = self.reading.numbers[name]
        return self._keep(f'<sup id="fnref:{name}"><a class="footnote-ref" href="#fn:{name}">{number}</a></sup>')

    def escaped(self, found: re.Match[str]) -> str:
        return self._keep(escapes.text(found["escaped"]))

    def end(self, _: re.Match[str]) -> str:
        return self._keep("<br>\n")

    def words(self, found: re.Match[str]) -> str:
        """Brackets that are no link."""
        if "  \n" in found["words"]:
            raise Odd("break in brackets")
        return found[0]

    def odd(self, found: re.Match[str]) -> str:
        raise Odd(found[0])


# By the name of the last group that a match has.
_WRITERS: dict[str, Callable[[_Text, re.Match[str]], str]] = {
    "note": _Text.note,
    "href": _Text.link,
    "href_title": _Text.link,
    "src": _Text.picture,
    "src_title": _Text.picture,
    "address": _Text.address,
    "escaped": _Text.escaped,
    "end": _Text.end,
    "words": _Text.words,
    "odd_bracket": _Text.odd,
    "odd_backslash": _Text.odd,
    "odd_end": _Text.odd,
}


def _title(text: str | None) -> str:
    return "" if text is None else f' title="{escapes.value(_SPACE.sub(" ", text.strip()))}"'

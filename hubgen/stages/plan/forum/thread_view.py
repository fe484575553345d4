"""What the pages of a thread show: each mail with its writer, its moment and a way to answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import urlsplit

from hubgen.formats.mail.reply import reply_link
from hubgen.locale.formatting import format_kb
from hubgen.model.entry import Data
from hubgen.model.site import Published
from hubgen.model.thread import Message, Passage, Thread
from hubgen.model.views.entry import EntryView
from hubgen.model.views.forum import MessageView, ParagraphView, PassageView, ThreadView
from hubgen.model.views.pieces import Item, PageLink
from hubgen.stages.plan.addresses import part_path
from hubgen.stages.plan.display import Display, counted
from hubgen.stages.plan.forum.sheets import Piece

NEAR = 10
"""Pages before and after one to which it leads, beside the first and the last."""
_URL = re.compile(r"https?://[^\s<>\"'…]*[\w/=&#-]")


def thread_view(one: Published, display: Display, entry: EntryView, number: int = 1) -> ThreadView:
    """A page of a thread.

    Args:
        number: of the page, from 1.
    """
    return _ThreadView(one, display).view(entry, number)


class _ThreadView:
    def __init__(self, one: Published, display: Display):
        self.one, self.display, self.texts = one, display, display.texts
        self.thread: Thread = display.site.threads[one.id]
        self.sheets = display.sheets.of(self.thread)
        self.names = {message.number: self._name(message) for message in self.thread.messages}
        self.list = display.site.get(self.thread.list_id)
        self.address = self._address()

    def view(self, entry: EntryView, number: int) -> ThreadView:
        count, path = len(self.sheets), self.one.paths[self.display.language]
        return ThreadView(
            entry=entry,
            list=self.display.link(self.list) if self.list else None,
            told=tuple(self._told()),
            messages=tuple(self._message(piece, number) for piece in self.sheets[number - 1]),
            pages=tuple(PageLink(n, part_path(path, n), n == number) for n in pages_near(number, count) if count > 1),
            previous=part_path(path, number - 1) if number > 1 else "",
            next=part_path(path, number + 1) if number < count else "",
        )

    def _address(self) -> str:
        """Where answers go; empty where nobody can write any more."""
        data = self.list.entry.data if self.list else Data()
        return "" if is_closed(data, self.display) else data.text("address")

    def _told(self) -> Iterator[str]:
        data = self.one.entry.data
        for field, text in (("messages", "n_messages"), ("people", "n_people")):
            if isinstance(count := data.get(field), int):
                yield counted(self.texts, text, count)
        yield self.texts[str(data.get("answered"))]

    # -- one mail --------------------------------------------------------------------------

    def _message(self, piece: Piece, page: int) -> MessageView:
        message = piece.message
        return MessageView(
            number=message.number,
            id=f"m{message.number}" if piece.is_first else "",
            sender=self.names[message.number],
            when=self.display.moment(message.sent) if message.sent and piece.is_first else None,
            answers=self._answers(message, page) if piece.is_first else None,
            passages=tuple(_passages(message.passages)),
            files=tuple(Item(name, note=_size(size, self.display)) for name, size in message.attachments),
            note=self._note(piece),
            reply=self._reply(message) if not piece.goes_on else "",
        )

    def _name(self, message: Message) -> str:
        if message.withheld:
            return self.texts["mail_hidden" if message.withheld == "hidden" else "mail_removed"]
        return message.sender or self.texts["mail_nobody"]

    def _answers(self, message: Message, page: int) -> Item | None:
        """Which mail it answers, unless that is the one just above it."""
        if not message.answers or message.answers == message.number - 1:
            return None
        there = self.display.sheets.page_of(self.thread, message.answers)
        path = "" if there == page else part_path(self.one.paths[self.display.language], there)
        name = self.names[message.answers]
        return Item(self.texts["mail_answers"].format(n=message.answers, name=name), f"{path}#m{message.answers}")

    def _note(self, piece: Piece) -> str:
        if piece.goes_on:
            return self.texts["mail_goes_on"]
        if piece.message.whole_bytes:
            return self.texts["mail_cut"].format(size=format_kb(piece.message.whole_bytes, self.display.language))
        return ""

    def _reply(self, message: Message) -> str:
        if not self.address or message.withheld:
            return ""
        return reply_link(self.address, self.thread.subject, message.id)


def pages_near(number: int, count: int) -> tuple[int, ...]:
    """The pages that a page leads to: links to all of a very long thread would be heavier than its mails."""
    near = range(max(1, number - NEAR), min(count, number + NEAR) + 1)
    return tuple(sorted({1, *near, count}))


def is_closed(data: Data, display: Display) -> bool:
    """Whether nobody writes to the list any more."""
    closed = data.get("closed")
    return isinstance(closed, date) and closed <= display.site.day


def _passages(passages: Sequence[Passage]) -> Iterator[PassageView]:
    for passage in passages:
        yield PassageView(passage.kind, tuple(_paragraph(text) for text in passage.text.split("\n\n") if text.strip()))


def _paragraph(text: str) -> ParagraphView:
    lines = text.strip("\n").split("\n")
    if all(line[:1] in (" ", "\t") for line in lines):
        return ParagraphView((), code="\n".join(lines))
    return ParagraphView(tuple(tuple(_linked(line)) for line in lines))


def _linked(line: str) -> Iterator[Item]:
    """A line with its addresses of pages as links."""
    end = 0
    for found in _URL.finditer(line):
        if found.start() > end:
            yield Item(line[end : found.start()])
        yield Item(found[0], found[0] if _is_address(found[0]) else "")
        end = found.end()
    if end < len(line):
        yield Item(line[end:])


def _is_address(text: str) -> bool:
    """Whether programs can take it apart: what only begins like an address stays text."""
    try:
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False


def _size(size_bytes: int, display: Display) -> str:
    return f"{size_bytes} B" if size_bytes < 1000 else format_kb(size_bytes, display.language)

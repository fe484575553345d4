"""A mail of a box as a value: who wrote what when, in answer to what; a broken part costs that part alone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email._policybase import Compat32
from email.message import Message as Parsed
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime
from typing import Literal

from hubgen.formats.mail.box import BoxedMail
from hubgen.formats.mail.charsets import clean, head_text, letters
from hubgen.formats.mail.html_text import html_text
from hubgen.formats.mail.reply import without_marks
from hubgen.model.frozen import frozen
from hubgen.model.thread import Attachment

Fault = Literal["letters", "no-id", "no-date", "no-sender", "structure", "long", "no-head"]
"""letters: some are replaced; structure: its parts cannot be told apart, or a coding is broken; long: only read in
part; no-head: a piece of a mail."""

MOST_PARTS = 100
MOST_DEEP = 30
"""Containers in a mail: each line is compared with the end of every one around it."""
ID_LIMIT = 200
HEAD_LIMIT = 2000
FIELD_LIMIT = 20_000
# What the parser of the standard library raises on bad mail beside its own errors, each seen.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, OverflowError)
_ID = re.compile(r"<([^<>\s]+)>")
_DAY = re.compile(r"\w{3}\s+\w{3}\s+\d{1,2}\s+\d{1,2}:\d\d(?::\d\d)?(?:\s+[+-]\d{4})?\s+\d{4}(?:\s+[+-]\d{4})?")
# Some archives write `ana at finca.example.org (Ana Ejemplo)`.
_SAID_AT = re.compile(r"^([^\s@<>\"]+) at (?=[\w-]+\.[\w.-]+(?:\s|$))", re.IGNORECASE)
_LATEST_YEAR = 2200
_ONE_DAY = timedelta(days=1)


class _Policy(Compat32):
    """Of a field about a part the beginning counts: taking its parameters apart takes long where there are many."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:HEAD_LIMIT] if name.lower().startswith("content-") else value


_POLICY = _Policy()


@frozen
class Mail:
    """A mail as it was written; nothing of it is masked yet."""

    id: str
    """Without brackets; of a mail without one made from what it says."""
    answers: tuple[str, ...]
    """Ids that it names as what it answers, the nearest first."""
    name: str
    """Of the sender; empty where only an address is known."""
    address: str
    """Of the sender, in lower case; empty where there is none."""
    sent: datetime | None
    subject: str
    text: str
    is_flowed: bool
    """Whether a blank at the end of a line means that the next one goes on (RFC 3676)."""
    attachments: tuple[Attachment, ...]
    is_automatic: bool
    """Whether a machine answered: on holiday, undeliverable."""
    line: int
    faults: tuple[Fault, ...] = ()


def read_mail(boxed: BoxedMail) -> Mail:
    """The mail in a piece of a box; whatever the piece is, it becomes a mail."""
    return _Reading(boxed).mail()


class _Reading:
    def __init__(self, boxed: BoxedMail):
        self.boxed = boxed
        self.faults: dict[Fault, None] = {}
        self.attachments: list[Attachment] = []
        self.texts: list[tuple[str, bool]] = []
        self.parsed = self._parse()
        self.head: dict[str, str] = {}
        for name, value in reversed(list(self.parsed.raw_items())):  # of a field that comes twice the first counts
            # Of a very long list of references the end counts: the nearest stand there.
            self.head[str(name).lower()] = str(value)[-FIELD_LIMIT:]

    def _parse(self) -> Parsed:
        content = self.boxed.content
        if not self.boxed.first:
            self._fault("no-head")
        try:
            if content.lower().count(b"multipart/") > MOST_DEEP:
                raise ValueError
            return BytesParser(policy=_POLICY).parsebytes(content)
        except _BROKEN:
            self._fault("structure")
            head, _, body = content.partition(b"\n\n")
            try:
                parsed = BytesParser(policy=_POLICY).parsebytes(head + b"\n\n", headersonly=True)
            except _BROKEN:
                parsed = Parsed()
            for name in ("Content-Type", "Content-Transfer-Encoding"):
                del parsed[name]
            parsed.set_payload(body.decode("ascii", "surrogateescape"))
            return parsed

    def _fault(self, fault: Fault) -> None:
        self.faults[fault] = None

    def _field(self, name: str) -> str:
        return head_text(self.head.get(name, ""))[:HEAD_LIMIT]

    def mail(self) -> Mail:
        for number, part in enumerate(self._leaves(), 1):
            if number > MOST_PARTS:
                self._fault("structure")
                break
            self._take(part)
        text, marked = without_marks("\n\n".join(text for text, _ in self.texts))
        name, address = self._sender()
        subject, sent = self._field("subject"), self._sent()
        if self.boxed.is_cut:
            self._fault("long")
        own = _ids(self.head.get("message-id", ""))[:1] or tuple(self.head.get("message-id", "").split()[:1])
        found = _usable(own[0]) if own else ""
        if not found or found.lower() == address.lower():  # some programs write the address of the sender there
            self._fault("no-id")
            found = _made_id(address or name, sent, subject, text)
        return Mail(
            id=found,
            answers=(
                *reversed(_ids(self.head.get("references", ""))),
                *_ids(self.head.get("in-reply-to", "")),
                *marked,
            ),
            name=name,
            address=address,
            sent=sent,
            subject=subject,
            text=text,
            is_flowed=any(flowed for _, flowed in self.texts),
            attachments=tuple(self.attachments),
            is_automatic=self._is_automatic(),
            line=self.boxed.line,
            faults=tuple(self.faults),
        )

    # -- head ------------------------------------------------------------------------------

    def _sender(self) -> tuple[str, str]:
        """Name and address, from `From` or, without it, from `Sender`."""
        for field in ("from", "sender", "reply-to"):
            raw = _SAID_AT.sub(r"\1@", self.head.get(field, "")[:HEAD_LIMIT], count=1)
            try:
                # Words are decoded after the commas are understood: a name may have one.
                found = getaddresses([raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")])
            except _BROKEN:
                found = []
            for name, address in found:
                if "@" in address or name:
                    return head_text(name)[:120], address.strip().lower() if "@" in address else ""
            if raw.strip():
                address = next(iter(re.findall(r"[^\s<>\"',;:]+@[^\s<>\"',;:]+", raw)), "")
                return head_text(raw.partition("<")[0]).strip(' "')[:120], address.lower()
        self._fault("no-sender")
        return "", ""

    def _sent(self) -> datetime | None:
        """When it was written; a clock that is ahead of the machine that took the mail is not believed."""
        written = _moment(self.head.get("date", ""))
        received = _moment(self.head.get("received", "").rpartition(";")[2])
        if written and (not received or written - received < _ONE_DAY):
            return written
        day = _DAY.search(self.boxed.first)
        found = received or written or _moment(_like_a_date(day[0]) if day else "")
        if written is None:
            self._fault("no-date")
        return found

    def _is_automatic(self) -> bool:
        """Source: RFC 3834; the others are what older programs write."""
        said = self._field("auto-submitted").lower()
        older = self._field("x-autoreply").lower() in ("yes", "true") or "x-autorespond" in self.head
        return (bool(said) and not said.startswith("no")) or older or self._is_report()

    def _is_report(self) -> bool:
        return self.parsed.get_content_type() == "multipart/report" or self._field("precedence").lower() == "auto_reply"

    # -- parts -----------------------------------------------------------------------------

    def _leaves(self) -> Iterator[Parsed]:
        """The parts that are no containers, the best of each choice alone, in order."""
        stack = [self.parsed]
        while stack:
            part = stack.pop()
            if part.defects:
                self._fault("structure")
            try:
                inner = part.get_payload() if part.is_multipart() else None
                kind = part.get_content_type()
            except _BROKEN:
                self._fault("structure")
                continue
            if kind == "message/rfc822" and part is not self.parsed:
                self._attach(part, _size(part))
            elif isinstance(inner, list):
                chosen = _chosen(inner) if kind == "multipart/alternative" else inner
                stack += [one for one in reversed(chosen) if isinstance(one, Parsed)]
            else:
                yield part

    def _take(self, part: Parsed) -> None:
        try:
            kind, data = part.get_content_type(), part.get_payload(decode=True)
            is_file = part.get_content_disposition() == "attachment" or bool(part.get_filename())
            charset = str(part.get_param("charset") or "")
            is_flowed = str(part.get_param("format") or "").lower() == "flowed"
        except _BROKEN:
            self._fault("structure")
            return
        if not isinstance(data, bytes):
            return
        if is_file or not kind.startswith("text/") or kind == "text/calendar":
            self._attach(part, len(data))
            return
        if part.defects:  # of its coding: they are found while it is undone
            self._fault("structure")
        text, is_certain = letters(data, charset)
        if not is_certain:
            self._fault("letters")
        self.texts.append((html_text(text) if kind == "text/html" else text.strip("\n"), is_flowed))

    def _attach(self, part: Parsed, size: int) -> None:
        try:
            name = part.get_filename() or part.get_param("name") or part.get_content_type()
        except _BROKEN:
            name = ""
        self.attachments.append(Attachment(head_text(clean(str(name)))[:120] or "?", size))


def _chosen(parts: Sequence[object]) -> Sequence[object]:
    """Of a choice the plain text; without it the last part, which its author thinks the best, but for an invitation."""
    kinds = [(one, one.get_content_type()) for one in parts if isinstance(one, Parsed)]
    plain = [one for one, kind in kinds if kind == "text/plain"]
    return plain[:1] or [one for one, kind in kinds if kind != "text/calendar"][-1:] or parts[-1:]


def _size(part: Parsed) -> int:
    """Bytes of the texts and files in a part, as they are coded; never by recursion: parts may lie 1,000 deep."""
    size, stack = 0, [part.get_payload()]
    while stack:
        inner = stack.pop()
        if isinstance(inner, list):
            stack += [one.get_payload() if isinstance(one, Parsed) else one for one in inner]
        else:
            size += len(str(inner or ""))
    return size


def _ids(field: str) -> tuple[str, ...]:
    return tuple(filter(None, map(_usable, _ID.findall(field))))


def _usable(text: str) -> str:
    """An id as it can stand in an address and in a head; empty where it cannot."""
    text = text.strip("<>")
    return text if len(text) <= ID_LIMIT and text.isascii() and text.isprintable() else ""


def _made_id(sender: str, sent: datetime | None, subject: str, text: str) -> str:
    said = "\n".join((sender, sent.isoformat() if sent else "", subject, text))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:20]


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(" ".join(text.split())[:100])
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return found.astimezone(UTC) if 1970 <= found.year < _LATEST_YEAR else None
    except _BROKEN:
        return None


def _like_a_date(text: str) -> str:
    """`Mon Nov 10 14:00:00 2025`, as boxes have it, in the order of a head."""
    words = text.split()
    zone = next((word for word in words if word[0] in "+-"), "+0000")
    weekday, month, day, hour, year = (word for word in words if word is not zone and word[0] not in "+-")
    return f"{weekday}, {day} {month} {year} {hour} {zone}"

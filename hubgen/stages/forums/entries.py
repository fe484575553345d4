"""The threads of a list as entries: what readers may know of each mail, and what lists, feeds and search show."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from hubgen.formats.mail.masking import masked
from hubgen.formats.mail.message import Mail
from hubgen.formats.mail.passages import passages_of
from hubgen.locale.formatting import fold, slugify
from hubgen.model.context import ValueContext
from hubgen.model.entry import Data, Entry, Localized, Places, Reference
from hubgen.model.frozen import frozen
from hubgen.model.thread import Attachment, Message, Passage, Thread
from hubgen.problems import Location, Problem, problem, say
from hubgen.project import Project
from hubgen.stages.assemble import text_digest
from hubgen.stages.forums.archive import Archive, own_id
from hubgen.stages.forums.threading import Placed, bare_subject, tags_of, threads_of, without_tags
from hubgen.stages.forums.withheld import TakenOver, Withheld

MOST_KB = 64
"""Of a text that is shown, where its list says nothing."""
TITLE_LIMIT, SUMMARY_LIMIT = 120, 200
ID_DIGITS = 10
INHERITED = ("draft", "visibility", "expires", "closed")
"""What holds for a list holds for its threads."""


@frozen(slots=False)
class Forum:
    """The threads of a list, and what was strange in its boxes."""

    entries: tuple[Entry, ...]
    threads: Mapping[str, Thread]
    problems: tuple[Problem, ...]


def forum_of(
    entry: Entry, boxes: Sequence[Path], project: Project, topics: Mapping[str, str], context: ValueContext
) -> Forum:
    """The threads of a list.

    Args:
        topics: folded names of topics -> their slugs; what else stands in brackets before a subject is no topic.
    """
    archive = Archive(project)
    archive.read(boxes)
    return _Forum(entry, archive, topics, ZoneInfo(context.zone)).forum()


class _Forum:
    def __init__(self, entry: Entry, archive: Archive, topics: Mapping[str, str], zone: ZoneInfo):
        self.entry, self.archive, self.topics, self.zone = entry, archive, topics, zone
        data = entry.data
        self.withheld = Withheld(data.items_of("remove"), data.items_of("hide_senders"), archive.mails)
        self.mask: Callable[[str], str] = (lambda text: text) if data.get("mask") is False else masked
        most = data.get("max_kb")
        self.most_bytes = (most if isinstance(most, int) else MOST_KB) * 1000

    def forum(self) -> Forum:
        made = [(thread, self._thread(thread)) for thread in threads_of(self.archive.mails)]
        shown = [(placed, thread) for placed, thread in made if any(not one.withheld for one in thread.messages)]
        entries = {entry.id: (entry, thread) for placed, thread in shown for entry in (self._entry(placed, thread),)}
        return Forum(
            tuple(entry for entry, _ in entries.values()),
            {name: thread for name, (_, thread) in entries.items()},
            (*self.archive.problems, *self._unknown()),
        )

    def _unknown(self) -> Iterator[Problem]:
        """Ids that name no mail: a slip in one would leave published what somebody asked to withdraw."""
        known = {mail.id for mail in self.archive.mails}
        for name in sorted(self.withheld.removed - known):
            yield problem(
                "unknown-name",
                self.entry.places.of("remove"),
                say("no mail of the boxes has the Message-ID {id}", id=name),
                mend=say("compare it with the box; take it out if the mail is no longer there"),
            )

    # -- one thread ------------------------------------------------------------------------

    def _thread(self, thread: Sequence[Placed]) -> Thread:
        numbers = {one.mail.id: number for number, one in enumerate(thread, 1)}
        gone = [one.mail for one in thread if self.withheld.why(one.mail)]
        taken = TakenOver(gone) if gone else None
        messages = tuple(
            self._message(one.mail, numbers[one.mail.id], numbers.get(one.answers, 0), taken) for one in thread
        )
        return Thread(self.entry.id, self._shown(bare_subject(self._subject(thread))), messages)

    def _subject(self, thread: Sequence[Placed]) -> str:
        """Of the first mail that is not withheld."""
        return next((one.mail.subject for one in thread if not self.withheld.why(one.mail)), "")

    def _shown(self, text: str) -> str:
        return self.mask(self.withheld.unnamed(text))

    def _message(self, mail: Mail, number: int, answers: int, taken: TakenOver | None) -> Message:
        why = self.withheld.why(mail)
        if why:
            return Message("", number, "", mail.sent, (), answers=answers, withheld=why)
        size = len(mail.text.encode("utf-8", "replace"))
        passages = passages_of(_beginning(mail.text, self.most_bytes), is_flowed=mail.is_flowed)
        if taken:
            passages = taken.cleared(passages)
        return Message(
            id=own_id(mail.id),
            number=number,
            sender=self._sender(mail),
            sent=mail.sent,
            passages=tuple(Passage(one.kind, self._shown(one.text)) for one in passages),
            attachments=tuple(Attachment(self._shown(one.name), one.size_bytes) for one in mail.attachments),
            whole_bytes=size if size > self.most_bytes else 0,
            answers=answers,
        )

    def _sender(self, mail: Mail) -> str:
        return self._shown(mail.name or mail.address).strip()

    # -- its entry -------------------------------------------------------------------------

    def _entry(self, thread: Sequence[Placed], shown: Thread) -> Entry:
        root = thread[0].mail
        digits = hashlib.sha256(root.id.encode()).hexdigest()[:ID_DIGITS]
        name = self.entry.id.partition("/")[2]
        title = _title(without_tags(shown.subject), shown) or self.entry.title
        summary = _excerpt(shown) or title
        slug = slugify(f"{digits} {title}")
        values: dict[str, object] = {
            "title": self._text(title),
            "summary": self._text(summary),
            "topics": tuple(self._topics(self._subject(thread), root)),
            **self._days(shown),
            "list": name,
            "messages": len(shown.messages),
            "people": len({one.mail.address or one.mail.name for one in thread if not self.withheld.why(one.mail)}),
            "answered": "answered" if self._is_answered(thread) else "unanswered",
        }
        inherited = {field: value for field in INHERITED if (value := self.entry.get(field)) is not None}
        own_name = self.entry.slugs.pick(self.entry.language)[0]
        slugs = ((lang, f"{self.entry.slugs.get(lang) or own_name}/{slug}") for lang in self.entry.slugs.languages)
        return Entry(
            id=f"thread/{name}/{digits}",
            type="thread",
            language=self.entry.language,
            slugs=Localized.of(tuple(slugs)),
            data=Data.of(({k: v for k, v in values.items() if v not in ((), None)} | inherited).items()),
            body=None,
            digest=text_digest((title, summary)),
            places=Places(self._place(root)),
            sources=tuple(dict.fromkeys(self.archive.boxes[one.mail.id] for one in thread)),
        )

    def _place(self, mail: Mail) -> Location:
        return Location(self.archive.boxes[mail.id], mail.line)

    def _text(self, text: str) -> Localized[str]:
        return Localized.of(((self.entry.language, text),))

    def _topics(self, subject: str, root: Mail) -> Iterator[Reference]:
        slugs = dict.fromkeys(self.topics.get(fold(tag), "") for tag in tags_of(subject))
        yield from (Reference(slug, "topic", False, self._place(root).at("topics")) for slug in slugs if slug)

    def _days(self, shown: Thread) -> dict[str, object]:
        days = [one.sent.astimezone(self.zone).date() for one in shown.messages if one.sent]
        first = shown.messages[0].sent
        began = first.astimezone(self.zone).date() if first else min(days, default=None)
        last = max(days, default=None)
        return {"date": began, "updated": Localized.of(((self.entry.language, last),)) if last else None}

    def _is_answered(self, thread: Sequence[Placed]) -> bool:
        """Whether somebody else than the first writer wrote; who is withheld does not count."""
        first = thread[0].mail.address
        return any(one.mail.address != first for one in thread[1:] if not self.withheld.why(one.mail))


def _beginning(text: str, most_bytes: int) -> str:
    data = text.encode("utf-8", "replace")
    return text if len(data) <= most_bytes else data[:most_bytes].decode("utf-8", "ignore")


def _title(subject: str, shown: Thread) -> str:
    return _cut(" ".join(subject.split()), TITLE_LIMIT) or _cut(_excerpt(shown), 60)


def _excerpt(shown: Thread) -> str:
    """The beginning of what the first mail says."""
    texts = (one.text for message in shown.messages for one in message.passages if one.kind == "text")
    return _cut(" ".join(next(texts, "").split()), SUMMARY_LIMIT)


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    kept, blank, _ = text[: limit - 1].rpartition(" ")
    return f"{kept if blank and len(kept) > limit // 2 else text[: limit - 1]}…"

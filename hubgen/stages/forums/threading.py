"""Which mail answers which: by References, In-Reply-To, and the subject where these are lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

from hubgen.formats.mail.message import Mail
from hubgen.locale.formatting import fold
from hubgen.model.frozen import frozen

SAME_SUBJECT = timedelta(days=30)
"""That long a subject alone joins an answer to what was written before."""
# What mail programs of several languages set before the subject of an answer or of a mail that goes on to others.
_ANSWER = re.compile(
    r"\s*(?:re|rv|fwd?|fw|wg|aw|sv|vs|res|rif|enc|tr|ref|reenv)\s*(?:\[\d+\]|\(\d+\)|\^\d+)?\s*[:：]\s*", re.IGNORECASE
)
_TAG = re.compile(r"\[([^\[\]]{1,60})\]\s*")


def bare_subject(subject: str) -> str:
    """The subject without marks of an answer before it, or between it and its tags."""
    tags, rest = [], subject
    while found := _ANSWER.match(rest) or _TAG.match(rest):
        if found.re is _TAG and found[0].strip() not in tags:
            tags.append(found[0].strip())
        rest = rest[found.end() :]
    return " ".join((*tags, rest.strip())).strip()


def tags_of(subject: str) -> tuple[str, ...]:
    """What stands in brackets before a subject."""
    found, rest = [], bare_subject(subject)
    while tag := _TAG.match(rest):
        found.append(tag[1].strip())
        rest = rest[tag.end() :]
    return tuple(found)


def without_tags(subject: str) -> str:
    """The subject without what stands in brackets before it; the brackets stay where nothing else is there."""
    rest = bare_subject(subject)
    while tag := _TAG.match(rest):
        rest = rest[tag.end() :]
    return rest or bare_subject(subject)


@frozen
class Placed:
    """A mail in its thread, and the id of the one that it answers; empty where none is known."""

    mail: Mail
    answers: str = ""


def threads_of(mails: Sequence[Mail]) -> list[tuple[Placed, ...]]:
    """The mails in threads, each by time; threads by the time of their first mail.

    Args:
        mails: each id once, in the order of their boxes; one without a date stands behind the one before it.
    """
    ordered = _by_time(mails)
    roots = _Roots({mail.id for mail in ordered})
    answers: dict[str, str] = {}
    for mail in ordered:
        answers[mail.id] = next((one for one in mail.answers if roots.join(mail.id, one)), "")
    _by_subject(ordered, answers, roots)
    threads: dict[str, list[Placed]] = {}
    for mail in ordered:
        threads.setdefault(roots.of(mail.id), []).append(Placed(mail, answers[mail.id]))
    return [tuple(_root_first(found, root)) for root, found in threads.items()]


def _by_time(mails: Sequence[Mail]) -> list[Mail]:
    keys, last = [], 0.0
    for number, mail in enumerate(mails):
        last = mail.sent.timestamp() if mail.sent else last
        keys.append((last, number))
    return [mails[number] for _, number in sorted(keys)]


def _root_first(found: list[Placed], root: str) -> Iterator[Placed]:
    """The mail that began a thread stands first, even if its clock was wrong."""
    yield from (one for one in found if one.mail.id == root)
    yield from (one for one in found if one.mail.id != root)


def _by_subject(ordered: list[Mail], answers: dict[str, str], roots: _Roots) -> None:
    last: dict[str, Mail] = {}
    for mail in ordered:
        key = fold(without_tags(mail.subject))
        is_answer = bool(mail.answers or _ANSWER.match(_TAG.sub("", mail.subject)))
        before = last.get(key)
        if key and before and is_answer and not answers[mail.id] and _near(before, mail):
            roots.join(mail.id, before.id)
        if key:
            last[key] = mail


def _near(before: Mail, mail: Mail) -> bool:
    return not (before.sent and mail.sent) or mail.sent - before.sent <= SAME_SUBJECT


class _Roots:
    """The mail at the beginning of what each mail belongs to; never in a circle."""

    def __init__(self, ids: set[str]):
        self._above = {one: one for one in ids}

    def of(self, id: str) -> str:
        while self._above[id] != id:
            self._above[id] = self._above[self._above[id]]
            id = self._above[id]
        return id

    def join(self, id: str, other: str) -> bool:
        """Put a mail below another; False where there is none of that id, or it stands below the mail itself."""
        if other not in self._above or self.of(other) == self.of(id):
            return False
        self._above[self.of(id)] = self.of(other)
        return True

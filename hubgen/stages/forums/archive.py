"""The boxes of a mailing list to its mails, each id once; what was strange in them is told, and stops nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from hubgen.formats.mail.box import mails_of
from hubgen.formats.mail.message import Fault, Mail, read_mail
from hubgen.problems import ContentProblems, Location, Message, Problem, problem, say
from hubgen.project import Project

TOLD_EACH = 3
"""Mails with the same fault that are told one by one; a badly made box has it in all of them."""

_FAULTS: Mapping[Fault, tuple[Message, Message]] = {
    "letters": (
        say("some letters of this mail cannot be known: its character set is wrong, unknown or not named"),
        say("nothing, if the page reads well; else correct charset in the box"),
    ),
    "no-id": (
        say("this mail has no Message-ID: it gets one from its sender, date, subject and text"),
        say("nothing; answers to it are found by the subject"),
    ),
    "no-date": (
        say("this mail has no date that can be read"),
        say("nothing, if its place in the thread is right; else write Date: into the box"),
    ),
    "no-sender": (say("this mail does not say who wrote it"), say("write From: into the box, or take the mail out")),
    "structure": (
        say("this mail is broken or cut: what can be read of it is shown"),
        say("look at its page; if a part is missing, export the box once more"),
    ),
    "long": (say("this mail is longer than 10 MB: only its beginning is read"), say("take its attachments out")),
    "no-head": (
        say("the box begins in the middle of a mail: what stands before the first From line is left out"),
        say("export the box once more, or take these lines out"),
    ),
}


@dataclass
class Archive:
    """The mails of a list, in the order of its boxes."""

    project: Project
    mails: list[Mail] = field(default_factory=list)
    boxes: dict[str, str] = field(default_factory=dict)
    """The file of each mail, by its id."""
    problems: list[Problem] = field(default_factory=list)
    found: int = 0
    """Mails in the boxes."""
    _faults: dict[Fault, list[Location]] = field(default_factory=dict)
    _doubles: list[Location] = field(default_factory=list)
    _automatic: list[Location] = field(default_factory=list)
    _ids: dict[str, Mail] = field(default_factory=dict)
    _own_ids: dict[tuple[str, str, str, str], str] = field(default_factory=dict)
    """What the mails of a borrowed id say -> the id under which they stand."""
    _borrowed: Counter[str] = field(default_factory=Counter)

    @property
    def doubles(self) -> int:
        """Mails that are there once more."""
        return len(self._doubles)

    @property
    def automatic(self) -> int:
        """Replies of machines, which are left out."""
        return len(self._automatic)

    def read(self, files: Sequence[Path]) -> None:
        """Take in the mails of each box."""
        for file in files:
            before = self.found
            name = self.project.name(file)
            try:
                for boxed in mails_of(self.project.lines(file)):
                    self._take(read_mail(boxed), name)
            except ContentProblems as fault:
                self.problems += fault.problems
                continue
            if self.found == before:
                self.problems.append(_no_mails(Location(name)))
        self.problems += self._told()

    def _take(self, mail: Mail, file: str) -> None:
        where = Location(file, mail.line)
        if "no-head" in mail.faults and not (mail.address or mail.name):
            self._faults.setdefault("no-head", []).append(where)
            return
        self.found += 1
        for fault in mail.faults:
            if fault != "no-head":
                self._faults.setdefault(fault, []).append(where)
        if mail.is_automatic:
            self._automatic.append(where)
            return
        mail = self._own_id(mail, where)
        if mail.id in self._ids:
            self._doubles.append(where)
            return
        self._ids[mail.id] = mail
        self.boxes[mail.id] = file
        self.mails.append(mail)

    def _own_id(self, mail: Mail, where: Location) -> Mail:
        """The mail under an id that no other mail has; the same mail keeps its id."""
        other = self._ids.get(mail.id)
        if other is None or _said(other) == _said(mail):
            return mail
        key = (mail.id, *_said(mail))
        if key not in self._own_ids:
            self._borrowed[mail.id] += 1
            if self._borrowed[mail.id] <= TOLD_EACH:
                self.problems.append(_used_id(mail, where, Location(self.boxes[other.id], other.line)))
            self._own_ids[key] = f"{mail.id}~{self._borrowed[mail.id] + 1}"
        return replace(mail, id=self._own_ids[key])

    def _told(self) -> Iterator[Problem]:
        for fault, places in self._faults.items():
            message, mend = _FAULTS[fault]
            for where in places[:TOLD_EACH]:
                yield problem("bad-syntax", where, message, mend=mend).softened()
            if rest := places[TOLD_EACH:]:
                more = say("{count} more mails like the one in line {line}", count=len(rest), line=places[0].line)
                yield problem("bad-syntax", rest[0], more, mend=mend).softened()
        if self._doubles:
            yield problem(
                "duplicate-address",
                self._doubles[0],
                say("mails that are in the boxes twice, and are shown once: {count}", count=len(self._doubles)),
                mend=say("nothing; or take one of each out of the box"),
            ).softened()
        if self._automatic:
            yield problem(
                "value-type",
                self._automatic[0],
                say("automatic replies, which are left out: {count}", count=len(self._automatic)),
                mend=say("nothing; or take them out of the box"),
            ).softened()


def _said(mail: Mail) -> tuple[str, str, str]:
    """What sets apart two mails of one id."""
    return mail.address, mail.subject, mail.text


def _used_id(mail: Mail, where: Location, first: Location) -> Problem:
    return problem(
        "duplicate-address",
        where,
        say("another mail has the same Message-ID: {id}", id=mail.id.replace("@", " @ ")),
        mend=say("nothing: both are shown, and answers go to the first one"),
        also=(first,),
    ).softened()


def _no_mails(where: Location) -> Problem:
    return problem(
        "bad-syntax",
        where,
        say("the box holds no mail"),
        expected=say(
            "mails one after another, each after a line such as From ana@example.org Mon Nov 10 14:00:00 2025"
        ),
        mend=say("export it from the mail program as mbox, or remove the file"),
    ).softened()

"""A mailbox to drafts and proposals: each mail is taken, or named with the reason why not. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from hubgen.config import Config
from hubgen.drafts.entry import file_slug
from hubgen.drafts.hints import Tell
from hubgen.formats.mail.box import BoxedMail
from hubgen.formats.mail.message import Mail, read_mail
from hubgen.intake.answer import answer_link
from hubgen.intake.correction import correction_problems, in_language, parted, proposal_text
from hubgen.intake.draft import OF_MODERATORS, Taken, draft_text, refused_lines, take
from hubgen.intake.ledger import FOLDER, Row, content_of, key_of
from hubgen.intake.letter import Letter, NoForm, read_letter
from hubgen.intake.private import private_problems
from hubgen.model.entry import Entry
from hubgen.model.node import Scalar
from hubgen.problems import Location, Message, Problem, problem, say
from hubgen.project import Project
from hubgen.stages.assemble import Assembler
from hubgen.stages.load import Loaded
from hubgen.stages.resolve import ResolveOptions, resolve
from hubgen.stages.source import Source
from hubgen.types import BY_NAME
from hubgen.types.base import ContentType, Draft
from hubgen.types.engine import read_entry
from hubgen.types.forms import FORMS

What = Literal["draft", "proposal", "double", "known", "left"]
"""draft, proposal: a file to write; double: the same form came before; known: read in an earlier run; left: for a
person to answer."""
SIGN, SIGNED_WITHIN = "hubgen intake", 500
"""What stands before the digest of the mail in a draft, within its first bytes."""
LOOKED_UP = ("broken-reference", "unknown-name")
"""Rules that only the whole hub can tell."""


@dataclass
class Outcome:
    """What becomes of one mail."""

    number: int
    line: int
    what: What
    problems: list[Problem] = field(default_factory=list)
    file: str = ""
    """To be written, relative to the hub; of a double, the one that is there."""
    text: str = ""
    row: Row | None = None
    answer: str = ""
    """A link that opens a mail to the sender, who left gaps; told, and kept nowhere."""


class Intake:
    """One reading of a mailbox."""

    def __init__(
        self, project: Project, config: Config, loaded: Loaded, ledger: Iterable[Row], box: str, day: date, tell: Tell
    ):
        self.project, self.config, self.loaded = project, config, loaded
        self.box, self.day, self.tell = box, day, tell
        rows = tuple(ledger)
        self.mails = {row.mail for row in rows}
        self.contents = {row.content: row.result for row in rows}
        self.entries = {entry.id: entry for entry in loaded.entries}
        self.files: set[str] = set()
        self.made: list[Entry] = []

    def outcomes(self, mails: Iterable[BoxedMail]) -> list[Outcome]:
        """What becomes of each mail, in the order of the box."""
        found = [self._outcome(number, read_mail(boxed)) for number, boxed in enumerate(mails, 1)]
        looked_up = self._looked_up()
        for one in found:
            one.problems += [fault for fault in looked_up if fault.where.line == one.line]
        return found

    def _outcome(self, number: int, mail: Mail) -> Outcome:
        one = Outcome(number, mail.line, "left", list(self._of_mail(mail)))
        if key_of(mail) in self.mails:
            return replace(one, what="known", problems=[])
        letter = NoForm() if mail.is_automatic else read_letter(mail.subject, mail.text)
        if isinstance(letter, NoForm):
            one.problems.append(self._no_form(letter, mail))
            return one
        content = content_of(letter)
        if content in self.contents:
            one.problems.append(self._double(self.contents[content], mail))
            return replace(one, what="double", file=self.contents[content])
        if letter.by_subject:
            one.problems.append(self._by_subject(letter, mail))
        if letter.form.type:
            self._draft(one, mail, letter)
        else:
            self._correction(one, mail, letter)
        if one.file:
            one.row = Row(key_of(mail), content, self._day(mail).isoformat(), one.file)
            self.mails.add(one.row.mail)
            self.contents[content] = one.file
        return one

    # -- drafts ----------------------------------------------------------------------------

    def _draft(self, one: Outcome, mail: Mail, letter: Letter) -> None:
        kind = BY_NAME[letter.form.type]
        language = letter.language if letter.language in self.config.languages else self.config.main_language
        taken = take(letter.lines, kind, self.config.context, language, self.box, mail.line)
        slug = self._slug(taken, kind, letter, mail, one)
        if one.what == "known":
            return
        one.problems += taken.problems
        wrong = [name for name, _, _ in taken.refused if _may_ask(name, kind)]
        fixed = [("draft", "true")]
        if "received" in kind.fields:
            fixed.append(("received", self._day(mail).isoformat()))
        if language != self.config.main_language:
            fixed.append(("language", language))
        name = f"content/{kind.folder}/{slug}{'.yaml' if 'yaml' in kind.forms else '.md'}"
        faults = list(self._checked(taken, kind, slug, language, name))
        one.problems += faults
        missing = [fault.where.field for fault in faults if fault.rule == "missing-field"]
        one.answer = answer_link(mail, letter, kind, (*missing, *wrong)) if missing or wrong else ""
        notes = [*self._notes(say("Draft made of a mail of {day}.", day=self._day(mail)), mail, taken)]
        one.text = draft_text(taken, kind, self.config.context, notes, fixed, missing, self.tell)
        if name.endswith(".md"):
            one.text = f"---\n{one.text}---\n"
        one.what, one.file = "draft", name
        self.files.add(name)

    def _checked(self, taken: Taken, kind: ContentType, slug: str, language: str, file: str) -> Iterator[Problem]:
        """What `check` would say of the draft once it is published, but for what moderators fill in."""
        context = self.config.context
        assembler = Assembler(context, self.config.raw_html, drafts=True)
        node = taken.node
        if language != self.config.main_language:
            pair = (Scalar("language", node.where), Scalar(language, node.where))
            node = replace(node, pairs=(*node.pairs, pair))
        entries = list(assembler.entries([Source(kind, slug, "", node, None, file)]))
        self.made += entries
        reading = read_entry(taken.node, kind, context, language)
        yield from private_problems(Draft(reading.data, reading.places, reading.faulty))
        gone = {label.partition("@")[0] for label, _, _ in taken.refused}
        for fault in assembler.problems:
            name = fault.where.field
            follows = fault.rule == "missing-field" and (name in gone or name in _BY_MODERATORS)
            if not follows and (fault.is_error or fault.rule == "summary-long"):
                yield replace(fault, where=Location(self.box, taken.node.where.line, field=name))

    def _slug(self, taken: Taken, kind: ContentType, letter: Letter, mail: Mail, one: Outcome) -> str:
        """A name that no entry and no file has yet."""
        title = taken.node.get("title")
        own = file_slug(title.text) if isinstance(title, Scalar) else ""
        base = own or f"{letter.form.name}-{key_of(mail)[:8]}"
        slug, number = base, 1
        while self._is_taken(kind, slug):
            if file := self._own_file(kind, slug, mail):
                one.what, one.file, one.problems = "known", file, []
                return slug
            number += 1
            slug = f"{base[:76]}-{number}"
        if number > 1:
            one.problems.append(
                problem(
                    "duplicate-address",
                    Location(self.box, mail.line, field="title"),
                    say("there is an entry of this name already: {id}", id=f"{kind.name}/{base}"),
                    mend=say("if it is the same, take over what is new and delete the draft"),
                ).softened()
            )
        return slug

    def _is_taken(self, kind: ContentType, slug: str) -> bool:
        is_there = any(name in self.files or (self.project.root / name).exists() for name in _names(kind, slug))
        return is_there or f"{kind.name}/{slug}" in self.entries

    def _own_file(self, kind: ContentType, slug: str, mail: Mail) -> str:
        """The draft of the same mail, where an earlier run was cut short before it wrote that down; else empty."""
        paths = ((name, self.project.root / name) for name in _names(kind, slug) if name not in self.files)
        found = (name for name, path in paths if path.is_file() and _signed_by(path, mail))
        return next(found, "")

    # -- corrections -----------------------------------------------------------------------

    def _correction(self, one: Outcome, mail: Mail, letter: Letter) -> None:
        wanted, lines = parted(letter.lines)
        entry = self.entries.get(wanted)
        if entry is None or not lines:
            one.problems.append(self._no_entry(wanted, mail) if entry is None else self._in_words(entry, mail))
            return
        kind, context = BY_NAME[entry.type], self.config.context
        spoken = letter.language if letter.language in self.config.languages else entry.language
        own = in_language(lines, kind, spoken, entry.language)
        taken = take(own, kind, context, entry.language, self.box, mail.line, is_part=True)
        one.problems += [*taken.problems, *correction_problems(taken, entry, kind, context)]
        first = say("Proposal for {id}, of a mail of {day}.", id=entry.id, day=self._day(mail))
        notes = [*self._notes(first, mail, taken), self.tell(say("The entry: {file}", file=entry.places.start))]
        one.file = f"{FOLDER}/{entry.id.replace('/', '-')}.correction-{key_of(mail)[:8]}.txt"
        if (self.project.root / one.file).exists():
            one.what = "known"
            return
        one.text = proposal_text(taken, entry, notes, self.tell)
        one.what = "proposal"

    # -- the whole hub ---------------------------------------------------------------------

    def _looked_up(self) -> list[Problem]:
        """What drafts name and nobody has."""
        if not self.made:
            return []
        together = replace(self.loaded, entries=(*self.loaded.entries, *self.made))
        _, problems = resolve(together, self.config, ResolveOptions(self.day, drafts=True))
        return [fault for fault in problems if fault.rule in LOOKED_UP and fault.where.file == self.box]

    # -- words -----------------------------------------------------------------------------

    def _day(self, mail: Mail) -> date:
        return mail.sent.astimezone(ZoneInfo(self.config.zone)).date() if mail.sent else self.day

    def _notes(self, first: Message, mail: Mail, taken: Taken) -> Iterator[str]:
        yield f"{self.tell(first)} {SIGN} {key_of(mail)}"
        yield self.tell(say("Compare it with the mail; lines with # are never published."))
        for line in refused_lines(taken, self.tell):
            yield f"{self.tell(say('Not taken:'))} {line}"

    def _of_mail(self, mail: Mail) -> Iterator[Problem]:
        where = Location(self.box, mail.line)
        if "letters" in mail.faults:
            yield problem("bad-syntax", where, say("some letters of this mail cannot be read")).softened()
        if "long" in mail.faults:
            yield problem("bad-syntax", where, say("this mail is very long: only its beginning is read")).softened()
        for file in mail.attachments:
            yield problem("unknown-field", where, say("the attachment {name} is not taken", name=file.name)).softened()

    def _no_form(self, found: NoForm, mail: Mail) -> Problem:
        where = Location(self.box, mail.line)
        names = ", ".join(form.words[1] for form in FORMS)
        if found.name:
            return problem(
                "not-in-vocabulary",
                where,
                say('no form of this hub is called "{name}"', name=found.name),
                expected=say("one of: {labels}", labels=names),
                mend=say("answer it by hand; it stays in the mailbox"),
            )
        words = say("an automatic reply, left aside") if mail.is_automatic else say("this mail is no form")
        return problem("bad-syntax", where, words, mend=say("answer it by hand; it stays in the mailbox")).softened()

    def _double(self, file: str, mail: Mail) -> Problem:
        return problem(
            "duplicate-address",
            Location(self.box, mail.line),
            say("the same form came before: {file}", file=file),
            mend=say("nothing is to be done; the mail may be deleted"),
        ).softened()

    def _by_subject(self, letter: Letter, mail: Mail) -> Problem:
        return problem(
            "missing-field",
            Location(self.box, mail.line),
            say('the first line of the form is missing; its subject says "{name}"', name=letter.form.words[1]),
            mend=say("see that it is meant so"),
        ).softened()

    def _no_entry(self, wanted: str, mail: Mail) -> Problem:
        near = get_close_matches(wanted, self.entries, n=1, cutoff=0.6)
        return problem(
            "broken-reference",
            Location(self.box, mail.line, field="id"),
            say('a correction of "{text}", which no entry is', text=wanted),
            expected=say("type/slug of an entry"),
            mend=say("it may be {id}; answer the mail by hand", id=near[0])
            if near
            else say("answer it by hand; it stays in the mailbox"),
        )

    def _in_words(self, entry: Entry, mail: Mail) -> Problem:
        return problem(
            "bad-syntax",
            Location(self.box, mail.line),
            say("a correction of {id}, told in words", id=entry.id),
            mend=say("read the mail and change the entry by hand: {file}", file=entry.places.start),
        ).softened()


def _may_ask(path: str, kind: ContentType) -> bool:
    """Whether a value that was not taken is one that its writer can mend."""
    name = path.partition("@")[0].partition(".")[0]
    return name in kind.fields and name not in OF_MODERATORS


def _names(kind: ContentType, slug: str) -> tuple[str, ...]:
    return tuple(f"content/{kind.folder}/{slug}{suffix}" for suffix in (".yaml", ".md"))


def _signed_by(path: Path, mail: Mail) -> bool:
    """Whether a draft says that it was made of a mail."""
    return f"{SIGN} {key_of(mail)}".encode() in path.read_bytes()[:SIGNED_WITHIN]


_BY_MODERATORS = frozenset({"date", "verified", "slug", "moderated_by", "updated", "source"})
"""Fields that an entry may need and no form asks for."""

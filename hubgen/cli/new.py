"""`hubgen new`: a new hub, from five answers or from flags."""

from __future__ import annotations

import locale
import os
import secrets
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import click

from hubgen import __version__
from hubgen.cli.session import Session, pass_session
from hubgen.drafts.today import today_in
from hubgen.problems import EnvironmentFailure, Message, RefusedError, say
from hubgen.project import JUNK_NAMES, bundled, is_junk
from hubgen.scaffold.answers import Answers, WrongAnswer
from hubgen.scaffold.contact import read_contact
from hubgen.scaffold.files import around, scaffold
from hubgen.scaffold.identity import NO_ADDRESS, read_address, read_name, tag_authority
from hubgen.scaffold.kinds import DEFAULT_TYPES, read_types
from hubgen.scaffold.places import read_country, read_languages, read_zone, usual_language, zones_for

T = TypeVar("T")
MAY_BE_THERE = JUNK_NAMES | {".git", ".ds_store"}
"""What a folder may hold and still count as empty, in lower case."""

QUESTIONS: Mapping[str, Message] = {
    "name": say("Name of the hub?"),
    "address": say("Address of the site? (Enter if there is none yet)"),
    "country": say("Country (dates, phone, money)?"),
    "languages": say("Languages, first is main?"),
    "contact": say("Phone, WhatsApp or mail for questions? (Enter for none)"),
    "timezone": say("Time zone?"),
}


@click.command(
    "new",
    help="""Make a new hub in a folder: its settings, explained, and one example page per type of content.

    On a terminal it asks for the name, the address, the country, the languages and the contact.
    Every question has its flag; where nobody can be asked, defaults are taken.

    \b
    Examples:
      hubgen new my-hub
      hubgen new my-hub --name "Centro PYME" --country HN --languages es,en --contact +50422000001
      hubgen new my-hub --country KE --types guides,news,events --no-input
      hubgen new try-it --example          a copy of the example hub
    """,
)
@click.argument("directory", metavar="DIR")
@click.option("--name", metavar="NAME", help="Name of the hub; default: the folder's.")
@click.option("--address", metavar="URL", help="Address of the site, https://pyme.example.org/; may come later.")
@click.option("--languages", metavar="CODES", help="Languages, the main one first: es,en")
@click.option("--country", metavar="CODE", help="Home country: two letters, or its name.")
@click.option("--contact", metavar="TEXT", help="A phone number, a mail address, or: whatsapp +504…")
@click.option("--timezone", metavar="ZONE", help="Such as America/Tegucigalpa; default: the country's.")
@click.option("--types", metavar="TYPES", help="What to publish, such as guides,news,directory,events.")
@click.option("--example", is_flag=True, help="Copy the example hub instead.")
@pass_session
def command(session: Session, /, directory: str, example: bool, **flags: str | None) -> None:
    started = time.perf_counter()
    folder = Path(os.path.normpath((session.folder / directory).expanduser()))
    _refuse_used(folder, directory)
    if example:
        if given := [name for name, value in flags.items() if value is not None]:
            raise click.UsageError(
                session.tell(say("--example is copied as it is: leave out --{flag}.", flag=given[0]))
            )
        entries = _copy_example(folder)
        _tell_made(session, folder, directory, entries, started, add=("guide", say("Title")))
        return
    answers = _answers(session, folder, flags)
    started = time.perf_counter()
    made = scaffold(answers)
    _write(folder, made.files)
    _tell_made(session, folder, directory, made.entries, started, add=_first_to_add(answers), answers=answers)


# -- answers ---------------------------------------------------------------------------------


class _Asker:
    """Takes each answer from its flag, else from the person, else from the default."""

    def __init__(self, session: Session, flags: Mapping[str, str | None]):
        self.session, self.flags = session, flags

    def given(self, name: str, read: Callable[[str], T]) -> T | None:
        """What the flag says; a wrong one ends the command."""
        value = self.flags.get(name)
        if value is None:
            return None
        try:
            return read(value)
        except WrongAnswer as wrong:
            raise click.UsageError(f"--{name}: {self.session.tell(wrong.message)}") from None

    def ask(self, name: str, read: Callable[[str], T], default: str) -> T:
        """The person's answer, asked again until it can be used."""
        question = self.session.tell(QUESTIONS[name])
        while True:
            text = click.prompt(question, default=default, show_default=bool(default), prompt_suffix=" ", err=True)
            try:
                return read(text)
            except WrongAnswer as wrong:
                self.session.say(wrong.message, important=True)

    def take(self, name: str, read: Callable[[str], T], default: str) -> T:
        if (value := self.flags.get(name)) is not None:
            return self.given(name, read) or read(value)
        return self.ask(name, read, default) if self.session.may_ask else read(default)


def _answers(session: Session, folder: Path, flags: Mapping[str, str | None]) -> Answers:
    ask = _Asker(session, flags)
    # All flags are read before the first question: nobody should answer four of them to learn that a flag is wrong.
    country = ask.given("country", read_country) or ""
    if not country and not session.may_ask:
        raise click.UsageError(session.tell(say("The country is missing. Add it: --country HN")))
    ask.given("name", read_name)
    ask.given("address", read_address)
    ask.given("languages", read_languages)
    types = ask.given("types", read_types) or DEFAULT_TYPES
    if country:
        ask.given("timezone", lambda text: read_zone(text, country))
        ask.given("contact", lambda text: read_contact(text, country))
    name = ask.take("name", read_name, _name_of(folder))
    address = ask.take("address", read_address, "")
    home = country or ask.ask("country", read_country, _system_country())
    languages = ask.take("languages", read_languages, usual_language(home))
    contact = ask.take("contact", lambda text: read_contact(text, home), "")
    if contact is not None and contact.is_completed:
        session.say(say("The number is written as {number}.", number=contact.value))
    zone = _zone(session, ask, home)
    day = today_in(zone)
    authority = tag_authority(address, day, secrets.token_hex(6))
    return Answers(name, address, authority, languages, home, zone, contact, types, day)


def _name_of(folder: Path) -> str:
    try:
        return read_name(folder.name[:120])
    except WrongAnswer:
        return "Hub"


def _system_country() -> str:
    """The country of the person's system, a proposal that is shown; empty where it says none.

    The United States do not count: systems are delivered so, wherever they are used.
    """
    names = (os.environ.get("LC_ALL", ""), os.environ.get("LANG", ""), locale.getlocale()[0] if os.name == "nt" else "")
    tag = next((name for name in names if name), "")
    try:
        country = read_country((tag or "").partition(".")[0].partition("_")[2])
    except WrongAnswer:
        return ""
    return "" if country == "US" else country


def _zone(session: Session, ask: _Asker, country: str) -> str:
    found = ask.given("timezone", lambda text: read_zone(text, country))
    if found is not None:
        return found
    zones = zones_for(country)
    if len(zones) > 1 and session.may_ask:
        return ask.ask("timezone", lambda text: read_zone(text, country), zones[0])
    if len(zones) > 1:
        session.say(
            say(
                "Time zone {zone}, one of {count} in that country; choose another with --timezone.",
                zone=zones[0],
                count=len(zones),
            )
        )
    return zones[0]


# -- files -----------------------------------------------------------------------------------


def _refuse_used(folder: Path, name: str) -> None:
    """Raises RefusedError where something is there already that is not ours to mix with."""
    mend = say("choose another name, or empty the folder first")
    if folder.is_dir():
        found = sorted(one for one in os.listdir(folder) if one.lower() not in MAY_BE_THERE)
        if found:
            raise RefusedError(
                say('the folder "{name}" is not empty: {file} is in it', name=name, file=found[0]), mend=mend
            )
    elif os.path.lexists(folder):
        raise RefusedError(say('"{name}" is there already, and is no folder', name=name), mend=mend)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Write the files of a new hub; where the disk refuses, nothing of it stays."""
    done: list[Path] = []
    try:
        for name, text in files.items():
            path = folder / name
            _make_folders(path.parent, done)
            done.append(path)
            with open(path, "x", encoding="utf-8", newline="") as file:
                file.write(text)
    except OSError as error:
        _undo(done)
        raise EnvironmentFailure(
            say("{folder} cannot be written: {reason}", folder=folder, reason=error.strerror or error)
        ) from None


def _make_folders(folder: Path, done: list[Path]) -> None:
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir()
        done.append(one)


def _undo(done: list[Path]) -> None:
    for path in reversed(done):
        try:
            path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
        except OSError:
            continue


def _copy_example(folder: Path) -> int:
    """Copy the example hub; the number of files of content."""
    source = bundled("example")
    done: list[Path] = []
    try:
        _make_folders(folder, done)
        done.append(folder / "content")
        shutil.copytree(source / "content", folder / "content", ignore=_junk, copy_function=shutil.copyfile)
        for name, text in around("Centro PYME", "es").items():
            done.append(folder / name)
            (folder / name).write_bytes(text.encode("utf-8"))
        done.append(folder / "config.yaml")
        shutil.copyfile(source / "config.yaml", folder / "config.yaml")
    except OSError as error:
        shutil.rmtree(folder / "content", ignore_errors=True)
        _undo(done)
        raise EnvironmentFailure(
            say("{folder} cannot be written: {reason}", folder=folder, reason=error.strerror or error)
        ) from None
    return sum(len(names) for _, _, names in os.walk(folder / "content"))


def _junk(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if is_junk(name)]


# -- what is told ----------------------------------------------------------------------------


def _first_to_add(answers: Answers) -> tuple[str, Message]:
    kind = next((name for name in ("guide", "news") if name in answers.types), answers.types[-1])
    titles = {"guide": say("How to register a business"), "news": say("We are open")}
    return kind, titles.get(kind, say("Title"))


def _tell_made(
    session: Session,
    folder: Path,
    name: str,
    count: int,
    started: float,
    *,
    add: tuple[str, Message],
    answers: Answers | None = None,
) -> None:
    seconds = f"{time.perf_counter() - started:.1f}"
    shown = name.rstrip("/\\") + os.sep
    if session.as_json:
        settings = (
            {}
            if answers is None
            else {"base_url": answers.base_url, "timezone": answers.zone, "types": list(answers.types)}
        )
        session.result(
            {
                "hubgen": __version__,
                "schema": 1,
                "command": "new",
                "ok": True,
                "folder": str(folder),
                "pages": count,
                **settings,
            }
        )
        return
    if answers is None:
        made = say(
            "Made {folder} with the example hub ({count} files, {seconds} s, nothing downloaded).",
            folder=shown,
            count=count,
            seconds=seconds,
        )
    elif count == 1:
        made = say(
            "Made {folder} with 1 example page ({seconds} s, nothing downloaded).", folder=shown, seconds=seconds
        )
    elif len(answers.languages) == 1:
        made = say(
            "Made {folder} with {count} example pages ({seconds} s, nothing downloaded).",
            folder=shown,
            count=count,
            seconds=seconds,
        )
    else:
        made = say(
            "Made {folder} with {count} example pages, for {languages} languages ({seconds} s, nothing downloaded).",
            folder=shown, count=count, languages=len(answers.languages), seconds=seconds,
        )  # fmt: skip
    session.line()
    click.echo(session.tell(made))
    if answers is not None and answers.base_url == NO_ADDRESS:
        session.say(say("It has no address yet: before you publish, put it into config.yaml (base_url)."))
    session.line()
    if folder != Path.cwd():
        session.line(f"  cd {_quoted(name)}")
    session.line(session.tell(say("  hubgen serve        see it in your browser")))
    session.line(f'  hubgen add {add[0]} "{session.tell(add[1])}"')


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path

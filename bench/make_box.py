"""Makes a hub with one mailing list of any number of mails, and the traps of real boxes among them.

    python bench/make_box.py --mails 2000 --seed 1 /tmp/hub
    hubgen -C /tmp/hub build --date 2026-11-22
    python bench/make_box.py --count /tmp/hub

The last line counts what became of the mails: those in the boxes, those on pages, those told, and addresses of
writers that a page, a feed or an export shows. The same options give the same bytes on every machine.
"""

from __future__ import annotations

import base64
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from random import Random

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from bench.make_hub import CONFIG
from bench.prose import Prose
from hubgen.formats.mail.box import mails_of
from hubgen.project import Project
from hubgen.stages.forums.archive import Archive

LIST = """\
title: Lista de medida
summary: Mensajes hechos para medir, con las trampas de los archivos de verdad.
topics: [exportar]
address: medida@listas.example.org
subscribe: mailto:medida-join@listas.example.org
unsubscribe: mailto:medida-leave@listas.example.org
"""
TOPIC = "title: Exportar\nsummary: Vender a otros países, paso a paso.\n"
START = datetime(2025, 1, 6, 14, tzinfo=UTC)
WRITERS = 60
LONG_THREAD = 200
"""Mails in one thread, so that its pages can be weighed."""
MINUTES = 400

Mail = tuple[bytes, bytes]
"""Head and body."""


class Box:
    """The mails of a box, one after another."""

    def __init__(self, seed: int):
        self.random, self.prose = Random(seed), Prose(seed)
        self.number = 0
        self.roots: list[tuple[str, str, list[str]]] = []
        """Subject, id of the last mail, ids of all."""

    def plain(self) -> Mail:
        """A mail that begins a thread, or answers in one."""
        self.number += 1
        own = f"m{self.number}@listas.example.org"
        if self.number > 1 and (self.number <= LONG_THREAD or self.random.random() < 0.75):
            subject, last, ids = self.roots[0 if self.number <= LONG_THREAD else self.random.randrange(len(self.roots))]
            refs = " ".join(f"<{one}>" for one in ids[-8:])
            more = f"In-Reply-To: <{last}>\nReferences: {refs}\n"
            ids.append(own)
            subject = f"Re: {subject}"
        else:
            thing = self.prose.word(self.random, "things")
            subject = f"[exportar] Consulta {self.number}: {thing}"
            self.roots.append((subject, own, [own]))
            more = ""
        who = self.random.randrange(WRITERS)
        moment = START + timedelta(minutes=MINUTES * self.number)
        head = (
            f"From: Persona Ejemplo {who} <persona{who}@firma{who}.example.org>\nTo: medida@listas.example.org\n"
            f"Subject: {subject}\nDate: {format_datetime(moment)}\nMessage-ID: <{own}>\n{more}"
        )
        return head.encode(), self._text(who).encode()

    def _text(self, who: int) -> str:
        words = self.prose.paragraph(self.random, 6)
        quote = "\n".join(f"> {line}" for line in _lines(self.prose.paragraph(self.random, 3))[:3])
        address = f"persona{who}@firma{who}.example.org"
        return (
            f"{chr(10).join(_lines(words))}\n\nEl lun, 6 ene 2025, <{address}> escribió:\n{quote}\n\n"
            f"-- \nPersona {who}\nTel. +504 2{who:03d}-{self.number % 10000:04d}\n{address}\n"
        )


def _lines(text: str) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > 74:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line]


def _with(field: str) -> Callable[[Mail, Random], Mail]:
    return lambda mail, random: (mail[0] + field.encode(), mail[1])


def _without(name: str) -> Callable[[Mail, Random], Mail]:
    return lambda mail, random: (re.sub(rf"(?m)^{name}:.*\n".encode(), b"", mail[0]), mail[1])


def _text(head: str, change: Callable[[bytes], bytes]) -> Callable[[Mail, Random], Mail]:
    return lambda mail, random: (mail[0] + head.encode(), change(mail[1]))


TRAPS: dict[str, Callable[[Mail, Random], Mail]] = {
    "unknown character set": _text("Content-Type: text/plain; charset=x-klingon\n", lambda text: text + b"\xe9\xfc\n"),
    "Latin-1 that says UTF-8": _text("Content-Type: text/plain; charset=utf-8\n", lambda text: text + b"caf\xe9\n"),
    "8-bit head": lambda mail, random: (mail[0].replace(b"Subject: ", b"Subject: Raz\xf3n "), mail[1]),
    "no Message-ID": _without("Message-ID"),
    "no date": _without("Date"),
    "broken date": lambda mail, random: (re.sub(rb"(?m)^Date:.*$", b"Date: ayer", mail[0]), mail[1]),
    "no sender": _without("From"),
    "From in text": _text("", lambda text: b"From my side all is well.\n\nFrom here on: nothing.\n" + text),
    "broken base64": _text("Content-Transfer-Encoding: base64\n", lambda text: base64.b64encode(text)[:-3] + b"!\n"),
    "broken quoted-printable": _text("Content-Transfer-Encoding: quoted-printable\n", lambda text: text + b"=\n=XY=\n"),
    "no boundary": _with("Content-Type: multipart/mixed; boundary=never\n"),
    "deep parts": _text(
        "Content-Type: message/rfc822\n", lambda text: b"Content-Type: message/rfc822\n\n" * 300 + text
    ),
    "HTML with script": _text(
        "Content-Type: text/html\n", lambda text: b"<p>Hola<script>alert(1)</script><img src=x onerror=alert(1)>" + text
    ),
    "broken encoded word": lambda mail, random: (mail[0].replace(b"Subject: ", b"Subject: =?utf-8?b?w6?= "), mail[1]),
    "zeros": _text("", lambda text: b"\0\0\x1b[31m" + text),
    "long line": _text("", lambda text: b"x" * 5000 + b"\n" + text),
    "automatic": _with("Auto-Submitted: auto-replied\n"),
}
"""Each comes once in so many mails as there are traps, times three."""


def boxes_of(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Three boxes: one with LF, one with CR LF, one that is cut at both ends; some mails are in two of them."""
    box, traps = Box(seed), list(TRAPS.values())
    made: list[bytes] = []
    for number in range(count):
        mail = box.plain()
        if number >= LONG_THREAD and number % 3 == 0:
            mail = traps[number // 3 % len(traps)](mail, box.random)
        head, body = mail
        if number % 97 == 96:  # another mail under a used id
            head = re.sub(rb"(?m)^Message-ID:.*$", b"Message-ID: <m1@listas.example.org>", head)
        text = re.sub(rb"(?m)^(>*From )", rb">\1", body) if number % 2 else body
        made.append(b"From persona@example.org Mon Jan  6 14:00:00 2025\n" + head + b"\n" + text + b"\n")
    third = count // 3
    yield "a.mbox", b"".join(made[:third])
    yield "b.mbox", b"".join(made[third : 2 * third]).replace(b"\n", b"\r\n")
    last = b"".join((*made[2 * third :], *made[:10]))
    yield "c.mbox", b"the end of a mail that was cut\n\n" + last[:-40]


def _write(folder: Path, mails: int, seed: int) -> None:
    forum = folder / "content" / "forums" / "medida"
    forum.mkdir(parents=True)
    (folder / "content" / "topics").mkdir()
    (folder / "config.yaml").write_text(CONFIG.format(languages="es", search="true"), "utf-8")
    (folder / "content" / "topics" / "exportar.yaml").write_text(TOPIC, "utf-8")
    (forum / "list.yaml").write_text(LIST, "utf-8")
    for name, data in boxes_of(mails, seed):
        (forum / name).write_bytes(data)


def _count(folder: Path) -> None:
    project = Project(folder)
    files = sorted(folder.glob("content/forums/*/*.mbox"))
    pieces = sum(bool(boxed.first) for file in files for boxed in mails_of(project.lines(file)))
    archive = Archive(project)
    archive.read(files)
    pages = [path for path in folder.glob("site/**/*") if path.is_file()]
    shown = {
        (path.parent if path.stem.isdigit() else path.with_suffix(""), anchor)
        for path in folder.glob("site/foros/medida/**/*.html")
        for anchor in re.findall(r'id="?(m\d+)', path.read_text("utf-8"))
    }
    print(f"mails in the boxes: {pieces}; taken as mails: {archive.found}; on pages: {len(shown)}")
    print(f"told: twice {archive.doubles}, automatic {archive.automatic}")
    found = sum(len(re.findall(rb"persona\d+@firma|\+504 2\d", path.read_bytes())) for path in pages)
    print(f"addresses and numbers of writers in {len(pages)} files of the site: {found}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--mails", default=2000)
@click.option("--seed", default=1)
@click.option("--count", is_flag=True, help="Count what became of the mails of a hub that is built.")
def main(folder: Path, mails: int, seed: int, count: bool) -> None:
    """Make a hub with a mailing list, or count what became of its mails."""
    if count:
        _count(folder)
    else:
        _write(folder, mails, seed)


if __name__ == "__main__":
    main()

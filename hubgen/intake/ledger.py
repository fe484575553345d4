"""Which mails became what: a table in the hub's folder, so that a mail that is read twice makes one draft.

It holds digests and names of files, nothing of a writer. `intake/` is no content: it is never published.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from hubgen.formats.mail.message import Mail
from hubgen.formats.tables.csv_export import csv_lines
from hubgen.formats.tables.csv_table import read_table
from hubgen.formats.text import TABLE_LIMIT_BYTES, decode
from hubgen.intake.letter import Letter
from hubgen.locale.formatting import fold
from hubgen.model.frozen import frozen
from hubgen.project import Project
from hubgen.stages.disk import plainly

FOLDER = "intake"
"""Of the hub: what is no content, and is never published."""
NAME = f"{FOLDER}/ledger.csv"
COLUMNS = ("mail", "content", "day", "result")


@frozen
class Row:
    """A mail that was taken: digests of itself and of what its form says, its day, and the file it became."""

    mail: str
    content: str
    day: str
    result: str


def key_of(mail: Mail) -> str:
    """The same for a mail that comes twice, another for one that only borrows its id."""
    return _digest(mail.id, mail.text)


def content_of(letter: Letter) -> str:
    """The same for a form that is sent twice."""
    return _digest(letter.form.name, *sorted(f"{fold(line.label)}: {line.value}" for line in letter.lines))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def read_ledger(project: Project) -> tuple[Row, ...]:
    """The rows of the ledger; none where there is none yet.

    Raises:
        ContentProblems: somebody wrote into it what is no table.
    """
    path = project.root / NAME
    if not path.is_file():
        return ()
    table = read_table(decode(project.read(path), NAME, TABLE_LIMIT_BYTES), NAME)
    rows = (tuple(cell.text for cell in row.cells) for row in table.rows)
    return tuple(Row(*row) for row in rows if len(row) == len(COLUMNS))


def add_to_ledger(root: Path, rows: Iterable[Row]) -> None:
    """Write down what became of mails, behind what is there.

    Raises:
        EnvironmentFailure: the disk refuses.
    """
    cells = [(row.mail, row.content, row.day, row.result) for row in rows]
    if not cells:
        return
    path = root / NAME
    with plainly(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        header, *lines = csv_lines(COLUMNS, cells)
        before = path.read_bytes() if path.exists() else b""
        with path.open("ab") as file:
            if before and not before.endswith(b"\n"):  # an editor took the last line end away
                file.write(b"\r\n")
            file.writelines(lines if before else [header, *lines])

"""The data of a dataset: rows of typed cells, as its columns declare them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from hubgen.model.frozen import frozen
from hubgen.model.period import Period

Cell = Decimal | int | bool | str | date | Period | None
"""None where there is no data."""

NUMBERS = ("int", "number", "percent")
"""Types of columns that hold figures."""
TIMES = ("period", "date")
"""Types of columns that stand in the order of the calendar."""


@frozen
class DataColumn:
    """A column of a data file; its title and unit, which have languages, stay with the entry."""

    name: str
    type: str
    """Id in the vocabulary `column_type`."""
    role: str
    """Id in the vocabulary `column_role`."""
    decimals: int | None = None
    """How many are shown; None: as many as are written."""


@frozen
class DataTable:
    """The rows of one data file, in its order."""

    columns: tuple[DataColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def place(self, name: object) -> int | None:
        """The index of the column of that name."""
        return next((index for index, column in enumerate(self.columns) if column.name == name), None)

    def of_role(self, *roles: str) -> tuple[int, ...]:
        """The indexes of the columns that play one of the parts."""
        return tuple(index for index, column in enumerate(self.columns) if column.role in roles)

    @property
    def time(self) -> int | None:
        """The index of the column that says when: of role `time`, and of a type of the calendar."""
        return next((index for index in self.of_role("time") if self.columns[index].type in TIMES), None)

    def cells(self, index: int) -> Iterator[Cell]:
        """The cells of a column that hold something."""
        return (row[index] for row in self.rows if row[index] is not None)

    def latest(self) -> Period | date | None:
        """The newest period of the data; None where no column says when."""
        if self.time is None:
            return None
        return max((cell for cell in self.cells(self.time) if isinstance(cell, Period | date)), default=None)

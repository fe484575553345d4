"""Answers of many firms to a score: a spreadsheet of them, scored row by row.

A column is a question, named by its id or its text in any language; the columns before the first question are the
firm's own and are kept. A cell holds the text of an option, in any language, or its points. A row that cannot be
scored is told with its cell and left out: each row is either scored or told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property

from hubgen.diagnosis.scale import AreaScale, QuestionScale, Scale, percent, range_at, scale_of
from hubgen.formats.tables.csv_export import Cell
from hubgen.formats.tables.csv_table import Row
from hubgen.locale.formatting import fold
from hubgen.model.entry import Data, Localized
from hubgen.model.frozen import frozen
from hubgen.model.node import Scalar
from hubgen.problems import ContentProblems, Message, Problem, problem, say

PERCENT, BAND, AREA = "percent", "band", "area."
"""Columns of the result; an area's is `area.` and its id."""


@frozen
class Asked:
    """A question with its column: answer -> whole points."""

    column: int
    name: str
    points: Mapping[str, int]
    """By the answers and their points, in small letters."""
    folded: Mapping[str, int]
    """By the same folded, where that leaves no doubt: "<10" and ">10" are one when folded."""
    told: tuple[str, ...]
    """The answers as a person writes them."""


class Sheet:
    """A spreadsheet of answers, known by its header."""

    def __init__(self, data: Data, header: Sequence[Scalar]):
        """Finds the column of each question.

        Raises:
            ContentProblems: a question without a column or with two, or a column that is none, after the first of them.
        """
        self.data, self.scale = data, scale_of(data)
        self.areas = [(area, self._asked(area, header)) for area in self.scale.areas]
        columns = sorted(asked.column for _, all_asked in self.areas for asked in all_asked if asked.column >= 0)
        self.kept = columns[0] if columns else len(header)
        faults = [*self._absent(header), *self._odd(header, columns), *self._taken(header)]
        if faults:
            raise ContentProblems(*faults)
        self.header = [cell.text for cell in header[: self.kept]]
        self.first_rows: dict[tuple[str, ...], int] = {}
        """The cells of a row -> the number of the first that has them."""

    # -- header ----------------------------------------------------------------------------

    @cached_property
    def _names(self) -> Mapping[str, int]:
        """Folded id or text of a question -> its place; ids win."""
        rows = self.data.items_of("questions")
        texts = {fold(text): place for place, row in enumerate(rows) for text in spellings(row.get("text"))}
        return texts | {fold(str(row.get("id"))): place for place, row in enumerate(rows)}

    def _asked(self, area: AreaScale, header: Sequence[Scalar]) -> tuple[Asked, ...]:
        found = {self._names.get(fold(cell.text)): number for number, cell in reversed([*enumerate(header)])}
        return tuple(self._question(one, found.get(one.place, -1)) for one in area.questions)

    def _question(self, one: QuestionScale, column: int) -> Asked:
        row = self.data.items_of("questions")[one.place]
        spelled = [*_spelled(row.items_of("options"), one.points)]
        points: dict[str, int] = {}
        meanings: dict[str, set[int]] = {}
        for text, whole in spelled:
            points.setdefault(text.casefold(), whole)
            meanings.setdefault(fold(text), set()).add(whole)
        folded = {text: next(iter(found)) for text, found in meanings.items() if text and len(found) == 1}
        told = tuple(option.text("text") for option in row.items_of("options"))
        return Asked(column, str(row.get("id")), points, folded, told)

    def _absent(self, header: Sequence[Scalar]) -> Iterator[Problem]:
        """Questions without a column; what may be meant for one is named."""
        free = {fold(cell.text): cell.text for cell in header if fold(cell.text) not in self._names}
        for asked in (one for _, all_asked in self.areas for one in all_asked if one.column < 0):
            near = get_close_matches(fold(asked.name), free, n=1, cutoff=0.6)
            yield problem(
                "missing-field",
                replace(header[0].where, column=0, field=asked.name),
                say("there is no column for the question {name}", name=asked.name),
                expected=say("a column for it; there are: {names}", names=", ".join(cell.text for cell in header)),
                mend=say('rename the column "{near}" to {field}, or add one', near=free[near[0]], field=asked.name)
                if near
                else say("name a column {name}, or with the text of the question", name=asked.name),
            )

    def _odd(self, header: Sequence[Scalar], columns: Sequence[int]) -> Iterator[Problem]:
        """Columns that mean no question where questions stand, or one that another means already."""
        for number, cell in enumerate(header):
            place = self._names.get(fold(cell.text))
            if place is not None and number not in columns:
                yield problem(
                    "bad-syntax",
                    cell.where,
                    say('"{text}" means a question that has a column already', text=cell.text),
                    mend=say("remove one of the two columns"),
                )
            elif place is None and number > self.kept:
                near = get_close_matches(fold(cell.text), self._names, n=1, cutoff=0.6)
                yield problem(
                    "unknown-field",
                    cell.where,
                    say('"{text}" is no question of the diagnostic', text=cell.text),
                    expected=say("a question; other columns stand before the first one"),
                    mend=say('"{near}"?', near=near[0]) if near else say("move the column to the front, or remove it"),
                )

    def _taken(self, header: Sequence[Scalar]) -> Iterator[Problem]:
        """Columns of the firm's own that have the name of one of the result."""
        for cell in header[: self.kept]:
            if cell.text in self._added:
                yield problem(
                    "bad-syntax",
                    cell.where,
                    say('"{text}" is the name of a column of the result', text=cell.text),
                    mend=say("give the column another name"),
                )

    # -- rows ------------------------------------------------------------------------------

    @property
    def columns(self) -> list[str]:
        """Of the result."""
        return [*self.header, *self._added]

    @cached_property
    def _added(self) -> tuple[str, ...]:
        """The columns of the result that are not the firm's own."""
        ids = (str(self.data.items_of("areas")[area.place].get("id")) for area, _ in self.areas)
        return (PERCENT, BAND, *(AREA + one for one in ids))

    def repeated(self, row: Row) -> Iterator[Problem]:
        """A warning where an earlier row says the same in all columns, one of the firm's own among them."""
        first = self.first_rows.setdefault(tuple(cell.text for cell in row.cells), row.number)
        if first != row.number and any(cell.text for cell in row.cells[: self.kept]):
            yield problem(
                "duplicate-address",
                replace(row.cells[0].where, column=0, field=""),
                say("this row is the same as row {row}; both are scored", row=first),
                mend=say("if it is the same firm, remove one of the two rows"),
            ).softened()

    def scored(self, row: Row) -> list[Cell]:
        """The cells of a result.

        Raises:
            ContentProblems: an answer is missing, or none of the question's.
        """
        faults: list[Problem] = []
        sums = [sum(answered(row.cells[one.column], one, faults) for one in all_asked) for _, all_asked in self.areas]
        if faults:
            raise ContentProblems(*faults)
        areas = [percent(points, area.most) for points, (area, _) in zip(sums, self.areas, strict=True)]
        return [*(cell.text for cell in row.cells[: self.kept]), *result(self.data, self.scale, sum(sums)), *areas]


def result(data: Data, scale: Scale, points: int) -> tuple[int, str]:
    """The percentage of a sum, and the title of its band."""
    band = range_at(scale.bands, points)
    return percent(points, scale.most), data.items_of("bands")[band.place].text("title") if band else ""


def answered(cell: Scalar, asked: Asked, faults: list[Problem]) -> int:
    """What an answer counts; 0 and a fault where it is none."""
    points = asked.points.get(cell.text.casefold(), asked.folded.get(fold(cell.text)))
    if points is not None:
        return points
    expected = say("one of: {labels}", labels=", ".join(asked.told))
    if not cell.text:
        message, rule = say("the question {name} has no answer", name=asked.name), "missing-field"
        faults.append(problem(rule, cell.where, message, expected=expected, mend=say("write one of the answers")))
    else:
        message = say('"{text}" is no answer to the question {name}', text=cell.text, name=asked.name)
        faults.append(problem("not-in-vocabulary", cell.where, message, expected=expected, mend=meant(cell, asked)))
    return 0


def meant(cell: Scalar, asked: Asked) -> Message:
    by_fold = {fold(text): text for text in asked.told}
    near = get_close_matches(fold(cell.text), by_fold, n=1, cutoff=0.5)
    return say('"{near}"?', near=by_fold[near[0]]) if near else say("write one of the answers, or its points")


def _spelled(options: Sequence[Data], wholes: Sequence[int]) -> Iterator[tuple[str, int]]:
    """What may stand in a cell, with the whole points it counts: texts in all languages, then points."""
    for option, whole in zip(options, wholes, strict=True):
        yield from ((text, whole) for text in spellings(option.get("text")))
    for option, whole in zip(options, wholes, strict=True):
        if isinstance(own := option.get("points"), Decimal):
            yield plain_number(own), whole


def spellings(value: object) -> tuple[str, ...]:
    """A text in every language it has."""
    return tuple(str(text) for _, text in value.values) if isinstance(value, Localized) else ()


def plain_number(value: Decimal) -> str:
    """A number without zeros at the end of its decimals."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

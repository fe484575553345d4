"""Self-checks: scores, trees of questions, checklists."""

from __future__ import annotations

from hubgen.model.frozen import frozen
from hubgen.model.views.entry import EntryView
from hubgen.model.views.pieces import Item, Phrase


@frozen
class OptionView:
    """An answer that can be chosen."""

    text: Phrase
    points: int = 0
    """What it counts; of a score."""
    criterion: str = ""
    """What it says of a firm; of a checklist."""


@frozen
class QuestionView:
    """A question; `number` counts through all of the page."""

    number: int
    text: Phrase
    help: Phrase
    options: tuple[OptionView, ...]


@frozen
class RangeView:
    """A band of a score, or an advice of an area: the points in which it holds, and what it says."""

    low: int
    high: int
    title: Phrase
    """Empty in an advice."""
    text: Phrase
    refs: tuple[Item, ...]


@frozen
class AreaView:
    """An area of a score."""

    title: Phrase
    most: int
    """Points that its questions can give."""
    questions: tuple[QuestionView, ...]
    advice: tuple[RangeView, ...]


@frozen
class ScoreView:
    """A diagnostic that adds points up, by styles alone; a script names the band."""

    entry: EntryView
    areas: tuple[AreaView, ...]
    bands: tuple[RangeView, ...]
    most: int
    """Points of all areas."""
    count: int
    """Number of questions."""
    percent: str
    """A percentage as the language writes it, with `{n}` for the number."""

    @property
    def points(self) -> tuple[int, ...]:
        """What answers count, each number once."""
        options = (one for area in self.areas for question in area.questions for one in question.options)
        return tuple(sorted({one.points for one in options} - {0}))


@frozen
class StepBack:
    """Where the reader of a node may have come from."""

    question: Phrase
    path: str


@frozen
class NodeView:
    """A node of a tree, on a page of its own."""

    kicker: str
    """Whether it is a question or an outcome, in a word."""
    title: Phrase
    text: Phrase
    options: tuple[Item, ...]
    """The answers to a question, each with the page of the next node."""
    refs: tuple[Item, ...]
    """Of an outcome: where to read on."""
    back: tuple[StepBack, ...] = ()
    """The questions that lead here, most often one; none where they have the same words, so that nobody could tell
    which of them it was."""
    start: str = ""
    """Path of the first page."""


@frozen
class TreeView:
    """A diagnostic that leads from question to question: its first page, with the first of them."""

    entry: EntryView
    node: NodeView | None
    """None where the tree has faults."""


@frozen
class ActionView:
    title: Phrase
    text: Phrase
    refs: tuple[Item, ...]


@frozen
class ActionGroup:
    """Actions for firms that have answered in the same way."""

    title: Phrase
    """The answers; empty for actions that hold for every firm."""
    when: str
    """The same for the script: `["all","a",["any","b","c"]]`; or empty."""
    actions: tuple[ActionView, ...]
    first: int = 1
    """Number of its first action: actions are counted through."""


@frozen
class ChecklistView:
    """A diagnostic that shows the actions which fit the answers; without its script, all of them."""

    entry: EntryView
    questions: tuple[QuestionView, ...]
    groups: tuple[ActionGroup, ...]

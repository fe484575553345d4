"""Figures as pages show them: tables, charts, prices, countries side by side."""

from __future__ import annotations

from hubgen.model.frozen import frozen
from hubgen.model.views.pieces import NOTHING, Item, Phrase
from hubgen.model.views.texts import BodyView


@frozen
class DataHead:
    """A column of figures or words: its title, its unit, and `num` where its cells stand under each other's digits."""

    title: Phrase
    unit: Phrase = NOTHING
    form: str = ""
    path: str = ""
    """Of the page that the figures are from, where it is another one."""


@frozen
class DataRows:
    """Rows of figures, in the words of the page's language."""

    caption: str
    heads: tuple[DataHead, ...]
    rows: tuple[tuple[str, ...], ...]
    """An empty cell has no data."""
    head: int = 0
    """Index of the cell that names its row."""
    form: str = "stack"
    """`fit` where the columns are few and narrow enough for a phone, `many` where they are many even for a desk;
    else each row becomes a block on a phone."""
    notes: tuple[str, ...] = ()
    """Long remarks on rows, by the small numbers behind their names."""


@frozen
class ChartBar:
    """A bar in the units of its drawing; `look` from 1 to 4: filled, hollow, hatched, dashed."""

    look: int
    x: int
    y: int
    width: int
    height: int


@frozen
class ChartLine:
    """A line of a drawing: its path (SVG), its last point, and its look from 1 to 4 by its dashes."""

    look: int
    path: str
    x: int
    y: int


@frozen
class ChartText:
    """Words in a drawing; `anchor` is start, middle or end."""

    x: int
    y: int
    text: str
    anchor: str = ""


@frozen
class ChartView:
    """A drawing of figures, without a colour of its own, and the same in a sentence."""

    title: Phrase
    unit: Phrase
    sentence: str
    """The highest, the lowest and the newest figure, for everybody and for those who do not see the drawing."""
    width: int
    """320 units; more where long figures need it."""
    height: int
    bars: tuple[ChartBar, ...] = ()
    lines: tuple[ChartLine, ...] = ()
    rules: tuple[int, ...] = ()
    """Where thin lines stand on which the scale is read."""
    left: int = 0
    right: int = 320
    """Where these lines begin and end."""
    texts: tuple[ChartText, ...] = ()


@frozen
class PriceRow:
    """The last price of a product and what became of it; the path of its course is 100 units wide and 24 high."""

    name: str
    last: str
    when: str
    change: str
    """In words: sube 3,2 %."""
    course: ChartLine | None = None


@frozen
class PriceBoard:
    """The last price of each product."""

    caption: str
    name: Phrase
    """What the rows are."""
    unit: Phrase
    rows: tuple[PriceRow, ...]


@frozen
class DataView:
    """The figures of a dataset."""

    table: DataRows | None
    told: str = ""
    """How many rows stand on the page and how many there are, where they are not all."""
    chart: ChartView | None = None
    prices: PriceBoard | None = None
    files: tuple[Item, ...] = ()
    """The data and the description of its columns, with type and size."""
    method: BodyView | None = None
    places: tuple[Item, ...] = ()
    """A page for each country, where the rows are too many for one."""


@frozen
class CountriesView:
    """The newest figures of several datasets, country by country."""

    title: str
    lead: str
    tables: tuple[DataRows, ...]

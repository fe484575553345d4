"""What templates see: plain, digestible values, made by plan and read by render.

Every class is frozen and holds only text, numbers, tuples and other views, so that a
page is a pure function of its view. Paths are site paths without a leading slash
(`guias/costos.html`); the filter `href` makes them relative to the page. Addresses
with a scheme stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup, escape

_OPEN_HREF = ' href="'


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text, and its language where that is not the language of the page."""

    text: str
    lang: str = ""

    def __html__(self) -> str:
        if not self.lang:
            return str(escape(self.text))
        return str(Markup('<span lang="{}">{}</span>').format(self.lang, self.text))

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Item:
    """One value inside a fact or a meta line: text, a link, or a point in time."""

    text: str
    path: str = ""
    """Site path, or an address with its scheme; empty when it is no link."""
    lang: str = ""
    time: str = ""
    """ISO 8601, for a `<time>`."""
    note: str = ""
    """Small print behind it: size and format of a file, a count."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its values."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class State:
    """A state told by word and mark: `mark` is open, soon, shut or plain."""

    word: str
    mark: str


@dataclass(frozen=True, slots=True)
class DayMark:
    """A day set large beside a dated entry."""

    day: str
    month: str
    iso: str


@dataclass(frozen=True, slots=True)
class Card:
    """An entry in a list."""

    title: Phrase
    path: str
    summary: Phrase
    meta: tuple[Item, ...] = ()
    state: State | None = None
    key: tuple[Fact, ...] = ()
    day: DayMark | None = None
    answer: Item | None = None
    """The entry that says more, of a question."""


@dataclass(frozen=True, slots=True)
class Group:
    """Cards under a heading; `more` leads to the whole list."""

    title: str
    cards: tuple[Card, ...]
    more: Item | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know before reading: kind is untranslated, outdated, unverified, overdue, ended or replaced."""

    kind: str
    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class StepView:
    title: Phrase
    text: Phrase
    link: Item | None
    meta: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class PaperView:
    title: Phrase
    issuer: Item | None
    cost: str
    note: Phrase
    path: str = ""


@dataclass(frozen=True, slots=True)
class ContactView:
    """Channels in the order that every page keeps: phone, WhatsApp, SMS, mail, web."""

    name: str
    hours: Phrase
    address: str
    channels: tuple[Item, ...]
    page: Item | None = None
    """The adviser's own page, where an entry names an adviser as its contact."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """A format in which a picture is offered, with a path for each of its widths, the smallest first."""

    type: str
    """Media type, such as `image/avif`."""
    paths: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture; the filter `picture` writes it."""

    path: str
    """Of the version that every browser can show."""
    width: int
    """How large it is shown where there is room."""
    height: int
    alt: Phrase
    """For those who cannot see it."""
    sources: tuple[SourceView, ...] = ()
    """Better formats, the best first."""
    link: str = ""
    """Words of a link, with the size, where the hub wants links in the place of pictures."""
    attributes: str = ""
    """What a text adds to its tag, checked and escaped."""
    in_link: bool = False
    """Whether a text has a link around it."""


@dataclass(frozen=True, slots=True)
class BodyView:
    """A body and the address of each of its open links, or the picture that belongs there."""

    parts: tuple[str, ...]
    paths: tuple[str | PictureView, ...]
    lang: str = ""

    def html(self, address: Callable[[str], str], shown: Callable[[PictureView], str]) -> str:
        """The HTML with its links filled in; one that leads nowhere keeps its text alone.

        Args:
            address: a path -> what stands in the attribute, escaped.
            shown: a picture -> its HTML.
        """
        pieces = [self.parts[0]]
        for path, part in zip(self.paths, self.parts[1:], strict=True):
            if isinstance(path, PictureView):
                pieces += [shown(path), part]
            elif not path and pieces[-1].endswith(_OPEN_HREF):
                pieces[-1] = pieces[-1].removesuffix(_OPEN_HREF)
                pieces.append(part.removeprefix('"'))
            else:
                pieces += [address(path) if path else "", part]
        return "".join(pieces)


@dataclass(frozen=True, slots=True)
class ContentsView:
    """The second-level headings of a text, or of one of its parts."""

    items: tuple[Item, ...]
    first: int = 1
    """Number of its first heading in the whole text."""
    current: bool = False
    """Whether it is the part of this page; never where the text stands on one page."""


@dataclass(frozen=True, slots=True)
class PartsView:
    """Where a page stands in a text that comes in parts."""

    number: int
    count: int
    previous: Item | None
    """The part before, by its first heading."""
    next: Item | None
    whole: str
    """Path of the page with all parts."""
    whole_kb: str
    """A mark, which becomes the weight of that page when it is there."""


@dataclass(frozen=True, slots=True)
class DataHead:
    """A column of figures or words: its title, its unit, and `num` where its cells stand under each other's digits."""

    title: Phrase
    unit: Phrase = Phrase("")
    form: str = ""
    path: str = ""
    """Of the page that the figures are from, where it is another one."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class ChartBar:
    """A bar in the units of its drawing; `look` from 1 to 4: filled, hollow, hatched, dashed."""

    look: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ChartLine:
    """A line of a drawing: its path (SVG), its last point, and its look from 1 to 4 by its dashes."""

    look: int
    path: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class ChartText:
    """Words in a drawing; `anchor` is start, middle or end."""

    x: int
    y: int
    text: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class PriceRow:
    """The last price of a product and what became of it; the path of its course is 100 units wide and 24 high."""

    name: str
    last: str
    when: str
    change: str
    """In words: sube 3,2 %."""
    course: ChartLine | None = None


@dataclass(frozen=True, slots=True)
class PriceBoard:
    """The last price of each product."""

    caption: str
    name: Phrase
    """What the rows are."""
    unit: Phrase
    rows: tuple[PriceRow, ...]


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class CountriesView:
    """The newest figures of several datasets, country by country."""

    title: str
    lead: str
    tables: tuple[DataRows, ...]


@dataclass(frozen=True, slots=True)
class MatchView:
    """Somebody who offers what another seeks, or seeks what another offers."""

    firm: Item
    """With the points as its note."""
    title: Phrase
    """What they offer or seek."""
    amount: str
    reasons: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class GoodView:
    """Something that a firm offers or seeks."""

    title: Phrase
    amount: str = ""
    """How much, in words."""
    meta: tuple[Item, ...] = ()
    """Price, time, papers, places, last day."""
    is_past: bool = False
    firm: Item | None = None
    """Whose it is, on pages of several firms."""
    partners: tuple[MatchView, ...] = ()
    more: str = ""
    """How many partners there are beyond those shown."""


@dataclass(frozen=True, slots=True)
class GoodsView:
    """What a firm offers, or what it seeks."""

    title: str
    goods: tuple[GoodView, ...]


@dataclass(frozen=True, slots=True)
class TierFirmView:
    """A firm of a tier, and what it offers and seeks there."""

    firm: Item
    offers: tuple[Item, ...]
    seeks: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class TierView:
    """A tier of a chain; without firms it is a gap."""

    id: str
    title: Phrase
    goods: str
    """Its products or trades, in words."""
    next: tuple[Item, ...]
    """The tiers to which it delivers."""
    firms: tuple[TierFirmView, ...]
    could: tuple[Item, ...] = ()
    """Of a gap: firms of the directory that offer something with its codes."""
    seekers: tuple[Item, ...] = ()
    """Of a gap: firms that seek something with its codes."""


@dataclass(frozen=True, slots=True)
class ChainView:
    """A chain, tier by tier."""

    told: str
    """How many tiers, firms and gaps it has."""
    gaps: tuple[Item, ...]
    """The tiers without a firm; each leads to its place."""
    tiers: tuple[TierView, ...]
    unmet: tuple[Item, ...]
    """What its firms seek and nobody of the hub offers, each with the firm as its note."""


@dataclass(frozen=True, slots=True)
class ProductView:
    """The requests for one product, each with those who offer it."""

    title: str
    lead: str
    requests: tuple[GoodView, ...]
    more: str = ""
    """How many requests there are beyond those shown."""


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry's own page, whatever its type."""

    id: str
    type: str
    kicker: tuple[Item, ...]
    title: Phrase
    lead: Phrase
    notices: tuple[Notice, ...] = ()
    state: State | None = None
    key: tuple[Fact, ...] = ()
    action: Item | None = None
    facts: tuple[Fact, ...] = ()
    contact: ContactView | None = None
    contents: tuple[ContentsView, ...] = ()
    """One list, when there are three headings or more; one for each part of a text in parts."""
    parts: PartsView | None = None
    """Where the text comes in parts, on each page of them."""
    steps: tuple[StepView, ...] = ()
    ready_when: tuple[Phrase, ...] = ()
    papers: tuple[PaperView, ...] = ()
    conditions: tuple[Phrase, ...] = ()
    lists: tuple[Fact, ...] = ()
    """Sentences under headings of their own: channels, payment, logistics, treaties of a market."""
    figures: tuple[Fact, ...] = ()
    """Figures of a market, each with its year and source."""
    results: Phrase = Phrase("")
    body: BodyView | None = None
    picture: PictureView | None = None
    """Its `image`, below the text."""
    files: tuple[Item, ...] = ()
    laws: tuple[Item, ...] = ()
    sources: tuple[tuple[Item, ...], ...] = ()
    """One source each: title with its link, publisher, date."""
    byline: str = ""
    dates: tuple[Fact, ...] = ()
    correct: str = ""
    """Address of the mail that corrects it; empty where the hub has no mailbox."""
    gathered: tuple[Group, ...] = ()
    """What other entries add to it: the hours of an adviser, the standards and buyers of a market."""
    related: tuple[Group, ...] = ()
    compare: tuple[Item, ...] = ()
    """Pages on which it stands beside others of its type."""
    disclaimer: str = ""
    copies: tuple[Item, ...] = ()
    """To take along: its dates for a calendar, its contact for a phone."""
    data: DataView | None = None
    """Of a dataset."""
    share: Item | None = None
    """Of a notice: the short message that sends it on."""
    goods: tuple[GoodsView, ...] = ()
    """What a firm offers, then what it seeks."""
    partners: tuple[GoodsView, ...] = ()
    """The same things as far as somebody fits them, with those who do."""
    products: tuple[Item, ...] = ()
    """Pages with all matches of its products."""
    chain: ChainView | None = None
    """Of a chain."""


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """Lines of a mail, each with its links; or `code`, lines that its author set in."""

    lines: tuple[tuple[Item, ...], ...]
    code: str = ""


@dataclass(frozen=True, slots=True)
class PassageView:
    """A piece of a mail: `kind` is text, quote or signature."""

    kind: str
    paragraphs: tuple[ParagraphView, ...]


@dataclass(frozen=True, slots=True)
class MessageView:
    """A mail of a thread, or what of it stands on a page."""

    number: int
    """Its place in the thread, from 1."""
    id: str
    """Anchor; empty where the mail goes on from the page before."""
    sender: str
    """Who wrote it, or why it is withheld."""
    when: Item | None
    answers: Item | None
    """The mail that it answers, where that is not the one before it."""
    passages: tuple[PassageView, ...]
    files: tuple[Item, ...]
    """Attachments by name and size: they are not kept."""
    note: str
    """Where something of it is left out, or stands on the next page."""
    reply: str
    """A `mailto:` link; empty where nobody can answer."""


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A page of a thread."""

    entry: EntryView
    list: Item | None
    told: tuple[str, ...]
    """How many mails and people, and whether somebody answered."""
    messages: tuple[MessageView, ...]
    pages: tuple[PageLink, ...]
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class MailingListView:
    """A mailing list."""

    entry: EntryView
    told: tuple[str, ...]
    """How many threads and mails."""
    ways: tuple[Item, ...]
    """To join, to write, to leave; none where it is closed."""
    groups: tuple[Group, ...]
    """Threads without an answer, and the newest."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    text: str
    path: str
    count: int
    current: bool = False


@dataclass(frozen=True, slots=True)
class FacetGroup:
    title: str
    id: str
    values: tuple[FacetValue, ...]
    is_short: bool = False
    """Whether its values are letters, which stand side by side."""


@dataclass(frozen=True, slots=True)
class PageLink:
    number: int
    path: str
    current: bool
    text: str = ""
    """What the page holds, where a number says too little."""


@dataclass(frozen=True, slots=True)
class SortLink:
    """The same list in one of its orders."""

    text: str
    path: str
    current: bool


@dataclass(frozen=True, slots=True)
class FinderView:
    """More choices at once, by a script that comes when the reader asks."""

    script: str
    """Path of the interface, which all finders share."""
    list: str
    """Path of the file with the entries of this list."""
    kb: str
    """What both cost, in KB."""


@dataclass(frozen=True, slots=True)
class ListView:
    """A section, a facet value, a pair, a profile or an archive: entries and ways to choose."""

    title: str
    sentence: str
    """What the list holds, in words: "Financiamiento de tipo garantía en Honduras"."""
    count: int
    chosen: tuple[Item, ...] = ()
    """Chosen values; each leads to the list without it."""
    groups: tuple[Group, ...] = ()
    facets: tuple[FacetGroup, ...] = ()
    pages: tuple[PageLink, ...] = ()
    previous: str = ""
    next: str = ""
    sorts: tuple[SortLink, ...] = ()
    links: tuple[Item, ...] = ()
    """Other ways on: the archive, other profiles."""
    finder: FinderView | None = None
    """On the first page of a list that is long enough."""
    letters: tuple[Item, ...] = ()
    """Initials, where the whole list stands under them: each leads to its place, or to its own page."""
    form: Item | None = None
    """Of a whole section: the mail with which a reader sends an entry of their own."""
    lang: str = ""
    """Language of the title where that is not the page's: of a profile that is not translated."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """How many entries a row and a column share, and where they are; count 0 leads nowhere."""

    count: int
    path: str = ""
    label: str = ""
    """The same in words, for those who do not see the table."""


@dataclass(frozen=True, slots=True)
class MatrixRow:
    head: Item
    cells: tuple[MatrixCell, ...]
    """One for each column of the table."""


@dataclass(frozen=True, slots=True)
class MatrixTable:
    columns: tuple[Item, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class MatrixView:
    """Pairs of values as a table: standards by product and market."""

    title: str
    lead: str
    corner: str
    """What the rows are."""
    tables: tuple[MatrixTable, ...]
    """The same rows with further columns, where there are many."""
    parts: tuple[PageLink, ...] = ()
    """The pages of a long table, by the first and the last of their rows."""


@dataclass(frozen=True, slots=True)
class CompareRow:
    """What each of the entries says of one thing; an empty cell says nothing."""

    label: str
    cells: tuple[tuple[Item, ...], ...]


@dataclass(frozen=True, slots=True)
class CompareView:
    """Up to four entries of a type side by side."""

    title: str
    lead: str
    entries: tuple[Item, ...]
    heads: tuple[str, ...]
    """The short names of the entries, for the columns of the table."""
    rows: tuple[CompareRow, ...]
    pages: tuple[PageLink, ...] = ()
    """Further entries that share the same, where there are more than four."""


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic: where to start, its entries by type, its sub-topics."""

    entry: EntryView
    start_here: tuple[Card, ...]
    children: tuple[FacetValue, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class OptionView:
    """An answer that can be chosen."""

    text: Phrase
    points: int = 0
    """What it counts; of a score."""
    criterion: str = ""
    """What it says of a firm; of a checklist."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question; `number` counts through all of the page."""

    number: int
    text: Phrase
    help: Phrase
    options: tuple[OptionView, ...]


@dataclass(frozen=True, slots=True)
class RangeView:
    """A band of a score, or an advice of an area: the points in which it holds, and what it says."""

    low: int
    high: int
    title: Phrase
    """Empty in an advice."""
    text: Phrase
    refs: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class AreaView:
    """An area of a score."""

    title: Phrase
    most: int
    """Points that its questions can give."""
    questions: tuple[QuestionView, ...]
    advice: tuple[RangeView, ...]


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class StepBack:
    """Where the reader of a node may have come from."""

    question: Phrase
    path: str


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class TreeView:
    """A diagnostic that leads from question to question: its first page, with the first of them."""

    entry: EntryView
    node: NodeView | None
    """None where the tree has faults."""


@dataclass(frozen=True, slots=True)
class ActionView:
    title: Phrase
    text: Phrase
    refs: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """Actions for firms that have answered in the same way."""

    title: Phrase
    """The answers; empty for actions that hold for every firm."""
    when: str
    """The same for the script: `["all","a",["any","b","c"]]`; or empty."""
    actions: tuple[ActionView, ...]
    first: int = 1
    """Number of its first action: actions are counted through."""


@dataclass(frozen=True, slots=True)
class ChecklistView:
    """A diagnostic that shows the actions which fit the answers; without its script, all of them."""

    entry: EntryView
    questions: tuple[QuestionView, ...]
    groups: tuple[ActionGroup, ...]


@dataclass(frozen=True, slots=True)
class PartnerView:
    """A partner of the ring, with the partners before and after it."""

    entry: EntryView
    previous: Item | None
    """None where it stands alone."""
    next: Item | None


@dataclass(frozen=True, slots=True)
class HomeView:
    title: Phrase
    lead: str
    tasks: tuple[Item, ...]
    """At most three; `note` is the line below."""
    urgent: tuple[Card, ...]
    deadlines: Group | None
    news: Group | None
    guides: Group | None
    others: tuple[Group, ...]
    """The newest of every type, where a hub has none of the three above."""
    topics: tuple[FacetValue, ...]
    profiles: tuple[Item, ...]
    languages: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class FollowView:
    """How to follow what a page lists, and how to take it along."""

    feed: Item | None
    """The Atom feed, with its title; None where there is nothing to follow."""
    ways: tuple[Item, ...]
    """Feeds in every form, and the calendar."""
    copies: tuple[Item, ...] = ()
    """The list for spreadsheets, for programs, for a phone's contacts."""


@dataclass(frozen=True, slots=True)
class FollowRow:
    """A channel on the page about subscribing."""

    title: str
    feed: str
    """Permalink, since it will be copied into a program; so is that of the calendar, where there is one."""
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class FollowGroup:
    title: str
    rows: tuple[FollowRow, ...]


@dataclass(frozen=True, slots=True)
class SubscribeView:
    """What can be followed, and how."""

    title: str
    lead: str
    groups: tuple[FollowGroup, ...]
    opml: Item | None
    calendar: str
    """Permalink of the calendar of everything; empty where there is none."""
    manifest: str
    """Path of the web manifest, for the home screen of a phone."""
    icon: str
    """Path of the icon that iPhones take."""


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """Titles under a letter; or, where letters have pages of their own, the letters themselves under none."""

    letter: str
    id: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class AlphabetView:
    """Every entry by the first letter of its title."""

    title: str
    letters: tuple[LetterGroup, ...]
    pages: tuple[PageLink, ...] = ()


@dataclass(frozen=True, slots=True)
class AboutView:
    title: Phrase
    lead: Phrase
    body: BodyView | None
    facts: tuple[Fact, ...]
    """Owner, contact, licence, languages, number of entries by type."""


@dataclass(frozen=True, slots=True)
class NotFoundView:
    title: str
    text: str
    links: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search, and the ways to find something without it."""

    title: str
    script: str
    """Path of the interface, which is fetched when the reader asks."""
    engine: str
    """Path of the folder with the index."""
    # Marks, which become figures when the index is there (search/marks.py).
    first_kb: str
    next_kb: str
    seconds: str
    index: str
    """Name of the index; changes with it."""
    letters: tuple[Item, ...]
    """Parts of A to Z."""
    topics: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class RedirectView:
    title: str
    target: str


EntryPageView = EntryView | TopicView | ScoreView | TreeView | ChecklistView | ThreadView | MailingListView | PartnerView
"""What the page of an entry may show."""

View = (
    EntryView
    | ListView
    | MatrixView
    | ProductView
    | CompareView
    | CountriesView
    | TopicView
    | ScoreView
    | TreeView
    | NodeView
    | ChecklistView
    | ThreadView
    | MailingListView
    | PartnerView
    | HomeView
    | AlphabetView
    | AboutView
    | SubscribeView
    | SearchView
    | NotFoundView
    | RedirectView
)


@dataclass(frozen=True, slots=True)
class HubView:
    """The frame of every page in one language; the same value for all of them."""

    title: str
    summary: str
    home: str
    sections: tuple[Item, ...]
    """All of them, in the order of the site."""
    menu: tuple[Item, ...]
    """The navigation of every page: the first sections, A to Z, and the way to the rest where there are more."""
    all_sections: str
    """Where the home page lists them, when the menu does not; or empty."""
    more: tuple[Item, ...]
    """Beside the sections: A to Z, pages by country and by sector, how to subscribe, about."""
    subscribe: str
    """Path of the page that explains feeds and calendars."""
    contact: ContactView
    license: str
    license_url: str
    colour: str
    colour_dark: str
    logo: str
    """A drawing inline (SVG), checked; or empty."""
    search: str = ""
    """Path of the search page; or empty."""
    locale: str = ""
    """Tag of language and country, by which numbers are written."""
    audience: str = ""
    """For whom the site is, where that is not everybody: `members`, `staff`."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is true of one page, beside its view."""

    path: str
    language: str
    direction: str
    title: str
    """For `<title>`, without the hub's name."""
    description: str
    canonical: str
    """Permalink; of the original where this page only stands in for it."""
    crumbs: tuple[Item, ...]
    """From home to the parent; empty on home itself."""
    alternates: tuple[Item, ...]
    """The same page in the other languages: name in its own spelling, path, lang."""
    hub: HubView
    view: View
    feed: Item | None = None
    """The feed that the page announces: its own, else that of its section or of the hub."""
    follow: FollowView | None = None
    structured: str = ""
    """What it is about, for programs (JSON-LD); empty where there is none."""
    image: str = ""
    """Permalink of the picture that other sites show beside a link to the page."""
    only: str = ""
    """For whom alone the entry of the page is, in words; or empty."""
    absolute_root: str = ""
    """Only on 404: the path of base_url, for addresses that hold from any depth."""

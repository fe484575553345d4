"""The pages of a diagnostic: a score or a checklist on one, a tree with a small one for each node."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import accumulate

from hubgen.diagnosis.scale import Range, scale_of
from hubgen.locale.formatting import format_percent
from hubgen.model.entry import Data, Ref
from hubgen.model.output import Output
from hubgen.model.site import Published
from hubgen.model.views.diagnostics import (
    ActionGroup,
    ActionView,
    AreaView,
    ChecklistView,
    NodeView,
    OptionView,
    QuestionView,
    RangeView,
    ScoreView,
    StepBack,
    TreeView,
)
from hubgen.model.views.entry import EntryView
from hubgen.model.views.page import Page
from hubgen.model.views.pieces import Item, Phrase
from hubgen.stages.paths import portable
from hubgen.stages.plan.display import Display, capital
from hubgen.stages.plan.frame import Frame, Frames, described
from hubgen.types import BY_NAME
from hubgen.types.diagnostic_tree import reach

UNRANKED = 10_000
"""Place of an action without a priority: behind all that have one."""


def _refs(row: Data, display: Display) -> tuple[Item, ...]:
    """Links to the entries that a band, an advice, an outcome or an action names, with their type."""
    found = (display.site.get(ref.id) for ref in row.items_of("refs") if isinstance(ref, Ref))
    links = ((one, display.link(one)) for one in found if one)
    return tuple(Item(link.text, link.path, link.lang, note=display.texts[f"one_{one.type}"]) for one, link in links)


# -- score ---------------------------------------------------------------------------------


def score_view(one: Published, display: Display, entry: EntryView) -> ScoreView:
    """Questions by area, with what each answer counts and what the sums mean."""
    data = one.entry.data
    scale = scale_of(data)
    rows, numbers, areas = data.items_of("questions"), 0, []
    for area in scale.areas:
        row = data.items_of("areas")[area.place]
        questions = []
        for question in area.questions:
            numbers += 1
            questions.append(_question(rows[question.place], numbers, display, question.points))
        advice = _told(area.advice, row.items_of("advice"), display)
        areas.append(AreaView(display.phrase(row.get("title")), area.most, tuple(questions), advice))
    bands = _told(scale.bands, data.items_of("bands"), display)
    percent = format_percent(Decimal(0), display.locale).replace("0", "{n}")
    return ScoreView(entry, tuple(areas), bands, scale.most, numbers, percent)


def _question(row: Data, number: int, display: Display, points: Iterable[int] = ()) -> QuestionView:
    counted = [*points]
    options = tuple(
        OptionView(
            display.phrase(option.get("text")),
            counted[place] if counted else 0,
            str(option.get("criterion", "")),
        )
        for place, option in enumerate(row.items_of("options"))
    )
    return QuestionView(number, display.phrase(row.get("text")), display.phrase(row.get("help")), options)


def _told(ranges: Iterable[Range], rows: tuple[Data, ...], display: Display) -> tuple[RangeView, ...]:
    return tuple(
        RangeView(
            one.low,
            one.high,
            display.phrase(rows[one.place].get("title")),
            display.phrase(rows[one.place].get("text")),
            _refs(rows[one.place], display),
        )
        for one in ranges
    )


# -- checklist -----------------------------------------------------------------------------


def checklist_view(one: Published, display: Display, entry: EntryView) -> ChecklistView:
    """Questions, then all actions: those for every firm first, the others by the answers they are for."""
    data = one.entry.data
    questions = data.items_of("questions")
    words = _words(questions, display)
    groups: dict[str, tuple[Phrase, list[Data]]] = {"": (Phrase(""), [])}
    for action in data.items_of("actions"):
        when = action.get("when")
        key = json.dumps(_coded(when), separators=(",", ":")) if isinstance(when, Data) else ""
        told = _condition(when, words, display) if isinstance(when, Data) else ""
        groups.setdefault(key, (Phrase(told, _language(one, display)), []))[1].append(action)
    used = [(title, key, rows) for key, (title, rows) in groups.items() if rows]
    firsts = accumulate((len(rows) for _, _, rows in used), initial=1)
    return ChecklistView(
        entry,
        tuple(_question(row, number, display) for number, row in enumerate(questions, 1)),
        tuple(
            ActionGroup(title, key, tuple(_action(row, display) for row in sorted(rows, key=_rank)), first)
            for (title, key, rows), first in zip(used, firsts, strict=False)
        ),
    )


def _language(one: Published, display: Display) -> str:
    """Of words that are joined from several texts: empty where it is that of the page."""
    return "" if one.is_translated(display.language) else one.entry.language


def _words(questions: Iterable[Data], display: Display) -> dict[str, list[str]]:
    """Criterion -> the answers that give it, each behind its question, in quotes."""
    found: dict[str, list[str]] = {}
    said = display.texts["check_answer"]
    for question in questions:
        asked = display.phrase(question.get("text")).text
        for option in question.items_of("options"):
            answer = display.phrase(option.get("text")).text
            found.setdefault(str(option.get("criterion")), []).append(said.format(question=asked, answer=answer))
    return found


def _condition(when: Data, words: Mapping[str, Sequence[str]], display: Display) -> str:
    """A condition as a reader says it; around a part of several answers stand commas."""
    name, sign = _kind_of(when)
    ors = display.texts["finder_or"]
    parts = [
        _condition(one, words, display) if isinstance(one, Data) else ors.join(words.get(one, (one,)))
        for one in when.items_of(name)
    ]
    has_several = any(isinstance(one, Data) or len(words.get(one, ())) > 1 for one in when.items_of(name))
    return f"{',' if has_several else ''}{display.texts[sign]}".join(parts)


def _coded(when: Data) -> list[object]:
    name, _ = _kind_of(when)
    return [name.removesuffix("_of"), *(_coded(one) if isinstance(one, Data) else one for one in when.items_of(name))]


def _kind_of(when: Data) -> tuple[str, str]:
    """The field of a condition, and the text that joins what it holds."""
    return ("all_of", "and_") if "all_of" in when else ("any_of", "finder_or")


def _rank(action: Data) -> int:
    rank = action.get("priority")
    return rank if isinstance(rank, int) else UNRANKED


def _action(row: Data, display: Display) -> ActionView:
    return ActionView(display.phrase(row.get("title")), display.phrase(row.get("text")), _refs(row, display))


# -- tree ----------------------------------------------------------------------------------


def tree_view(one: Published, display: Display, entry: EntryView) -> TreeView:
    """The first page, with the first question."""
    tree = _Tree(one, display)
    return TreeView(entry, tree.view(tree.start) if tree.start in tree.nodes else None)


def node_outputs(one: Published, frame: Frame, frames: Frames) -> Iterator[Output]:
    """A page for each node of a tree but the first, which the reader meets on the page of the entry.

    Sitemap and search lead to that one alone: nobody begins in the middle.
    """
    tree = _Tree(one, frame.display)
    for name in tree.reached:
        if name != tree.start:
            yield Output(
                tree.path(name, frame.language), "page", one.entry.sources, one.id,
                template="node.html", context=_context(one, name, frame, tree), changed=one.changed, indexed=False,
            )  # fmt: skip


def _context(one: Published, name: str, frame: Frame, tree: _Tree) -> Callable[[], Page]:
    def context() -> Page:
        view, path = tree.view(name), tree.path(name, frame.language)
        title = frame.display.title(one).text
        section = Item(frame.texts[f"section_{one.type}"], frame.addresses.section(BY_NAME[one.type]))
        return frame.page(
            path, view, title=f"{view.title.text} ({title})", description=described(title, [view.title.text]),
            crumbs=(frame.home_crumb, section, frame.display.link(one)),
            alternates={lang: tree.path(name, lang) for lang in one.paths}, section=None, only=frame.display.only(one),
        )  # fmt: skip

    return context


class _Tree:
    """The nodes of a tree in one language; empty for any other entry."""

    def __init__(self, one: Published, display: Display):
        self.one, self.display = one, display
        data = one.entry.data
        self.nodes: dict[str, Data] = {str(node.get("id")): node for node in data.items_of("nodes")}
        self.start = str(data.get("start", ""))
        self.ways = {name: tuple(self._ways(node)) for name, node in self.nodes.items()}

    def _ways(self, node: Data) -> Iterator[tuple[str, str]]:
        for option in node.items_of("options"):
            if (name := option.get("next")) in self.nodes:
                yield str(name), self.display.phrase(option.get("text")).text

    @cached_property
    def reached(self) -> list[str]:
        """The nodes with a page, in the order of the author."""
        found = reach(self.start, self.ways) if self.start in self.nodes else frozenset()
        return [name for name in self.nodes if name in found]

    def path(self, name: str, language: str) -> str:
        first = self.one.paths[language]
        return first if name == self.start else f"{first.removesuffix('.html')}/{portable(name)}.html"

    def view(self, name: str) -> NodeView:
        display, node = self.display, self.nodes[name]
        language = display.language
        is_end = node.get("kind") == "outcome"
        options = tuple(
            Item(text.text, self.path(str(option.get("next")), language), text.lang)
            for option in node.items_of("options")
            if option.get("next") in self.nodes
            for text in (display.phrase(option.get("text")),)
        )
        before = [other for other in self.reached if any(target == name for target, _ in self.ways[other])]
        back = tuple(StepBack(display.phrase(self.nodes[n].get("title")), self.path(n, language)) for n in before)
        return NodeView(
            kicker=capital(display.texts["diag_outcome" if is_end else "diag_question"]),
            title=display.phrase(node.get("title")),
            text=display.phrase(node.get("text")),
            options=options,
            refs=_refs(node, display),
            back=back if len({one.question for one in back}) == len(back) else (),
            start=self.one.paths[language],
        )

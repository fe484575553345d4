"""The rules of a tree: every option leads to a node, every node can be reached, no way leads in a circle.

All faults are told in one run, and none that merely follows from another: an option whose `next` is misspelt counts
as leading to the node of the nearest name, and of nodes that cannot be reached only those that no other leads to are
told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from hubgen.model.entry import Data
from hubgen.problems import Message, Problem, say
from hubgen.types.base import Draft

MOST_NODES = 200


def tree_rules(draft: Draft) -> Iterator[Problem]:
    """All faults of a tree; of one that has too many nodes that alone, for it will be divided."""
    nodes = draft.data.items_of("nodes")
    if len(nodes) > MOST_NODES:
        yield _too_many(draft, len(nodes))
    elif nodes:
        tree = _Tree(draft, nodes)
        yield from tree.ends()
        yield from tree.broken()
        yield from tree.circles()
        yield from tree.unreached()


def _too_many(draft: Draft, count: int) -> Problem:
    return draft.fault(
        "value-type",
        "nodes",
        say("the tree has {count} nodes", count=count),
        expected=say("at most {limit}", limit=MOST_NODES),
        mend=say("make two diagnostics of it"),
    )


class _Tree:
    """Nodes by id, and where each leads."""

    def __init__(self, draft: Draft, nodes: tuple[Data, ...]):
        self.draft, self.nodes = draft, nodes
        self.numbers: dict[str, int] = {}
        self.meant: dict[str, str] = {}
        """What a name that is no node's was found to mean."""
        for number, node in enumerate(nodes, 1):
            self.numbers.setdefault(str(node.get("id")), number)
        self.ways = {name: tuple(self._ways(number)) for name, number in self.numbers.items()}

    def _ways(self, number: int) -> Iterator[tuple[str, str]]:
        """Where the options of a question lead, each with the path of the field that says so."""
        node = self.nodes[number - 1]
        for place, option in enumerate(node.items_of("options") if node.get("kind") != "outcome" else (), 1):
            if name := self._meant(option.get("next")):
                yield name, f"nodes.{number}.options.{place}.next"

    def _meant(self, name: object) -> str:
        """The node that a name means: of that id, else of the nearest; empty where there is none."""
        if name in self.numbers:
            return str(name)
        wanted = str(name or "")
        if wanted not in self.meant:
            self.meant[wanted] = next(iter(get_close_matches(wanted, self.numbers, n=1, cutoff=0.6)), "")
        return self.meant[wanted]

    def ends(self) -> Iterator[Problem]:
        """A question goes on, an outcome ends: with options the one, with references the other."""
        for number, node in enumerate(self.nodes, 1):
            path, title = f"nodes.{number}", node.text("title")
            if node.get("kind") == "question" and "options" not in node and f"{path}.options" not in self.draft.faulty:
                yield self._missing(path, "options", say('the question "{title}" has no options', title=title))
            if node.get("kind") == "outcome":
                if "refs" not in node and f"{path}.refs" not in self.draft.faulty:
                    yield self._missing(path, "refs", say('the outcome "{title}" leads to no entry', title=title))
                if "options" in node:
                    yield self.draft.fault(
                        "value-type",
                        f"{path}.options",
                        say('the outcome "{title}" has options, but ends the tree', title=title),
                        mend=say("write kind: question, or remove the options"),
                    )

    def broken(self) -> Iterator[Problem]:
        """Options, and the start, that lead to no node."""
        start = self.draft.get("start")
        if start is not None and start not in self.numbers:
            yield self._no_node("start", start)
        for number, node in enumerate(self.nodes, 1):
            for place, option in enumerate(node.items_of("options") if node.get("kind") == "question" else (), 1):
                path = f"nodes.{number}.options.{place}"
                if "next" in option:
                    if option.get("next") not in self.numbers:
                        yield self._no_node(f"{path}.next", option.get("next"))
                elif f"{path}.next" not in self.draft.faulty:
                    text = option.text("text")
                    message = say('the option "{text}" leads nowhere: it has no {field}', text=text, field="next")
                    yield self._missing(path, "next", message)

    def _no_node(self, path: str, name: object) -> Problem:
        near = self._meant(name)
        return self.draft.fault(
            "broken-reference",
            path,
            say('there is no node "{name}"', name=name),
            expected=say("the id of a node"),
            mend=say('"{near}"?', near=near) if near else None,
        )

    def _missing(self, path: str, field: str, why: Message) -> Problem:
        return self.draft.fault("missing-field", path, why, mend=say("add {field}: …", field=field))

    def circles(self) -> Iterator[Problem]:
        """Each option that leads back to a node on the way to it; found by a walk into the depth, without recursion."""
        done: set[str] = set()
        for first in self.numbers:
            way: list[str] = []
            waiting = [] if first in done else [(first, 0)]
            while waiting:
                name, depth = waiting.pop()
                if depth < len(way):
                    done.update(way[depth:])
                    del way[depth:]
                if name in done:
                    continue
                way.append(name)
                for target, path in reversed(self.ways[name]):
                    if target in way:
                        yield self._circle([*way[way.index(target) :], target], path)
                    elif target not in done:
                        waiting.append((target, depth + 1))
            done.update(way)

    def _circle(self, names: list[str], path: str) -> Problem:
        return self.draft.fault(
            "value-type",
            path,
            say("the nodes lead in a circle: {chain}", chain=" > ".join(names)),
            mend=say("let this option lead to another node"),
        )

    def unreached(self) -> Iterator[Problem]:
        start = self._meant(self.draft.get("start"))
        if not start:
            return
        reached = reach(start, self.ways)
        lost = [name for name in self.numbers if name not in reached]
        led_to = {target for name in lost for target, _ in self.ways[name] if target != name}
        for name in [name for name in lost if name not in led_to] or lost[:1]:
            yield self.draft.fault(
                "value-type",
                f"nodes.{self.numbers[name]}.id",
                say('no way leads from the start to the node "{name}"', name=name),
                mend=say("let an option lead there with next: {name}, or remove the node", name=name),
            )


def reach(start: str, ways: Mapping[str, tuple[tuple[str, str], ...]]) -> frozenset[str]:
    """The nodes that can be reached, the first among them."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [target for target, _ in ways[name]]
    return frozenset(found)

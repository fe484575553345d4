"""The field engine: named text in, typed values out, every problem collected.

It walks a node by the field table of its type. It knows nothing of files: Markdown,
YAML and spreadsheets have all become nodes before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from hubgen.locale.formatting import fold
from hubgen.model.context import ValueContext
from hubgen.model.entry import Data, Localized, Places, Reference
from hubgen.model.field import Field, ValueType
from hubgen.model.frozen import frozen
from hubgen.model.node import Mapping, Node, Scalar, Sequence, is_empty
from hubgen.model.values.days import is_zone, read_verified
from hubgen.model.values.joined import parted, to_part
from hubgen.model.values.readers import READERS
from hubgen.model.values.text import read_text
from hubgen.problems import ContentProblems, Fix, Location, Message, Problem, problem, say
from hubgen.types.base import ContentType
from hubgen.types.cut_texts import cut_texts
from hubgen.types.field_words import spellings
from hubgen.types.map_rules import check_map
from hubgen.types.maps import MAPS

ALL_WORDS = frozenset({"all", "todas", "todos", "toda", "todo"})


@frozen
class Reading:
    """What the engine made of one source: typed values, where they stand, what is wrong."""

    data: Data
    places: Places
    faulty: frozenset[str]
    problems: tuple[Problem, ...]


def read_entry(node: Mapping, kind: ContentType, context: ValueContext, language: str) -> Reading:
    """The original of an entry, whose texts are in `language` unless a name carries `@lang`."""
    engine = _Engine(context, language, is_translation=False)
    return engine.read(node, kind)


def read_translation(node: Mapping, kind: ContentType, context: ValueContext, language: str) -> Reading:
    """A translation file: it may set texts only; the rest comes from the original."""
    engine = _Engine(context, language, is_translation=True)
    return engine.read(node, kind)


def read_fields(node: Mapping, fields: Iterable[Field], context: ValueContext, language: str) -> Reading:
    """Named values of any table, such as the settings of a hub."""
    engine = _Engine(context, language, is_translation=False)
    data = engine._map(node, tuple(fields), "")
    return Reading(
        data, Places.of_fields(node.where, engine.places.items()), frozenset(engine.faulty), tuple(engine.problems)
    )


def read_part(node: Mapping, kind: ContentType, context: ValueContext, language: str) -> Reading:
    """A part of an entry that stands in a row of its own, with what the map it is must hold."""
    reading = read_fields(node, kind.fields.values(), context, language)
    faults = check_map(kind.name, reading.data, node.where, "", reading.faulty)
    return replace(reading, problems=(*reading.problems, *faults))


@dataclass
class _Engine:
    context: ValueContext
    language: str
    is_translation: bool
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Location] = field(default_factory=dict)
    faulty: set[str] = field(default_factory=set)

    def read(self, node: Mapping, kind: ContentType) -> Reading:
        self.context = replace(self.context, zone=self._zone(node))
        data = self._map(node, tuple(kind.fields.values()), "")
        if "timezone" in self.faulty:
            data = Data.of((name, value) for name, value in data if name != "timezone")
        places = Places.of_fields(node.where, self.places.items())
        return Reading(data, places, frozenset(self.faulty), tuple(self.problems))

    def _zone(self, node: Mapping) -> str:
        """The zone of the entry's own `timezone`, else the hub's; an unknown one is told where it stands."""
        own = node.get("timezone")
        if not isinstance(own, Scalar) or is_empty(own):
            return self.context.zone
        if not is_zone(own.text.strip()):
            self._fault(
                "not-in-vocabulary",
                own.where.at("timezone"),
                say('"{text}" is not a time zone', text=own.text),
                expected=say("an IANA name such as America/Tegucigalpa"),
            )
            self.faulty.add("timezone")
            return self.context.zone
        return own.text.strip()

    def _fault(self, rule: str, where: Location, message: Message, **more: Any) -> None:
        self.problems.append(problem(rule, where, message, **more))

    def _map(self, node: Mapping, fields: Iterable[Field], prefix: str) -> Data:
        table = {item.name: item for item in fields}
        found: dict[str, dict[str, object]] = {}
        cut = cut_texts(node, table)
        for key, value in node:
            name, at, language = key.text.strip().partition("@")
            path = prefix + name
            if cut and key in cut:
                self._cut(key, cut[key], prefix)
            elif name not in table:
                self._unknown(key, name, path, table)
            elif self._may_set(key, value, table[name], language if at else "", path) and not is_empty(value):
                self._keep(found.setdefault(name, {}), table[name], value, language or self.language, path)
        data = Data.of((name, self._joined(table[name], found[name])) for name in table if found.get(name))
        self.places.update({prefix + key.text: key.where for key, _ in node if prefix + key.text not in self.places})
        return data

    def _keep(self, slots: dict[str, object], item: Field, value: Node, language: str, path: str) -> None:
        spelled = path if language == self.language else f"{path}@{language}"
        self.places.setdefault(spelled, value.where.at(spelled))
        before = len(self.problems)
        try:
            typed = self._value(value, item.type, item, path)
        except ContentProblems as fault:
            self.problems.extend(replace(one, where=one.where.at(spelled)) for one in fault.problems)
            typed = None
        if len(self.problems) > before:
            self.faulty.add(path)
        if typed is not None and typed != ():
            slots[language] = typed

    def _joined(self, item: Field, slots: dict[str, object]) -> object:
        if not (item.translatable or item.per_translation):
            return next(iter(slots.values()))
        own = {self.language: slots[self.language]} if self.language in slots else {}
        order = [lang for lang in self.context.languages if lang in slots and lang not in own]
        return Localized.of(tuple({**own, **{lang: slots[lang] for lang in order}}.items()))

    def _may_set(self, key: Scalar, value: Node, item: Field, language: str, path: str) -> bool:
        is_text = item.translatable or item.per_translation
        if language and language not in self.context.languages:
            self._fault(
                "not-in-vocabulary",
                key.where.at(path),
                say('"{language}" is not a language of this hub', language=language),
                expected=say("one of: {labels}", labels=", ".join(self.context.languages)),
            )
            return False
        if language and not is_text:
            self._fault(
                "unknown-field",
                key.where.at(path),
                say("{field} is the same in every language", field=path),
                mend=_to_remove(key),
            )
            return False
        if self.is_translation and not is_text and not _holds_text(value, item):
            self._fault(
                "unknown-field",
                key.where.at(path),
                say("a translation cannot set {field}: it comes from the original", field=path),
                mend=_to_remove(key),
            )
            return False
        return True

    def _unknown(self, key: Scalar, name: str, path: str, table: MappingType[str, Field]) -> None:
        where = key.where.at(path)
        near = nearest_field(name, table.values())
        mend = say("write {field}", field=near) if near else say("move it below extra: if it is your own, or remove it")
        self._fault(
            "unknown-field",
            where,
            say('unknown field "{field}"', field=path),
            mend=mend,
            fix=Fix(name, near) if near else None,
        )

    def _cut(self, key: Scalar, line: str, prefix: str) -> None:
        """A comma has cut a text in two; of several pieces the first one tells the whole."""
        if line:
            self._fault(
                "bad-syntax",
                key.where.at(prefix + line.partition(":")[0]),
                say('between {{ and }} a comma begins another field: "{text}" is none', text=key.text),
                mend=say("if it belongs to the text before it, put that in quotes: {line}", line=line),
            )

    def _value(self, node: Node, kind: ValueType, item: Field, path: str) -> object:
        if kind.kind == "list":
            return self._list(node, kind, item, path)
        if kind.kind == "union":
            return self._of_union(node, kind, item, path)
        if kind.kind == "map":
            return self._inner_map(node, kind, path)
        if not isinstance(node, Scalar):
            what = (
                say("{field} is a list, but takes one value", field=path)
                if isinstance(node, Sequence)
                else say("{field} has fields of its own, but takes one value", field=path)
            )
            raise ContentProblems(
                problem("value-type", node.where, what, mend=say('if it is a text with a colon, put it in quotes: "…"'))
            )
        if kind.kind == "ref":
            text = read_text(node, kind, self.context)
            return Reference(text, kind.argument, False, node.where.at(path))
        reader = read_verified if item.name == "verified" else READERS[kind.kind]
        return reader(node, kind, self.context)

    def _of_union(self, node: Node, kind: ValueType, item: Field, path: str) -> object:
        """A value in one of its forms; of a text that is none of them, the form with fields is told."""
        try:
            return self._value(node, _choose(node, kind), item, path)
        except ContentProblems as fault:
            form = None if isinstance(node, Mapping) else _form(kind, path, in_cell=node.where.row > 0)
            raise ContentProblems(*(replace(one, mend=one.mend or form) for one in fault.problems)) from None

    def _list(self, node: Node, kind: ValueType, item: Field, path: str) -> object:
        nodes = node.items if isinstance(node, Sequence) else (node,)
        assert kind.items is not None
        if _says_all(nodes):
            return self._all(node, nodes, item, path)
        values = []
        for number, one in enumerate(nodes, 1):
            if is_empty(one) and not isinstance(one, Mapping):
                continue
            inner = f"{path}.{number}" if kind.items.kind == "map" or isinstance(one, Mapping) else path
            try:
                values.append(self._value(one, kind.items, item, inner))
            except ContentProblems as fault:
                mend = self._to_part(one, kind.items, is_alone=not isinstance(node, Sequence))
                self.problems.extend(
                    replace(it, where=it.where.at(path), mend=mend or it.mend) for it in fault.problems
                )
        # Maps are matched by position in translations, so two alike count twice.
        return tuple(values) if kind.items.kind == "map" else tuple(dict.fromkeys(values))

    def _to_part(self, node: Node, kind: ValueType, *, is_alone: bool) -> Message | None:
        """The mend of an item that joins several values, each of them good."""
        read = READERS.get(kind.kind)
        if not isinstance(node, Scalar) or read is None or not (node.where.row or is_alone):
            return None

        def is_good(text: str) -> bool:
            try:
                read(Scalar(text, node.where), kind, self.context)
            except ContentProblems:
                return False
            return True

        pieces = parted(node.text, is_good)
        return to_part(pieces, in_cell=node.where.row > 0) if pieces else None

    def _all(self, node: Node, nodes: tuple[Node, ...], item: Field, path: str) -> object:
        if item.all_allowed and len(nodes) == 1:
            return ("all",)
        word = next(one.text for one in nodes if isinstance(one, Scalar) and fold(one.text) in ALL_WORDS)
        message = say('{field} does not take "{word}"', field=path, word=word)
        mend = say("name the values one by one")
        if item.all_allowed:
            message = say('"{word}" means every value and stands alone', word=word)
            mend = say("name the values one by one, or write all alone")
        raise ContentProblems(problem("value-type", node.where, message, mend=mend))

    def _inner_map(self, node: Node, kind: ValueType, path: str) -> Data:
        if not isinstance(node, Mapping):
            raise ContentProblems(
                problem(
                    "value-type",
                    node.where,
                    say("{field} needs fields of its own", field=path),
                    expected=say(
                        "{names}", names=", ".join(f.name for f in MAPS.get(kind.argument, ())) or "name: value"
                    ),
                )
            )
        if not kind.argument:
            return _free_map(node)
        fields = MAPS[kind.argument]
        self.places.setdefault(path, node.where.at(path))
        data = self._map(node, fields, path + ".")
        if not self.is_translation:
            self.problems.extend(check_map(kind.argument, data, node.where.at(path), path, self.faulty))
        return data


def _holds_text(value: Node, item: Field) -> bool:
    """Whether texts stand in a map; the other form of a union (an address, a reference) never is one."""
    return bool(item.type.map_name) and not (item.type.choices and isinstance(value, Scalar))


def _to_remove(key: Scalar) -> Message:
    if key.where.row:
        return say("remove the column {field}", field=key.where.field)
    return say("remove the line {field}", field=key.text)


def _choose(node: Node, kind: ValueType) -> ValueType:
    """The member of a union that the shape of the value means."""
    if isinstance(node, Mapping):
        return next((choice for choice in kind.choices if choice.kind == "map"), kind.choices[-1])
    plain = [choice for choice in kind.choices if choice.kind != "map"]
    if len(plain) == 2 and plain[0].kind == "ref":  # "ref(t) or text(n)": resolve decides which of the two it is
        return ValueType("ref_or_text", argument=plain[0].argument, limit=plain[1].limit)
    return plain[0]


def _form(kind: ValueType, path: str, *, in_cell: bool) -> Message | None:
    """How a union is written as a map, where it may be one."""
    names = [inner.name for inner in MAPS.get(kind.map_name, ())]
    if not names:
        return None
    if in_cell:
        return say("write its address, or use the columns {names}", names=", ".join(f"{path}.{name}" for name in names))
    return say(
        "write its address, or {field}: {form}", field=path, form=f"{{{', '.join(f'{name}: …' for name in names)}}}"
    )


def _read_ref_or_text(node: Scalar, kind: ValueType, context: ValueContext) -> Reference:
    return Reference(read_text(node, kind, context), kind.argument, True, node.where)


READERS["ref_or_text"] = _read_ref_or_text


def _says_all(nodes: tuple[Node, ...]) -> bool:
    return any(isinstance(one, Scalar) and fold(one.text) in ALL_WORDS for one in nodes)


def _free_map(node: Mapping) -> Data:
    return Data.of((key.text, value.text) for key, value in node if isinstance(value, Scalar))


def nearest_field(name: str, fields: Iterable[Field]) -> str | None:
    """The field whose name or label is nearest to what was written."""
    known: dict[str, str] = {}
    for text, item, _ in spellings(fields):
        known.setdefault(fold(text), item.name)
    near = get_close_matches(fold(name), known, n=1, cutoff=0.7)
    return known[near[0]] if near else None


def merge_translation(
    original: Data, translation: Data, places: Places, prefix: str = ""
) -> tuple[Data, list[Problem]]:
    """The original with the texts of a translation beside its own; lists of maps are matched by position.

    Args:
        places: where the fields of the translation stand.
    """
    problems: list[Problem] = []
    merged = original
    for name, value in translation:
        old = original.get(name)
        path = prefix + name
        if isinstance(value, Localized):
            values = (*old.values, *value.values) if isinstance(old, Localized) else value.values
            merged = merged.with_value(name, Localized.of(values))
        elif isinstance(value, Data) and isinstance(old, Data):
            inner, more = merge_translation(old, value, places, path + ".")
            merged = merged.with_value(name, inner)
            problems += more
        elif isinstance(value, tuple):
            merged, more = _merge_list(merged, name, old, value, places, path)
            problems += more
    return merged, problems


def _merge_list(
    merged: Data, name: str, old: object, new: tuple[Any, ...], places: Places, path: str
) -> tuple[Data, list[Problem]]:
    count = len(old) if isinstance(old, tuple) else 0
    if count != len(new) or not isinstance(old, tuple):
        return merged, [
            problem(
                "value-type",
                places.of(path),
                say("{count} items, but the original has {wanted}", count=len(new), wanted=count),
                mend=say("give as many items as the original, in its order"),
            )
        ]
    problems: list[Problem] = []
    rows = []
    for number, (one, other) in enumerate(zip(old, new, strict=True), 1):
        row, more = merge_translation(one, other, places, f"{path}.{number}.")
        rows.append(row)
        problems += more
    return merged.with_value(name, tuple(rows)), problems


def texts_for_digest(data: Data, fields: Iterable[Field], language: str) -> Iterator[str]:
    """The `text` and `md` values of the original, in the order of the field tables (contract, section 4)."""
    values = dict(data)
    for item in fields:
        value = values.get(item.name)
        if value is not None:
            yield from _texts(value, item.type, language)


def _texts(value: object, kind: ValueType, language: str) -> Iterator[str]:
    if isinstance(value, Localized):
        if _is_words(kind) and value.languages[0] == language:
            value = value.original
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, str):
                    yield one
    elif isinstance(value, Data) and kind.map_name:
        yield from texts_for_digest(value, MAPS[kind.map_name], language)
    elif isinstance(value, tuple):
        for one in value:
            if isinstance(one, Data):
                yield from _texts(one, kind, language)


def _is_words(kind: ValueType) -> bool:
    return kind.kind in ("text", "md") or (kind.items is not None and kind.items.kind in ("text", "md"))

"""Plain values as bytes and back equal, for what is remembered between builds; JSON, so that a kept result never runs
code.

It takes what `digest` takes, apart from lists and members of an Enum: None, bool, int, str, Decimal, date, datetime,
tuple, frozenset, dict with text keys, and dataclasses of a closed list.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

from hubgen.model.members import values_of

Plain = Any
"""None, bool, int, str, or a list whose first item says what it was: the number of a class, or a letter."""


class PlainCodec:
    """Values that are made of some dataclasses; a number, of their place in the list, stands for each in the bytes.

    Args:
        shared: of some classes the members whose texts, or names, come again and again: each is held once.
        modules: names of modules whose dataclasses are among them; each is loaded when a value of it is met.
    """

    def __init__(self, *classes: Any, shared: Mapping[type, tuple[str, ...]] = {}, modules: Sequence[str] = ()):
        self._shared = shared
        self._numbers: dict[type, int] = {}
        self._values_of: dict[type, Callable[[object], Sequence[object]]] = {}
        self._makers: dict[int, Callable[..., object]] = {}
        self._known: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        self._once_there: set[int] = set()
        """Ids of those."""
        self._firsts = {name: _MANY * number for number, name in enumerate(modules, 1)}
        self._modules = {first: name for name, first in self._firsts.items()}
        self._meet(classes, 0)

    def _meet(self, classes: Iterable[Any], first: int) -> None:
        for number, kind in enumerate(classes, first):
            self._numbers[kind] = number
            self._values_of[kind] = values_of([one.name for one in fields(kind) if one.init])
            self._makers[number] = _sharing(kind, self._shared[kind]) if kind in self._shared else kind

    def _load(self, module: str) -> None:
        found = vars(import_module(module)).values()
        own = [one for one in found if is_dataclass(one) and isinstance(one, type) and one.__module__ == module]
        self._meet(own, self._firsts[module])

    def _maker(self, number: int) -> Callable[..., object]:
        self._load(self._modules[number - number % _MANY])
        return self._makers[number]

    def dump(self, value: object) -> bytes:
        """The value as bytes.

        Raises:
            TypeError: something in it has none of the types.
        """
        return json.dumps(self._plain(value), ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )

    def load(self, data: bytes) -> Any:
        """The value that the bytes are of; any exception where they are of none."""
        return self._value(json.loads(data.decode("utf-8", "surrogatepass")))

    def _once(self, value: tuple[Any, ...]) -> tuple[Any, ...]:
        """The tuple, held once where all in it is: a country of its own, a pair of a field and its day."""
        if len(value) > _FEW:
            return value
        for item in value:
            kind = type(item)
            is_shared = len(item) <= _SHORT if kind is str else id(item) in self._once_there if kind is tuple else False
            if not is_shared and item is not None and kind is not date:
                return value
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
            self._once_there.clear()
        known = self._known.setdefault(value, value)
        self._once_there.add(id(known))
        return known

    def _plain(self, value: Any) -> Plain:
        kind = type(value)
        if kind in _AS_IT_IS:
            return value
        if kind is tuple:
            return ["t", *[item if type(item) in _AS_IT_IS else self._plain(item) for item in value]]
        number = self._numbers.get(kind)
        if number is not None:
            held = self._values_of[kind](value)
            return [number, *[item if type(item) in _AS_IT_IS else self._plain(item) for item in held]]
        if kind is dict:
            if any(type(key) is not str for key in value):
                raise TypeError("a dict can be kept only when all its keys are text")
            return ["m", [[key, self._plain(item)] for key, item in value.items()]]
        if kind is frozenset:
            return ["f", *sorted(map(self._plain, value), key=repr)]
        if kind in _WRITERS:
            return _WRITERS[kind](value)
        if kind.__module__ not in self._firsts or not is_dataclass(kind):
            raise TypeError(f"{kind.__module__}.{kind.__qualname__} cannot be kept")
        self._load(kind.__module__)
        return self._plain(value)

    def _value(self, plain: Plain) -> Any:
        if type(plain) is not list:
            return plain
        tag, *items = plain
        if type(tag) is int:
            make = self._makers.get(tag) or self._maker(tag)
            return make(*[self._value(item) if type(item) is list else item for item in items])
        if tag == "t":
            return self._once(tuple([self._value(item) if type(item) is list else _once(item) for item in items]))
        if tag == "m":
            return {key: self._value(item) for key, item in items[0]}
        if tag == "f":
            return frozenset(map(self._value, items))
        return _READERS[tag](*items)


_MANY = 1000
"""More dataclasses than any module has."""
_AS_IT_IS = frozenset({type(None), bool, int, str})
_SHORT = 20
_FEW = 3
_MOST_KNOWN = 20_000


_lately: dict[Any, Any] = {}
"""Texts, and tuples of them. `sys.intern` would keep a table of all of them, of which most never come again."""


def _held(value: Any) -> Any:
    if len(_lately) >= _MOST_KNOWN:
        _lately.clear()
    return _lately.setdefault(value, value)


def _once(item: Any) -> Any:
    """A short text in a tuple is a name, a code or a language: it comes again and again, and is held once."""
    return _held(item) if type(item) is str and len(item) <= _SHORT else item


def _sharing(kind: Any, members: tuple[str, ...]) -> Callable[..., object]:
    places = [number for number, one in enumerate(one for one in fields(kind) if one.init) if one.name in members]

    def make(*items: Any) -> object:
        held = list(items)
        for place in places:
            held[place] = _held(held[place])
        return kind(*held)

    return make


def _moment(value: datetime) -> Plain:
    zone = value.tzinfo
    if isinstance(zone, ZoneInfo):
        return ["z", value.replace(tzinfo=None).isoformat(), value.fold, zone.key]
    return ["w", value.isoformat()]


def _in_zone(text: str, fold: int, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


_WRITERS: Mapping[type, Callable[[Any], Plain]] = {
    Decimal: lambda value: ["d", str(value)],
    date: lambda value: ["y", value.isoformat()],
    datetime: _moment,
}
_READERS: Mapping[str, Callable[..., object]] = {
    "d": Decimal,
    "y": lru_cache(maxsize=10_000)(date.fromisoformat),  # entries share their days
    "w": datetime.fromisoformat,
    "z": _in_zone,
}

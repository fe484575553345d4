"""Values that never change: equal where their members are, and to be named by a digest.

Like `dataclass(frozen=True, slots=True)`, whose functions `fields` and `replace` know them. That they do not change is
held by mypy, not while the program runs, and members are compared by one call: a value is made five times as fast, and
its class, of which a build loads hundreds, four times as fast.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, dataclass_transform, overload

from hubgen.model.members import values_of

Kind = TypeVar("Kind", bound=type)
_KINDS: set[type] = set()


@overload
def frozen(kind: Kind, /) -> Kind: ...
@overload
def frozen(*, slots: bool = True, order: bool = False, eq: bool = True) -> Callable[[Kind], Kind]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(kind: Any = None, /, *, slots: bool = True, order: bool = False, eq: bool = True) -> Any:
    """Makes a class one of values that never change.

    Args:
        slots: without them it may have a `cached_property`.
        order: values are compared by their members, in the order of these.
        eq: values are equal where their members are; else each is equal to itself alone.
    """

    def made(kind: Any) -> Any:
        found: Any = dataclass(eq=order, order=order, repr=False, slots=slots)(kind)
        found.__repr__ = _told
        if eq:
            _compare(found)
        _KINDS.add(found)
        return found

    return made if kind is None else made(kind)


def is_frozen(kind: type) -> bool:
    """Whether a class is one of such values."""
    return kind in _KINDS


def _compare(kind: Any) -> None:
    members = values_of([one.name for one in fields(kind) if one.compare])

    def equal(self: object, other: object) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return self is other or members(self) == members(other)

    def hashed(self: object) -> int:
        return hash(members(self))

    kind.__eq__, kind.__hash__ = equal, hashed


def _told(self: Any) -> str:
    members = ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({members})"

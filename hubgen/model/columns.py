"""Many values of one frozen class, in columns: of the files of a large site there are hundreds of thousands."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_NONE = -1
_DIGEST_BYTES = 32


class Columns(Mapping[str, T], Generic[T]):
    """Values by name, in the order in which the names came, in a fifth of the room of as many objects.

    Members that are said to be whole numbers from zero on, or none, lie in arrays; the others as they are.

    A value whose digest is none raises ValueError, one with a number of more than 63 bits OverflowError; a name that is
    new may have come half then, and the whole is of no use.

    Args:
        kind: the class of the values.
        digests: names of members that are SHA-256 in hexadecimal digits; they lie there as their bytes.
    """

    def __init__(self, kind: type[T], digests: tuple[str, ...] = ()):
        self._kind = kind
        self._places: dict[str, int] = {}
        self._columns: dict[str, Any] = {
            one.name: _Digests() if one.name in digests else _Numbers() if one.type in ("int", "int | None") else []
            for one in fields(kind)  # type: ignore[arg-type]
        }

    def __setitem__(self, name: str, value: T) -> None:
        place = self._places.get(name)
        if place is None:
            self._places[name] = len(self._places)
            for member, column in self._columns.items():
                column.append(getattr(value, member))
        else:
            for member, column in self._columns.items():
                column[place] = getattr(value, member)

    def __getitem__(self, name: str) -> T:
        place = self._places[name]
        return self._kind(*[column[place] for column in self._columns.values()])

    def member(self, name: str, member: str) -> Any:
        """One member of a value, without the others."""
        return self._columns[member][self._places[name]]

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class _Numbers:
    def __init__(self) -> None:
        self._numbers = array("q")

    def append(self, number: int | None) -> None:
        self._numbers.append(_NONE if number is None else number)

    def __setitem__(self, place: int, number: int | None) -> None:
        self._numbers[place] = _NONE if number is None else number

    def __getitem__(self, place: int) -> int | None:
        number = self._numbers[place]
        return None if number == _NONE else number


class _Digests:
    def __init__(self) -> None:
        self._bytes = bytearray()

    def append(self, digest: str) -> None:
        self._bytes += _packed(digest)

    def __setitem__(self, place: int, digest: str) -> None:
        self._bytes[place * _DIGEST_BYTES : (place + 1) * _DIGEST_BYTES] = _packed(digest)

    def __getitem__(self, place: int) -> str:
        return self._bytes[place * _DIGEST_BYTES : (place + 1) * _DIGEST_BYTES].hex()


def _packed(digest: str) -> bytes:
    found = bytes.fromhex(digest)
    if len(found) != _DIGEST_BYTES:
        raise ValueError(digest)
    return found

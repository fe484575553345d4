"""One name for one value: the digest that stands for everything a result depends on.

It takes plain values alone and refuses the rest: a value without a digest cannot enter
a template, and that refusal is what keeps the site right.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

Emit = Callable[[bytes], None]


def digest(value: object) -> str:
    """A name for the value: equal for equal values, different for different ones.

    Takes None, bool, int, str, bytes, Decimal, date, datetime with a zone, tuple, list,
    frozenset, dict with text keys, members of an Enum and frozen dataclasses, nested at
    will; subclasses of these are not among them. A dict is digested by its sorted keys:
    nothing may depend on the order of one.

    Returns:
        32 hexadecimal characters (BLAKE2b, 128 bits).

    Raises:
        TypeError: the value holds something else.
    """
    parts: list[bytes] = []
    _encode(value, parts.append)
    return blake2b(b"".join(parts), digest_size=16).hexdigest()


def _encode(value: Any, emit: Emit) -> None:
    kind = type(value)
    (_WRITERS.get(kind) or _writer_for(kind))(value, emit)


def _encode_each(values: Iterable[Any], emit: Emit) -> None:
    """The same for several; texts, which most values are, without a call for each."""
    for value in values:
        kind = type(value)
        if kind is str:
            data = value.encode("utf-8", "surrogatepass")
            emit(b"s%d:%b" % (len(data), data))
        else:
            (_WRITERS.get(kind) or _writer_for(kind))(value, emit)


# Every piece starts with its type and its length, so that no two values run into one another.
def _piece(tag: bytes, data: bytes) -> bytes:
    return b"%b%d:%b" % (tag, len(data), data)


def _text(value: str) -> bytes:
    return value.encode("utf-8", "surrogatepass")


def _encode_items(tag: bytes) -> Callable[[Any, Emit], None]:
    def write(value: Any, emit: Emit) -> None:
        emit(b"%b%d:" % (tag, len(value)))
        _encode_each(value, emit)

    return write


def _encode_set(value: frozenset[Any], emit: Emit) -> None:
    emit(b"S%d:" % len(value))
    for item in sorted(_encoded(item) for item in value):
        emit(item)


def _encoded(value: object) -> bytes:
    parts: list[bytes] = []
    _encode(value, parts.append)
    return b"".join(parts)


def _encode_dict(value: dict[str, Any], emit: Emit) -> None:
    if any(type(key) is not str for key in value):
        raise TypeError("a dict can be digested only when all its keys are text")
    emit(b"m%d:" % len(value))
    for key in sorted(value):
        emit(_piece(b"k", _text(key)))
        _encode(value[key], emit)


def _encode_datetime(value: datetime, emit: Emit) -> None:
    if value.utcoffset() is None:
        raise TypeError(f"{value!r} cannot be digested: it has no time zone")
    emit(_piece(b"w", _text(f"{value.isoformat()} {value.tzname()}")))


_WRITERS: dict[type, Callable[[Any, Emit], None]] = {
    type(None): lambda value, emit: emit(b"n"),
    bool: lambda value, emit: emit(b"T" if value else b"F"),
    int: lambda value, emit: emit(_piece(b"i", b"%x" % value)),
    str: lambda value, emit: emit(_piece(b"s", _text(value))),
    bytes: lambda value, emit: emit(_piece(b"b", value)),
    Decimal: lambda value, emit: emit(_piece(b"d", str(value).encode())),
    date: lambda value, emit: emit(_piece(b"y", value.isoformat().encode())),
    datetime: _encode_datetime,
    tuple: _encode_items(b"t"),
    list: _encode_items(b"l"),
    frozenset: _encode_set,
    dict: _encode_dict,
}


def _writer_for(kind: type) -> Callable[[Any, Emit], None]:
    name = _text(f"{kind.__module__}.{kind.__qualname__}")
    if issubclass(kind, Enum):
        writer = _enum_writer(name)
    elif is_dataclass(kind) and kind.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        writer = _dataclass_writer(name, kind)
    else:
        raise TypeError(f"{name.decode(errors='replace')} cannot be digested: only plain, unchanging values can")
    _WRITERS[kind] = writer
    return writer


def _enum_writer(name: bytes) -> Callable[[Any, Emit], None]:
    head = _piece(b"e", name)
    return lambda value, emit: emit(head + _piece(b"k", _text(str(value.name))))


def _dataclass_writer(name: bytes, kind: Any) -> Callable[[Any, Emit], None]:
    members = tuple(field.name for field in fields(kind))
    # The names of the members stand in front, once: their values follow in this order.
    head = _piece(b"c", name) + b"%d:" % len(members) + b"".join(_piece(b"k", _text(member)) for member in members)

    def write(value: Any, emit: Emit) -> None:
        emit(head)
        _encode_each([getattr(value, member) for member in members], emit)

    return write


@cache
def toolchain() -> str:
    """Digest of every program whose version can change the bytes of a site; belongs into each key."""
    from importlib.metadata import PackageNotFoundError, version

    from hubgen import __version__

    def version_of(package: str) -> str:
        try:
            return version(package)
        except PackageNotFoundError:
            return "absent"

    packages = ("markdown", "jinja2", "nh3", "pagefind-bin", "pyyaml", "tzdata")
    versions = tuple((package, version_of(package)) for package in packages)
    return digest((__version__, _program(), sys.version, zlib.ZLIB_RUNTIME_VERSION, versions))


def _program() -> str:
    """Digest of hubgen's own files: whoever changes a line of it need not remember to say so."""
    root, found = Path(__file__).parent, blake2b(digest_size=16)
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - {"__pycache__", "_bundled"})
        for path in (Path(folder, name) for name in sorted(names)):
            found.update(_piece(b"f", _text(path.relative_to(root).as_posix())) + _piece(b"b", path.read_bytes()))
    return found.hexdigest()

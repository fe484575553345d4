"""One name for one value: the digest that stands for everything a result depends on.

It takes plain values alone and refuses the rest: a value without a digest cannot enter
a template, and that refusal is what keeps the site right.
"""

from __future__ import annotations

import os
import re
import sys
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from hubgen.model.frozen import is_frozen
from hubgen.model.members import values_of

Emit = Callable[[str], None]


def digest(value: object) -> str:
    """A name for the value: equal for equal values, different for different ones.

    Takes None, bool, int, str, bytes, Decimal, date, datetime with a zone, tuple, list,
    frozenset, dict with text keys, members of an Enum and values of `frozen` classes, nested at
    will; subclasses of these are not among them. A dict is digested by its sorted keys:
    nothing may depend on the order of one.

    Returns:
        32 hexadecimal characters (BLAKE2b, 128 bits).

    Raises:
        TypeError: the value holds something else.
    """
    return blake2b(_encoded(value).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _encoded(value: object) -> str:
    parts: list[str] = []
    _encode_each((value,), parts.append)
    return "".join(parts)


def _encode_each(values: Iterable[Any], emit: Emit) -> None:
    """Texts and tuples, which most values are, without a call of a writer for each."""
    for value in values:
        kind = type(value)
        if kind is str:
            emit(f"s{len(value)}:{value}")
        elif value is None:
            emit("n")
        elif kind is tuple:
            emit(f"t{len(value)}:")
            _encode_each(value, emit)
        else:
            (_WRITERS.get(kind) or _writer_for(kind))(value, emit)


# Every piece starts with its type and its length, so that no two values run into one another.
def _piece(tag: str, text: str) -> str:
    return f"{tag}{len(text)}:{text}"


def _encode_list(value: list[Any], emit: Emit) -> None:
    emit(f"l{len(value)}:")
    _encode_each(value, emit)


def _encode_set(value: frozenset[Any], emit: Emit) -> None:
    emit(f"S{len(value)}:")
    for item in sorted(map(_encoded, value)):
        emit(item)


def _encode_dict(value: dict[str, Any], emit: Emit) -> None:
    if any(type(key) is not str for key in value):
        raise TypeError("a dict can be digested only when all its keys are text")
    emit(f"m{len(value)}:")
    for key in sorted(value):
        emit(_piece("k", key))
        _encode_each((value[key],), emit)


def _encode_datetime(value: datetime, emit: Emit) -> None:
    if value.utcoffset() is None:
        raise TypeError(f"{value!r} cannot be digested: it has no time zone")
    emit(_piece("w", f"{value.isoformat()} {value.tzname()}"))


_WRITERS: dict[type, Callable[[Any, Emit], None]] = {
    bool: lambda value, emit: emit("T" if value else "F"),
    int: lambda value, emit: emit(_piece("i", f"{value:x}")),
    bytes: lambda value, emit: emit(_piece("b", value.decode("latin-1"))),
    Decimal: lambda value, emit: emit(_piece("d", str(value))),
    date: lambda value, emit: emit(_piece("y", value.isoformat())),
    datetime: _encode_datetime,
    list: _encode_list,
    frozenset: _encode_set,
    dict: _encode_dict,
}


def _writer_for(kind: type) -> Callable[[Any, Emit], None]:
    name = f"{kind.__module__}.{kind.__qualname__}"
    if issubclass(kind, Enum):
        writer = _enum_writer(name)
    elif is_frozen(kind):
        writer = _dataclass_writer(name, kind)
    else:
        raise TypeError(f"{name} cannot be digested: only plain, unchanging values can")
    _WRITERS[kind] = writer
    return writer


def _enum_writer(name: str) -> Callable[[Any, Emit], None]:
    head = _piece("e", name)
    return lambda value, emit: emit(head + _piece("k", str(value.name)))


def _dataclass_writer(name: str, kind: Any) -> Callable[[Any, Emit], None]:
    members = [field.name for field in fields(kind)]
    # The names of the members stand in front, once: their values follow in this order.
    head = _piece("c", name) + f"{len(members)}:" + "".join(_piece("k", member) for member in members)
    all_of = values_of(members)

    def write(value: Any, emit: Emit) -> None:
        emit(head)
        _encode_each(all_of(value), emit)

    return write


_PACKAGES = frozenset(
    "feedgen jinja2 lxml markdown markupsafe nh3 pagefind_bin python_dateutil pyyaml rcssmin tzdata".split()
)
"""Those whose version can change the bytes of a site."""


@cache
def toolchain() -> str:
    """Digest of every program whose version can change the bytes of a site; belongs into each key."""
    from hubgen import __version__

    versions = tuple(name for name in installed() if _package_of(name) in _PACKAGES)
    return digest((__version__, _program(), sys.version, zlib.ZLIB_RUNTIME_VERSION, versions))


def installed() -> tuple[str, ...]:
    """Every package that Python finds, with its version: names of folders (PyPA, recording installed projects)."""
    found: set[str] = set()
    for folder in filter(os.path.isdir, sys.path):
        with suppress(OSError):
            found.update(name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))
    return tuple(sorted(found))


def _package_of(name: str) -> str:
    """The package of such a folder; `Foo.Bar-1.0.dist-info` and `foo_bar-1.0.dist-info` are of one (PEP 503)."""
    return re.sub(r"[-_.]+", "_", name.partition("-")[0]).lower()


def _program() -> str:
    """Digest of hubgen's own files: whoever changes a line of it need not remember to say so."""
    root, found = os.fspath(Path(__file__).parent), blake2b(digest_size=16)
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(set(folders) - {"__pycache__", "_bundled"})
        for path in (os.path.join(folder, name) for name in sorted(names)):
            name = path[len(root) + 1 :].replace(os.sep, "/")
            with open(path, "rb") as stream:
                content = stream.read()
            found.update(f"{_piece('f', name)}b{len(content)}:".encode() + content)
    return found.hexdigest()

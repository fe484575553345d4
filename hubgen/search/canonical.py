"""The same index for the same documents, and of pagefind's files only those that a browser fetches.

pagefind 1.5 keeps languages, filters and the values of a filter in hash maps: their order, and with it
the bytes and the names of some files, differ from run to run. What the names stand for does not.

A language has one `pf_meta` file, an array: version, pages, parts of the index, filters as [name, hash],
sort orders as [name, pages], names of meta. A `pf_filter` file is [name, [[value, pages], …]].
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from hubgen.formats import cbor

FOLDER = "pagefind"
"""Of the site; the index of all languages lies in it."""
ENTRY = "pagefind-entry.json"
ENGINE = "pagefind.js"
_SIGNATURE = b"pagefind_dcd"
_PARTS = ("fragment/", "index/")
_FILTERS, _SORTS = 3, 4
"""Places in a pf_meta array. The names of meta behind them keep their order: parts of the index count on it."""

Files = Mapping[str, bytes]


def canonical(files: Files) -> dict[str, bytes]:
    """The files that a browser needs, their bytes and names depending on the documents alone.

    Args:
        files: what pagefind made, by path below its folder.

    Raises:
        KeyError, ValueError, IndexError, TypeError: they are not built as those of pagefind 1.5.
    """
    entry = json.loads(files[ENTRY])
    kept = {name: data for name, data in files.items() if name == ENGINE or name.startswith(_PARTS)}
    for language, about in sorted(entry["languages"].items()):
        kept |= _language(files, language, about)
    kept[ENTRY] = json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    return dict(sorted(kept.items()))


def _language(files: Files, language: str, about: dict[str, Any]) -> Iterator[tuple[str, bytes]]:
    """The files of one language that have to be named anew, and its engine; `about` gets the new name."""
    wasm = f"wasm.{about['wasm'] or 'unknown'}.pagefind"
    yield wasm, files[wasm]
    meta: Any = _unpack(files[meta_name(about["hash"])])
    filters = []
    for name, old in sorted(meta[_FILTERS]):
        values: Any = _unpack(files[f"filter/{old}.pf_filter"])
        values[1].sort()
        new = _name(language, values)
        filters.append([name, new])
        yield f"filter/{new}.pf_filter", _pack(values)
    meta[_FILTERS] = filters
    meta[_SORTS].sort()
    about["hash"] = _name(language, meta)
    yield meta_name(about["hash"]), _pack(meta)


def meta_name(name: str) -> str:
    """The file that a browser reads first of a language."""
    return f"pagefind.{name}.pf_meta"


def _name(language: str, value: cbor.Value) -> str:
    return f"{language}_{hashlib.sha256(cbor.encode(value)).hexdigest()[:10]}"


def _unpack(data: bytes) -> cbor.Value:
    plain = gzip.decompress(data)
    if not plain.startswith(_SIGNATURE):
        raise ValueError("no file of pagefind")
    return cbor.decode(plain.removeprefix(_SIGNATURE))


def _pack(value: cbor.Value) -> bytes:
    return gzip.compress(_SIGNATURE + cbor.encode(value), 9, mtime=0)

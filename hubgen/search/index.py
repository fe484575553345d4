"""Documents to the files of an index, and what a search with it costs a reader."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterable, Mapping
from statistics import mean

from hubgen.model.frozen import frozen
from hubgen.search.canonical import ENGINE, ENTRY, FOLDER, canonical, meta_name
from hubgen.search.documents import SearchDocument
from hubgen.search.service import Service, failure

SHOWN = 3
"""Results that a search shows at first: each is a file."""


def build_index(documents: Iterable[SearchDocument], service: Service) -> dict[str, bytes]:
    """The files of the index by site path, the same bytes for the same documents.

    Raises:
        EnvironmentFailure: pagefind fails.
    """
    number = service.call({"type": "NewIndex", "config": {}})["index_id"]
    records = ({"type": "AddRecord", "index_id": number, **document.record()} for document in documents)
    for _ in service.calls(records):
        pass
    answer = service.call({"type": "GetFiles", "index_id": number})
    try:
        files = {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}
        return {f"{FOLDER}/{name}": data for name, data in canonical(files).items()}
    except (KeyError, IndexError, ValueError, TypeError, AttributeError, EOFError, OSError) as error:
        raise failure("its index is of a kind that hubgen does not know") from error


@frozen
class Cost:
    """What searches in one language move over the network, in bytes after gzip, and in requests."""

    name: str
    """Of the language's index; changes with whatever is in it."""
    wasm: str
    first_bytes: int
    first_requests: int
    next_bytes: int
    """One word more: a part of the index and the first results."""
    next_requests: int


def cost(files: Mapping[str, bytes], language: str, script: bytes) -> Cost | None:
    """The cost of a search in a language; None where nothing of it is indexed.

    Args:
        files: of the index, by site path.
        script: the interface of the search, which comes first.
    """
    about = json.loads(files[f"{FOLDER}/{ENTRY}"])["languages"].get(language.lower())
    if about is None:
        return None
    name, wasm = about["hash"], about["wasm"] or "unknown"
    always = [ENGINE, ENTRY, meta_name(name), f"wasm.{wasm}.pagefind"]
    filters = _of(files, "filter", language)
    once = [script, *(files[f"{FOLDER}/{one}"] for one in always), *filters]
    each = mean(map(len, _of(files, "index", language))) + SHOWN * mean(map(len, _of(files, "fragment", language)))
    return Cost(
        name, wasm,
        first_bytes=sum(map(_sent, once)) + round(each), first_requests=len(once) + 1 + SHOWN,
        next_bytes=round(each), next_requests=1 + SHOWN,
    )  # fmt: skip


def _of(files: Mapping[str, bytes], folder: str, language: str) -> list[bytes]:
    """The files of a language in a folder of the index; all are compressed already."""
    start = f"{FOLDER}/{folder}/{language.lower()}_"
    return [data for path, data in files.items() if path.startswith(start)]


def _sent(data: bytes) -> int:
    """Bytes that a host sends: what is compressed already does not shrink again."""
    return min(len(data), len(gzip.compress(data, 9, mtime=0)))

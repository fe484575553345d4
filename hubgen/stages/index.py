"""Documents to the search index, beside the rendering of pages; remembered as long as nothing that is searched changes.

The process works while the main thread renders; a thread waits for it. The memo is used by the main thread alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

from hubgen.memo import Codec, Memo, digest, toolchain
from hubgen.model.rendered import Rendered
from hubgen.search.documents import SearchDocument
from hubgen.search.index import build_index, cost
from hubgen.search.marks import filled
from hubgen.search.service import Service
from hubgen.stages.page_facts import page_facts

Files = dict[str, bytes]
SearchPages = Mapping[str, str]
"""Site path -> language of each search page."""


@contextmanager
def indexing(documents: Sequence[SearchDocument], memo: Memo) -> Iterator[Callable[[], Files]]:
    """An index in the making: gives a function that waits for its files. At the end of the block nothing runs on.

    Raises:
        EnvironmentFailure: there is no pagefind, or it fails; at the start, or when its files are asked for.
    """
    key = index_key(documents)
    if not documents:
        yield dict
    elif memo.holds(key):
        yield lambda: memo.get(key, lambda: _now(documents), FILES)
    else:
        with Service() as service, ThreadPoolExecutor(1) as pool:
            made: Future[Files] = pool.submit(build_index, documents, service)
            try:
                yield lambda: memo.get(key, made.result, FILES)
            finally:
                service.end()


def index_key(documents: Sequence[SearchDocument]) -> str:
    """Under which the memo keeps the index of these documents."""
    return digest((toolchain(), "search", [document.record() for document in documents]))


def _now(documents: Sequence[SearchDocument]) -> Files:
    with Service() as service:
        return build_index(documents, service)


def with_index(
    files: Iterable[Rendered], pages: SearchPages, script: bytes, index: Callable[[], Files]
) -> Iterator[Rendered]:
    """The files of a site and those of its search; at the end its pages, which now tell what it costs."""
    waiting = []
    for file in files:
        if file.path in pages:
            waiting.append(file)
        else:
            yield file
    found = index()
    yield from (_told(file, pages[file.path], script, found) for file in waiting)
    yield from (Rendered(path, data, "index") for path, data in found.items())


def _told(file: Rendered, language: str, script: bytes, index: Files) -> Rendered:
    price = cost(index, language, script) if index else None
    if price is None:
        return file
    content = filled(file.content, price)
    return replace(file, content=content, page=page_facts(content))


def _dump(files: Files) -> bytes:
    """Path and length of each file in one line of JSON, then their bytes."""
    head = json.dumps([[path, len(data)] for path, data in files.items()])
    return b"".join((head.encode(), b"\n", *files.values()))


def _load(data: bytes) -> Files:
    head, _, rest = data.partition(b"\n")
    files, at = {}, 0
    for path, size in json.loads(head):
        files[path] = rest[at : at + size]
        at += size
    if at != len(rest):
        raise ValueError("not what was kept")
    return files


FILES: Codec[Files] = Codec(_dump, _load)

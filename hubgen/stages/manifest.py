"""The manifest: what the last build wrote, as `site/.hubgen/manifest.json`.

Pruning, publishing deltas, offline packs and "what changed since" all read it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from sys import intern
from typing import Any, get_args

from hubgen.model.audience import AUDIENCES, Audience
from hubgen.model.columns import Columns
from hubgen.model.frozen import frozen
from hubgen.model.rendered import Kind
from hubgen.problems import RefusedError, say
from hubgen.stages.disk import digest_of_file, unreadable
from hubgen.stages.folder import MANIFEST, check_path

FORMAT = 1
DELETE_AND_BUILD = 'delete the folder "{folder}", then run hubgen build; it is made anew from your content'
_PIECE_BYTES = 1 << 20
_OPENED, _CLOSED = b'"files":{', b"\n}}\n"
_KINDS = frozenset(get_args(Kind))
_SEALED = re.compile(rb'^("(?:[^"\\]|\\.)*"):\{"sha256":"([0-9a-f]*)"', re.MULTILINE)
_WEIGHED = re.compile(
    rb'^("(?:[^"\\]|\\.)*"):\{"sha256":"[0-9a-f]*","bytes":[0-9]+,"kind":"page","gzip_bytes":([0-9]+)', re.MULTILINE
)


@frozen
class FileFact:
    """What is known of one written file."""

    sha256: str
    bytes: int
    kind: Kind
    gzip_bytes: int | None = None
    sources: tuple[str, ...] = ()


def file_facts() -> Columns[FileFact]:
    """The facts of the files of a site, by path, to be filled."""
    return Columns(FileFact, digests=("sha256",))


@frozen
class Manifest:
    """One build: its day, where the site will stand, which hubgen made it, and every file."""

    built: date
    base_url: str
    hubgen: str
    files: Mapping[str, FileFact]
    """By site path; never changed after it is made."""
    audience: Audience = "public"
    """For whom the site was made; named in the file where that is not the public."""

    def to_json(self) -> bytes:
        """The manifest as text: one file a line, sorted by path; equal manifests give equal bytes."""
        return b"".join(self.pieces())

    def pieces(self) -> Iterator[bytes]:
        """The same piece by piece: lists name all that they are made from, and the text of a large site is long."""
        head = {"format": FORMAT, "hubgen": self.hubgen, "built": self.built.isoformat(), "base_url": self.base_url}
        head |= {"audience": self.audience} if self.audience != "public" else {}
        yield _dumps(head)[:-1].encode() + b"," + _OPENED
        sign = "\n"
        for path in sorted(self.files):
            yield f"{sign}{_line(path, self.files[path])}".encode()
            sign = ",\n"
        yield _CLOSED if self.files else b"\n" + _CLOSED


def digest_of_manifest(folder: Path) -> str:
    """Of the manifest of the site in the folder, which may be too long to hold; raises OSError."""
    return digest_of_file(folder / MANIFEST)[0]


def with_facts(manifest: bytes, facts: Mapping[str, FileFact], folder: str = "") -> Iterator[bytes]:
    """The text of a manifest with other facts of some of its files, piece by piece, without reading the others.

    Args:
        folder: of the site, all of whose files are among them: whatever else the manifest lists in it is gone.

    Raises:
        ValueError: it does not list one of them, or nothing in the folder.
    """
    done = 0
    for start, end, line in sorted(_others(manifest, facts, folder)):
        yield from _cut(manifest, done, start)
        yield line + b"," if manifest[end - 1 : end] == b"," else line
        done = end
    yield from _cut(manifest, done, len(manifest))


def _others(manifest: bytes, facts: Mapping[str, FileFact], folder: str) -> Iterator[tuple[int, int, bytes]]:
    """Where lines begin and end, and what stands there now but for the comma; the lines of a folder are one piece."""
    inside = [path for path in facts if folder and path.startswith(f"{folder}/")]
    if folder:
        start, end = _lines_of(manifest, folder)
        yield start, end, b",\n".join(_line(path, facts[path]).encode() for path in sorted(inside))
    done = 0
    for path in sorted(facts.keys() - set(inside)):
        start = manifest.index(f"\n{_dumps(path)}:".encode(), done) + 1
        done = manifest.index(b"\n", start)
        yield start, done, _line(path, facts[path]).encode()


def _cut(text: bytes, start: int, end: int) -> Iterator[bytes]:
    """A part of a text, piece by piece: that of a large site is long."""
    yield from (text[at : min(at + _PIECE_BYTES, end)] for at in range(start, end, _PIECE_BYTES))


def _lines_of(manifest: bytes, folder: str) -> tuple[int, int]:
    """Where the lines of the files of a folder begin and end; raises ValueError where there are none."""
    sign = f"\n{_dumps(f'{folder}/')[:-1]}".encode()
    return manifest.index(sign) + 1, manifest.index(b"\n", manifest.rindex(sign) + 1)


def facts_below(manifest: bytes, folder: str) -> dict[str, FileFact]:
    """What the text of a manifest says of the files of a folder; raises ValueError where it lists none."""
    start, end = _lines_of(manifest, folder)
    lines = json.loads(b"{" + manifest[start:end].rstrip(b",\n") + b"}")
    return {path: _fact(raw) for path, raw in lines.items()}


def facts(manifest: bytes, paths: Iterable[str]) -> dict[str, FileFact]:
    """What the text of a manifest says of some files; nothing of those that it does not list."""
    found = {}
    for path in paths:
        start = manifest.find(line := f"\n{_dumps(path)}:".encode())
        if start >= 0:
            end = manifest.index(b"\n", start + 1)
            found[path] = _fact(json.loads(manifest[start + len(line) : end].rstrip(b",")))
    return found


def digests(manifest: bytes) -> dict[str, str]:
    """SHA-256 of each file that the text of a manifest lists."""
    return {json.loads(path): sha.decode() for path, sha in _SEALED.findall(manifest)}


def paths_of(manifest: bytes, kind: Kind, source: str) -> list[str]:
    """The paths of the files of one kind that the text of a manifest says are made from a source, and some more."""
    told, named = b'"kind":"%b"' % kind.encode(), _dumps(source).encode()
    line = re.compile(rb'("(?:[^"\\]|\\.)*"):\{"sha256":"[0-9a-f]*","bytes":[0-9]+,' + told)
    found = (line.match(one) for one in _lines_with(told, manifest) if named in one)
    return [json.loads(match[1]) for match in found if match]


def _lines_with(sign: bytes, text: bytes) -> Iterator[bytes]:
    """The lines that hold a sign; others are not looked at one by one."""
    at = text.find(sign)
    while at >= 0:
        end = text.index(b"\n", at)
        yield text[text.rindex(b"\n", 0, at) + 1 : end]
        at = text.find(sign, end)


def weights(manifest: bytes) -> dict[str, int]:
    """Bytes after gzip of each page that the text of a manifest lists."""
    return {json.loads(path): int(size) for path, size in _WEIGHED.findall(manifest)}


def _line(path: str, fact: FileFact) -> str:
    return f"{_dumps(path)}:{_dumps(_fact_json(fact))}"


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of the site in the folder; None when there is none.

    Raises:
        RefusedError: a newer hubgen wrote it, or it is damaged: without the list hubgen
            cannot tell its own files from others.
        EnvironmentFailure: it cannot be read.
    """
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise unreadable(error, path) from error
    return parse_manifest(data, folder)


def check_audience(folder: Path, audience: Audience) -> None:
    """The site in the folder is for the same readers: what is for members never comes to lie where the public reads.

    Raises:
        RefusedError: it is for others.
        EnvironmentFailure: the manifest cannot be read.
    """
    old = read_manifest(folder)
    if old is not None and old.audience != audience:
        raise RefusedError(
            say('"{path}" holds the site for {old}, not for {new}', path=folder, old=old.audience, new=audience),
            say("name another folder with --output, or delete this one"),
        )


def parse_manifest(data: bytes, folder: Path) -> Manifest:
    """The manifest that the bytes say; errors as `read_manifest`, told with the folder."""
    try:
        raw, files = _parted(data)
        if isinstance(raw["format"], int) and raw["format"] > FORMAT:
            raise newer(folder / MANIFEST, raw["format"], str(raw.get("hubgen", "?")), folder)
        return _manifest(raw, files)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        raise RefusedError(
            say("{path} is damaged: hubgen cannot tell which files are its own", path=folder / MANIFEST),
            say(DELETE_AND_BUILD, folder=folder),
        ) from None


def newer(path: Path, number: int, version: str, folder: Path) -> RefusedError:
    """The refusal of a file that a newer hubgen wrote."""
    return RefusedError(
        say(
            "{path} was written by hubgen {version} in format {number}; this hubgen knows format {known}",
            path=path,
            version=version,
            number=number,
            known=FORMAT,
        ),
        say(
            'use hubgen {version} or newer, or delete the folder "{folder}" and run hubgen build',
            version=version,
            folder=folder,
        ),
    )


def _parted(data: bytes) -> tuple[Any, Iterator[tuple[str, Any]]]:
    """What a manifest says, and each of its files with its path.

    One that we wrote is read line by line: what is made of all of a large one takes more room than its site.
    """
    lines = BytesIO(data)
    head = lines.readline().removesuffix(b"\n")
    if head.endswith(_OPENED) and data.endswith(_CLOSED):
        return json.loads(head + b"}}"), _of_lines(lines)
    raw = json.loads(data)
    return raw, _of_object(raw)


def _of_lines(lines: Iterable[bytes]) -> Iterator[tuple[str, Any]]:
    for line in lines:
        if line not in (b"\n", b"}}\n"):
            (pair,) = json.loads(b"{" + line.removesuffix(b"\n").removesuffix(b",") + b"}").items()
            yield pair


def _of_object(raw: Any) -> Iterator[tuple[str, Any]]:
    yield from raw["files"].items()


def _manifest(raw: Any, each: Iterable[tuple[str, Any]]) -> Manifest:
    if raw["format"] != FORMAT or type(raw["format"]) is not int:
        raise ValueError(raw["format"])
    files = file_facts()
    for path, fact in each:
        files[_path(path)] = _fact(fact)
    audience = raw.get("audience", "public")
    if audience not in AUDIENCES:
        raise ValueError(audience)
    return Manifest(date.fromisoformat(raw["built"]), _text(raw["base_url"]), _text(raw["hubgen"]), files, audience)


def _path(path: str) -> str:
    # What stands here may be deleted one day: a path that leads elsewhere is no path of ours.
    try:
        check_path(path)
    except RefusedError as error:
        raise ValueError(path) from error
    return path


def _fact(raw: Any) -> FileFact:
    gzip_bytes, sources = raw.get("gzip_bytes"), raw.get("sources", [])
    if raw["kind"] not in _KINDS or not isinstance(sources, list):
        raise ValueError(raw["kind"])
    return FileFact(
        _text(raw["sha256"]),
        _count(raw["bytes"]),
        raw["kind"],
        None if gzip_bytes is None else _count(gzip_bytes),
        tuple(intern(_text(source)) for source in sources),  # held once for all files that are made from it
    )


def _fact_json(fact: FileFact) -> dict[str, object]:
    raw: dict[str, object] = {"sha256": fact.sha256, "bytes": fact.bytes, "kind": fact.kind}
    if fact.gzip_bytes is not None:
        raw["gzip_bytes"] = fact.gzip_bytes
    if fact.sources:
        raw["sources"] = list(fact.sources)
    return raw


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(value)
    return value


def _count(value: object) -> int:
    if type(value) is not int or value < 0:
        raise ValueError(value)
    return value


_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_dumps = _encoder.encode

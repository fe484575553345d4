"""The manifest comes back as it was written, and is never believed when it is not ours."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen.problems import EnvironmentFailure, RefusedError
from hubgen.stages.manifest import FileFact, Manifest, parse_manifest, paths_of, read_manifest

FACT = FileFact("ab" * 32, 12, "page", 10, ("content/guides/a.md",))


def manifest(**files: FileFact) -> Manifest:
    return Manifest(date(2026, 1, 2), "https://hub.example/", "0.1.0", files)


def put(folder: Path, data: bytes) -> None:
    (folder / ".hubgen").mkdir()
    (folder / ".hubgen" / "manifest.json").write_bytes(data)


def test_manifest_comes_back(tmp_path: Path):
    whole = Manifest(
        date(2026, 1, 2), "https://hub.example/ñ", "0.1.0", {"b.html": FACT, "ñ/a": FileFact("0" * 64, 0, "file")}
    )
    put(tmp_path, whole.to_json())
    assert read_manifest(tmp_path) == whole


facts = st.builds(
    FileFact,
    st.binary(min_size=32, max_size=32).map(bytes.hex),
    st.integers(0, 2**63 - 1),
    st.sampled_from(["asset", "page", "feed", "index", "redirect", "file"]),
    st.none() | st.integers(0, 2**63 - 1),
    st.lists(st.text(max_size=5)).map(tuple),
)
paths = st.text(st.characters(codec="utf-8", exclude_characters="/\\\0:. "), min_size=1, max_size=8)


@given(st.dictionaries(paths, facts, max_size=5), st.randoms(use_true_random=False))
def test_json_is_stable(files, random):
    """Any order of the files gives the same bytes, one file a line, and they come back."""
    items = list(files.items())
    random.shuffle(items)
    one, other = manifest(**files), Manifest(date(2026, 1, 2), "https://hub.example/", "0.1.0", dict(items))
    assert one.to_json() == other.to_json()
    assert parse_manifest(one.to_json(), Path("site")) == one
    assert [*json.loads(one.to_json())["files"]] == sorted(files)


def test_no_manifest_is_none(tmp_path: Path):
    assert read_manifest(tmp_path) is None
    assert read_manifest(tmp_path / "absent") is None


def test_a_newer_format_is_refused_with_its_version(tmp_path: Path):
    raw = json.loads(manifest().to_json())
    put(tmp_path, json.dumps(raw | {"format": 2, "hubgen": "9.9", "files": "something new"}).encode())
    with pytest.raises(RefusedError, match=r"9\.9") as caught:
        read_manifest(tmp_path)
    assert "9.9" in str(caught.value.mend) and str(tmp_path) in str(caught.value.mend)


GOOD = json.loads(manifest(**{"a.html": FACT}).to_json())


def with_fact(**members: object) -> bytes:
    """A manifest in which something of one file is another."""
    return json.dumps(GOOD | {"files": {"a": GOOD["files"]["a.html"] | members}}).encode()


BROKEN = {
    "empty": b"",
    "cut": manifest(a=FACT).to_json()[:-9],
    "half a line": manifest(a=FACT, b=FACT).to_json().replace(b'"kind":"page",', b'"kind":"pa', 1),
    "no line": manifest(a=FACT, b=FACT).to_json().replace(b'"bytes":12,', b"", 1),
    "two in a line": manifest(a=FACT, b=FACT).to_json().replace(b",\n", b",", 1),
    "bytes": b"\xff\xfe",
    "list": b"[]",
    "null": b"null",
    "deep": b"[" * 100_000,
    "format": json.dumps(GOOD | {"format": "1"}).encode(),
    "true": json.dumps(GOOD | {"format": True}).encode(),
    "no files": json.dumps({k: v for k, v in GOOD.items() if k != "files"}).encode(),
    "files": json.dumps(GOOD | {"files": ["a"]}).encode(),
    "fact": json.dumps(GOOD | {"files": {"a": 1}}).encode(),
    "kind": with_fact(kind="x"),
    "size": with_fact(bytes=-1),
    "much": with_fact(bytes=2**63),
    "digest": with_fact(sha256="ab" * 31),
    "no digest": with_fact(sha256="xy" * 32),
    "day": json.dumps(GOOD | {"built": "yesterday"}).encode(),
    **{
        f"path {path}": json.dumps(GOOD | {"files": {path: GOOD["files"]["a.html"]}}).encode()
        for path in ("../a", "/etc/passwd", "a/../../b", ".hubgen/marker", "C:/a", "a\\..\\b", "", "a//b", ".HUBGEN/x")
    },
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_damaged_manifest_is_refused_with_the_mend(tmp_path: Path, name: str):
    """Without the list hubgen cannot tell its files from others: a person deletes the folder."""
    put(tmp_path, BROKEN[name])
    with pytest.raises(RefusedError) as caught:
        read_manifest(tmp_path)
    assert "manifest.json" in str(caught.value) and f'delete the folder "{tmp_path}"' in str(caught.value.mend)


def test_a_manifest_that_cannot_be_read(tmp_path: Path):
    (tmp_path / ".hubgen" / "manifest.json").mkdir(parents=True)
    with pytest.raises(EnvironmentFailure, match="could not be read"):
        read_manifest(tmp_path)


def test_the_paths_of_one_kind_from_one_source():
    """One too many harms nobody: a file with the name of a source."""
    tricky = 'content/"a",b.csv'
    files = {
        "a.atom": FileFact("0" * 64, 1, "feed", sources=("content/a.csv", tricky)),
        "content/a.csv": FileFact("0" * 64, 1, "feed", sources=("content/b.csv",)),
        "b.atom": FileFact("0" * 64, 1, "feed"),
        "c.html": FileFact("0" * 64, 1, "page", 1, sources=("content/a.csv",)),
    }
    text = Manifest(date(2026, 1, 2), "https://example.org/", "1", files).to_json()
    assert paths_of(text, "feed", "content/a.csv") == ["a.atom", "content/a.csv"]
    assert paths_of(text, "feed", tricky) == ["a.atom"]
    assert paths_of(text, "feed", "content/b.csv") == ["content/a.csv"]
    assert paths_of(text, "page", "content/b.csv") == []

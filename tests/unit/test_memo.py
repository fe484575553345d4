"""Results are remembered by digests that never collide, in a store that never breaks a build."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen.memo import KEEP_BUILDS, Codec, Memo, digest, toolchain
from hubgen.model.frozen import frozen

ROOT = Path(__file__).parents[2]
SAME = Codec(bytes, bytes)
TEXT: Codec[str] = Codec(dump=str.encode, load=bytes.decode)


class Tone(Enum):
    CALM = 1
    LOUD = 2


class Pitch(Enum):
    CALM = 1


@frozen
class Point:
    x: int
    y: int


@frozen
class Place:
    x: int
    y: int


@dataclass
class Loose:
    x: int


class OwnText(str):
    pass


NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)

DIFFERENT = [
    None, True, False, 0, 1, -1, 10**5000, "", "1", "None", b"", b"1", Decimal("1"), Decimal("1.0"),
    date(2026, 1, 1), "2026-01-01", NOON, NOON.astimezone(timezone(timedelta(hours=1))),
    (), [], {}, frozenset(), ((),), ([],), (1,), [1], frozenset({1}), ("ab", "c"), ("a", "bc"), ("abc",),
    (1, (2, 3)), ((1, 2), 3), ("a", ("b",)), (("a",), "b"), {"a": 1}, {"a": "1"}, {"b": 1}, (("a", 1),),
    {"a": {"b": 1}}, {"a": {}, "b": 1}, Point(1, 2), Point(2, 1), Place(1, 2), (1, 2), Tone.CALM, Tone.LOUD, Pitch.CALM,
    "\ud800", "\ufffd",
]  # fmt: skip


def test_different_values_have_different_digests():
    """Types, lengths and nesting all count."""
    assert len({digest(value) for value in DIFFERENT}) == len(DIFFERENT)


def test_equal_values_have_one_digest():
    """The order of a set or dict does not count."""
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert digest(frozenset("abcdef")) == digest(frozenset("fedcba"))
    assert digest(Point(1, 2)) == digest(Point(1, 2))
    assert len(digest(None)) == 32


@pytest.mark.parametrize(
    "value",
    [1.5, object(), {1: 2}, {1}, Loose(1), Path("a"), OwnText("a"), lambda: 1, Point, datetime(2026, 1, 1), range(3)],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("wrap", [lambda v: v, lambda v: (1, [v]), lambda v: {"a": v}, lambda v: Point(1, v)])
def test_what_is_not_plain_is_refused(value, wrap):
    """A value that may hide a change has no digest, however deep it sits."""
    with pytest.raises(TypeError):
        digest(wrap(value))


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.binary(max_size=3) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.lists(inner, max_size=3).map(tuple)
    | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(PLAIN, PLAIN)
def test_digests_are_equal_exactly_for_equal_values(one, other):
    """`1 == True` is the trap: the written form tells them apart as well."""

    def form(value: object) -> str:
        if isinstance(value, dict):
            return "dict " + form([(key, value[key]) for key in sorted(value)])
        if isinstance(value, list | tuple):
            return f"{type(value).__name__}({','.join(form(item) for item in value)})"
        return repr(value)

    assert (digest(one) == digest(other)) == (form(one) == form(other))


def test_digest_is_the_same_in_every_process():
    """No hash seed reaches it."""
    code = "from hubgen.memo import digest; print(digest((frozenset('abc'), {'x': 'y'}, 1)))"
    seen = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, cwd=ROOT,
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("0", "1")
    }  # fmt: skip
    assert seen == {digest((frozenset("abc"), {"x": "y"}, 1)) + "\n"}


def test_toolchain_is_a_digest_and_stable():
    assert toolchain() == toolchain() and len(toolchain()) == 32


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("markdown-99.dist-info", True),
        ("Jinja2-99.egg-info", True),
        ("pagefind.bin-99.dist-info", True),
        ("rcssmin-99.dist-info", True),
        ("feedgen-99.dist-info", True),
        ("pytest-99.dist-info", False),
        ("markdown_it_py-99.dist-info", False),
    ],
)
def test_toolchain_counts_what_makes_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, counts: bool):
    before = toolchain.__wrapped__()
    (tmp_path / name).mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    assert (toolchain.__wrapped__() != before) == counts


# ---------------------------------------------------------------- the store


def fail() -> str:
    raise AssertionError("made although it was remembered")


def build(path: Path | None, keys: str, **more: bool) -> Memo:
    with Memo.open(path, **more) as memo:
        for key in keys:
            assert memo.get(key, lambda key=key: f"<{key}>", TEXT) == f"<{key}>"
    return memo


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "hub" / ".hubgen" / "memo.sqlite3"


def test_results_come_back(store: Path):
    """Within a build and in the next one; hits and misses are counted."""
    with Memo.open(store) as memo:
        assert memo.get("k", lambda: b"\0\xff", SAME) == b"\0\xff"
        assert memo.get("k", fail, SAME) == b"\0\xff"
        assert (memo.hits, memo.misses) == (1, 1)
    with Memo.open(store) as memo:
        assert memo.get("k", fail, SAME) == b"\0\xff"
        assert (memo.hits, memo.misses, memo.notice) == (1, 0, None)


def test_much_is_kept_too(store: Path):
    """More than waits in the main memory at a time."""
    with Memo.open(store) as memo:
        for number in range(20):
            memo.get(str(number), lambda number=number: bytes([number]) * 1_000_000, SAME)
        assert memo.get("3", fail, SAME) == b"\3" * 1_000_000
    with Memo.open(store) as memo:
        assert memo.get("19", fail, SAME) == b"\x13" * 1_000_000


def test_no_store_remembers_nothing():
    with Memo.open(None) as memo:
        assert memo.get("k", lambda: "a", TEXT) == "a"
        assert memo.get("k", lambda: "b", TEXT) == "b"
        assert memo.misses == 2 and memo.notice is None


def test_results_are_kept_when_the_build_fails(store: Path):
    """An author who mends one fault does not wait for the rest again."""
    with pytest.raises(ValueError), Memo.open(store) as memo:
        memo.get("k", lambda: "a", TEXT)
        raise ValueError
    with Memo.open(store) as memo:
        assert memo.get("k", fail, TEXT) == "a"


def test_what_is_discarded_is_not_kept(store: Path):
    with Memo.open(store) as memo:
        memo.put("old", lambda: b"a")
    with Memo.open(store) as memo:
        memo.forget(["old"])
        memo.put("new", lambda: b"x" * 40_000_000)  # more than waits in the main memory
        memo.put("newer", lambda: b"b")
        memo.discard()
        assert not memo.holds("new")
        memo.put("last", lambda: b"c")
    with Memo.open(store) as memo:
        assert [memo.holds(key) for key in ("old", "new", "newer", "last")] == [True, False, False, True]


def test_a_value_the_codec_cannot_read_is_made_again(store: Path):
    build(store, "a")
    with Memo.open(store) as memo:
        assert memo.get("a", lambda: 7, Codec(dump=lambda n: b"%d" % n, load=int)) == 7
        assert (memo.hits, memo.misses) == (0, 1)


def count(store: Path) -> int:
    with sqlite3.connect(store) as db:
        (number,) = db.execute("SELECT count(*) FROM results").fetchone()
    db.close()
    return number


def test_what_no_build_uses_is_forgotten(store: Path):
    """After some builds with news; what is used, or named as kept, stays."""
    build(store, "abc")
    for number in range(KEEP_BUILDS + 2):
        with Memo.open(store) as memo:
            memo.get("a", fail, TEXT)
            memo.keep("b")
            memo.get(f"new {number}", lambda: "x", TEXT)
    with Memo.open(store) as memo:
        memo.get("a", fail, TEXT)
        memo.get("b", fail, TEXT)
        memo.get("c", lambda: "made", TEXT)
        assert memo.misses == 1


@pytest.mark.parametrize("quiet", ["no news", "part", "fails"])
def test_such_builds_age_nothing(store: Path, quiet: str):
    """A quiet day, a look at a part of the hub and a build that stops do not wear the memo out."""
    build(store, "abc")
    for number in range(KEEP_BUILDS + 3):
        if quiet == "no news":
            build(store, "a")
        elif quiet == "part":
            build(store, "a" + chr(100 + number), ages=False)
        else:
            with pytest.raises(KeyError), Memo.open(store) as memo:
                memo.get(f"new {number}", lambda: "x", TEXT)
                raise KeyError
    build(store, "z")
    with Memo.open(store) as memo:
        assert [memo.get(key, fail, TEXT) for key in "abc"] == ["<a>", "<b>", "<c>"]


def test_a_build_without_news_writes_nothing(store: Path):
    build(store, "abc")
    before = (store.read_bytes(), store.stat().st_mtime_ns)
    build(store, "abc")
    assert before == (store.read_bytes(), store.stat().st_mtime_ns)


@pytest.mark.parametrize("damage", ["text", "zeros", "tail", "tables", "state", "value", "swapped"])
def test_a_damaged_store_costs_time_only(store: Path, damage: str):
    """The build gets right values, says so at most once, and the next build has a good store."""
    build(store, "abcdefghij")
    data = store.read_bytes()
    if damage == "text":
        store.write_bytes(b"not a database at all" * 1000)
    elif damage == "zeros":
        store.write_bytes(data[:100] + bytes(len(data) - 100))
    elif damage == "tail":
        store.write_bytes(data[: len(data) // 2 + 7])
    else:
        db = sqlite3.connect(store)
        db.executescript(
            {
                "tables": "DROP TABLE results; DROP TABLE state",
                "state": "UPDATE state SET builds = 'x'",
                "value": "UPDATE results SET value = x'3c783e'",
                "swapped": "UPDATE results SET key = 'z' WHERE key = 'a'; UPDATE results SET key = 'a' WHERE key = 'b'",
            }[damage]
        )
        db.close()
    memo = build(store, "abcdefghij")
    assert memo.misses > 0
    assert (memo.notice is None) == (damage in ("tables", "value", "swapped"))
    build(store, "abcdefghij")
    assert build(store, "abcdefghij").hits == 10


def test_a_store_of_a_newer_hubgen_is_left_alone(store: Path):
    build(store, "a")
    db = sqlite3.connect(store)
    db.execute("PRAGMA user_version = 99")
    db.close()
    before = store.read_bytes()
    memo = build(store, "ab")
    assert "newer" in str(memo.notice) and memo.misses == 2
    assert store.read_bytes() == before


def test_a_store_of_an_older_format_is_made_anew(store: Path):
    store.parent.mkdir(parents=True)
    db = sqlite3.connect(store)
    db.execute("CREATE TABLE old (x)")
    db.close()
    assert build(store, "a").notice is None
    assert build(store, "a").hits == 1


def test_a_locked_store_is_not_waited_for_long(store: Path, monkeypatch: pytest.MonkeyPatch):
    """Another process writes: this build works without, and says so."""
    monkeypatch.setattr("hubgen.memo._WAIT_S", 0.05)
    build(store, "a")
    db = sqlite3.connect(store, isolation_level=None)
    db.execute("BEGIN EXCLUSIVE")
    assert build(store, "ab").notice is not None
    db.execute("COMMIT")
    db.execute("BEGIN IMMEDIATE")
    memo = build(store, "ab")
    assert memo.hits == 1 and memo.notice is not None
    db.close()
    assert build(store, "ab").notice is None


def test_a_store_that_cannot_be_made_or_written(tmp_path: Path, store: Path):
    """A file where its folder should be; a folder where it should be; one that can only be read."""
    (tmp_path / "file").write_text("")
    assert build(tmp_path / "file" / "memo.sqlite3", "a").notice is not None
    assert build(tmp_path, "a").notice is not None

    build(store, "a")
    with Memo.open(store) as memo:
        assert memo._db is not None
        memo._db.execute("PRAGMA query_only = 1")
        assert memo.get("b", lambda: "b", TEXT) == "b"
    assert memo.notice is not None and count(store) == 1

"""The same index whatever the order in which pagefind names its filters, values and languages."""

from __future__ import annotations

import gzip
import json
import random

import pytest

from hubgen.formats import cbor
from hubgen.problems import EnvironmentFailure
from hubgen.search.canonical import canonical
from hubgen.search.index import build_index

NOT_FOR_BROWSERS = (
    "pagefind-worker.js", "pagefind-highlight.js", "pagefind-ui.js", "pagefind-ui.css", "pagefind-modular-ui.js",
    "pagefind-modular-ui.css", "pagefind-component-ui.js", "pagefind-component-ui.css", "wasm.unknown.pagefind",
)  # fmt: skip


def packed(value: cbor.Value) -> bytes:
    return gzip.compress(b"pagefind_dcd" + cbor.encode(value))


def unpacked(data: bytes) -> cbor.Value:
    return cbor.decode(gzip.decompress(data).removeprefix(b"pagefind_dcd"))


def made(chance: random.Random, languages: tuple[str, ...] = ("es", "en"), pages: int = 3) -> dict[str, bytes]:
    """Files as pagefind makes them, in an order and under names that hang on chance."""
    files = {name: name.encode() for name in ("pagefind.js", *NOT_FOR_BROWSERS)}
    entry = {"version": "1.5.2", "languages": {}, "include_characters": ["_", "‿"]}
    for lang in chance.sample(languages, len(languages)):
        filters = []
        for name, values in (("type", ["Guía", "Norma", "Ñandú"]), ("topic", ["b", "a"])):
            hashed = f"{lang}_{chance.randrange(10**7):07}"
            found: list[cbor.Value] = [[value, [n % pages]] for n, value in enumerate(values)]
            chance.shuffle(found)
            files[f"filter/{hashed}.pf_filter"] = packed([name, found])
            filters.append([name, hashed])
        chance.shuffle(filters)
        listed: cbor.Value = [[f"{lang}_page{n}", 10 + n] for n in range(pages)]
        name = f"{lang}_{chance.randrange(10**7):07}"
        meta: cbor.Value = [
            "1.5.2", listed, [["a", "z", f"{lang}_words"]], filters, [["date", [0, 1]]], ["title", "country"]
        ]  # fmt: skip
        files[f"pagefind.{name}.pf_meta"] = packed(meta)
        files[f"wasm.{lang}.pagefind"] = b"wasm"
        files[f"index/{lang}_words.pf_index"] = b"words"
        files |= {f"fragment/{lang}_page{n}.pf_fragment": b"page" for n in range(pages)}
        entry["languages"][lang] = {"hash": name, "wasm": lang, "page_count": pages}
    files["pagefind-entry.json"] = json.dumps(entry).encode()
    names = list(files)
    chance.shuffle(names)
    return {name: files[name] for name in names}


def test_the_order_of_a_run_leaves_no_trace():
    """Twenty runs that differ in every name and order give the same names, bytes and order of files."""
    found = [list(canonical(made(random.Random(seed))).items()) for seed in range(20)]
    assert all(one == found[0] for one in found)


def test_what_the_files_say_stays():
    """Names lead to the same filters as before, with the same values; the order of the meta names is kept."""
    files = canonical(made(random.Random(1)))
    languages = json.loads(files["pagefind-entry.json"])["languages"]
    assert set(languages) == {"es", "en"} and languages["es"]["page_count"] == 3
    meta = unpacked(files[f"pagefind.{languages['es']['hash']}.pf_meta"])
    assert isinstance(meta, list) and meta[5] == ["title", "country"] and meta[4] == [["date", [0, 1]]]
    values = {name: unpacked(files[f"filter/{hashed}.pf_filter"]) for name, hashed in meta[3]}  # type: ignore[misc]
    assert values == {"topic": ["topic", [["a", [1]], ["b", [0]]]],
                      "type": ["type", [["Guía", [0]], ["Norma", [1]], ["Ñandú", [2]]]]}  # fmt: skip


def test_only_what_a_browser_fetches_is_kept():
    files = canonical(made(random.Random(1)))
    assert not set(NOT_FOR_BROWSERS) & set(files)
    assert {name.partition("/")[0] for name in files if "/" in name} == {"filter", "fragment", "index"}
    assert sum(name.endswith(".pf_filter") for name in files) == 4


def test_other_documents_have_other_names():
    one, other = (canonical(made(random.Random(1), pages=pages)) for pages in (2, 3))
    assert [name for name in one if name.endswith("pf_meta")] != [name for name in other if name.endswith("pf_meta")]


def test_a_language_without_stemming_takes_the_plain_engine():
    files = made(random.Random(1), ("qu",))
    files["pagefind-entry.json"] = files["pagefind-entry.json"].replace(b'"wasm": "qu"', b'"wasm": null')
    assert [name for name in canonical(files) if "wasm" in name] == ["wasm.unknown.pagefind"]


class Answers:
    """A pagefind that answers with these files."""

    def __init__(self, files: object):
        self.files = files

    def call(self, payload):
        return {"index_id": 0, "files": self.files}

    def calls(self, payloads):
        return iter(())


@pytest.mark.parametrize(
    "files",
    [None, [], [{}], [{"path": "a", "content": "x"}], {"a": 1}, [{"path": "pagefind-entry.json", "content": "e30="}],
     [{"path": "pagefind-entry.json", "content": "W10="}, {"path": "pagefind.js", "content": ""}]],
)  # fmt: skip
def test_an_index_of_another_kind_is_a_plain_failure(files):
    """A pagefind that changes its files is told, not guessed at."""
    with pytest.raises(EnvironmentFailure, match="kind that hubgen does not know"):
        build_index([], Answers(files))  # type: ignore[arg-type]

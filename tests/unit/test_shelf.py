"""Texts that are laid aside come back as they were, wherever the disk has no room too."""

from __future__ import annotations

import copy
import gc
import pickle
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen.model.entry import Body, BodyLink, BodyPicture, Data, Entry, Heading, Localized, Places
from hubgen.problems import Location
from hubgen.stages import shelf
from hubgen.stages.shelf import RECENT, LaidBody, Shelf

links = st.builds(
    BodyLink,
    st.text(),
    st.builds(Location, st.text(), st.integers(0, 9)),
    st.none() | st.builds(BodyPicture, st.text(), st.text(), st.booleans()),
)
bodies = st.builds(
    Body,
    st.lists(st.text(), min_size=1).map(tuple),
    st.lists(links).map(tuple),
    st.lists(st.builds(Heading, st.integers(2, 6), st.text(), st.text())).map(tuple),
    st.lists(st.text()).map(tuple),
    st.integers(0, 9000),
)


def entry_of(body: Body | None, *further: Body) -> Entry:
    texts = tuple((f"text-{n}", Localized.of((("es", one), ("en", one)))) for n, one in enumerate(further))
    own = Localized.of((("es", body),)) if body else None
    slug = Localized.of((("es", "a"),))
    return Entry("guide/a", "guide", "es", slug, Data(), own, "", Places(Location("a.md")), further=texts)


def texts_of(entry: Entry) -> list[Body]:
    return [body for texts in (entry.body, *(one for _, one in entry.further)) if texts for _, body in texts.values]


def members(body: Body) -> tuple[object, ...]:
    return bool(body), body.parts, body.links, body.headings, body.anchors, body.words


@given(st.lists(bodies, min_size=1, max_size=2 * RECENT))
def test_each_text_comes_back(texts: list[Body]):
    place = Shelf()
    laid = [place.laid(entry_of(body, body)) for body in texts]
    for _ in range(2):
        for body, entry in zip(texts, laid, strict=True):
            assert [members(one) for one in texts_of(entry)] == [members(body)] * (3 if body else 2)


def test_a_text_that_lies_aside_is_not_held(tmp_path: Path):
    place, text = Shelf(tmp_path), Body(("<p>a</p>",))
    (laid,) = texts_of(place.laid(entry_of(text)))
    assert type(laid) is LaidBody and laid
    assert not any(isinstance(one, Body) and type(one) is Body for one in gc.get_referents(laid))


def test_nothing_is_made_on_the_disk_where_there_is_no_text(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(shelf, "TemporaryFile", None)
    for entry in (entry_of(None), entry_of(Body())):
        assert Shelf().laid(entry) == entry


@pytest.mark.parametrize("wrote", [OSError(28, "no space"), 3])
def test_where_the_disk_refuses_texts_stay_in_the_memory(wrote: OSError | int):
    place, text = Shelf(), Body(("<p>a</p>",))
    before = place.laid(entry_of(text))

    class Full:
        def seek(self, _: int) -> None: ...

        def write(self, _: bytes) -> int:
            if isinstance(wrote, OSError):
                raise wrote
            return wrote

    file, place._file = place._file, Full()  # type: ignore[assignment]
    entries = [place.laid(entry_of(text)) for _ in range(2)]
    place._file = file
    assert [type(one) for entry in entries for one in texts_of(entry)] == [Body, Body]
    assert [members(one) for one in texts_of(before)] == [members(text)]


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path):
    entry = entry_of(Body(("<p>a</p>",)))
    assert Shelf(tmp_path / "absent").laid(entry) == entry


def test_the_file_goes_with_the_shelf(tmp_path: Path):
    place = Shelf(tmp_path)
    entry = place.laid(entry_of(Body(("<p>a</p>",))))
    assert not list(tmp_path.iterdir())  # it has no name
    file = place._file
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        del place, entry
        gc.collect()
    assert file is not None and file.closed


def test_a_copy_is_the_text_itself():
    text = Body(("<p>a</p>",), words=1)
    (laid,) = texts_of(Shelf().laid(entry_of(text)))
    assert [pickle.loads(pickle.dumps(laid)), copy.deepcopy(laid)] == [text, text]

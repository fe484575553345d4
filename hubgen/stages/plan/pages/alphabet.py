"""A to Z: every entry by the first letter of its title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hubgen.locale.formatting import initial_of, initial_slug, sort_key
from hubgen.model.output import Output
from hubgen.model.site import Published
from hubgen.model.views.lists import AlphabetView, LetterGroup
from hubgen.model.views.page import Page
from hubgen.model.views.pieces import Item, PageLink
from hubgen.stages.plan.frame import Frame, Frames, described

ENTRIES_ON_ONE_PAGE = 200


def alphabet_outputs(frame: Frame, frames: Frames) -> Iterator[Output]:
    """A to Z of all entries that stand in lists or archives; by letter on pages of their own where they are many."""
    letters = _byinitial_of(frame)
    path = frame.addresses.system("a_z")
    others = {lang: other.addresses.system("a_z") for lang, other in frames.items()}
    if _is_one_page(letters):
        yield _alphabet_page(frame, path, letters, (), others)
        return
    yield from _letter_pages(frame, path, letters, others)


def letter_links(frame: Frame) -> tuple[Item, ...]:
    """Each letter, and where A to Z shows its entries."""
    letters, path = _byinitial_of(frame), frame.addresses.system("a_z")
    if _is_one_page(letters):
        return tuple(Item(letter, f"{path}#l-{initial_slug(letter)}") for letter in letters)
    return tuple(Item(letter, _letter_path(path, letter)) for letter in letters)


def _byinitial_of(frame: Frame) -> dict[str, list[Published]]:
    entries = [one for one in frame.site.entries if one.life in ("current", "archive")]
    letters: dict[str, list[Published]] = {}
    for one in sorted(entries, key=lambda one: (sort_key(frame.display.title(one).text, frame.language), one.id)):
        letters.setdefault(initial_of(frame.display.title(one).text, frame.language), []).append(one)
    return letters


def _is_one_page(letters: Mapping[str, list[Published]]) -> bool:
    return sum(map(len, letters.values())) <= ENTRIES_ON_ONE_PAGE


def _letter_path(path: str, letter: str) -> str:
    return f"{path.removesuffix('.html')}/{initial_slug(letter)}.html"


def _letter_pages(
    frame: Frame, path: str, letters: dict[str, list[Published]], others: Mapping[str, str]
) -> Iterator[Output]:
    index: dict[str, str] = {letter: _letter_path(path, letter) for letter in letters}

    def context() -> Page:
        items = tuple(Item(letter, index[letter], note=str(len(found))) for letter, found in letters.items())
        view = AlphabetView(frame.texts["a_z"], (LetterGroup("", "", items),))
        return frame.page(
            path,
            view,
            title=view.title,
            description=described(view.title, (frame.display.title(found[0]).text for found in letters.values())),
            crumbs=(frame.home_crumb,),
            alternates=others,
        )

    yield Output(path, "page", (), "A to Z", template="a-z.html", context=context)
    for letter, found in letters.items():
        size = ENTRIES_ON_ONE_PAGE
        chunks = [found[n : n + size] for n in range(0, len(found), size)]
        paths = [frame.addresses.numbered(index[letter], n) for n in range(1, len(chunks) + 1)]
        for number, chunk in enumerate(chunks):
            links = tuple(PageLink(n + 1, one, n == number) for n, one in enumerate(paths)) if len(paths) > 1 else ()
            yield _alphabet_page(frame, paths[number], {letter: chunk}, links, {}, parent=path)


def _alphabet_page(
    frame: Frame,
    path: str,
    letters: Mapping[str, list[Published]],
    pages: tuple[PageLink, ...],
    others: Mapping[str, str],
    parent: str = "",
) -> Output:
    title = frame.texts["a_z"] + (f": {', '.join(letters)}" if parent else "")
    number = next((one.number for one in pages if one.current), 1)
    if number > 1:
        title += f", {frame.texts['page_n'].format(n=number)}"

    def context() -> Page:
        groups = tuple(
            LetterGroup(letter, f"l-{initial_slug(letter)}", tuple(_alphabet_item(one, frame) for one in found))
            for letter, found in letters.items()
        )
        crumbs = (frame.home_crumb, Item(frame.texts["a_z"], parent)) if parent else (frame.home_crumb,)
        return frame.page(
            path,
            AlphabetView(title, groups, pages),
            title=title,
            description=described(title, (item.text for group in groups for item in group.items)),
            crumbs=crumbs,
            alternates=others,
        )

    return Output(path, "page", (), "A to Z", template="a-z.html", context=context)


def _alphabet_item(one: Published, frame: Frame) -> Item:
    link = frame.display.link(one)
    return Item(link.text, link.path, link.lang, note=frame.texts[f"one_{one.type}"])

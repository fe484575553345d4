"""Pages of their own kind: home, entries, topics, A to Z, about, not found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from hubgen.locale.formatting import fold, own_language_name, sort_key
from hubgen.model.entry import Ref
from hubgen.model.output import Output
from hubgen.model.site import Published
from hubgen.model.view import (
    AboutView,
    AlphabetView,
    EntryView,
    FacetValue,
    Fact,
    Group,
    HomeView,
    Item,
    LetterGroup,
    NotFoundView,
    Page,
    PageLink,
    Phrase,
    TopicView,
)
from hubgen.stages.plan.cards import card
from hubgen.stages.plan.display import capital
from hubgen.stages.plan.entry_view import FilePath, body_view, entry_view
from hubgen.stages.plan.frame import Frame
from hubgen.types import BY_NAME, TYPES
from hubgen.types.base import Today
from hubgen.types.news import is_urgent

TOPIC_EACH = 6
HOME_NEWS = 3
HOME_GUIDES = 3
HOME_DEADLINES = 4
ENTRIES_ON_ONE_PAGE = 200
Listed = Mapping[str, list[Published]]
Frames = Mapping[str, Frame]


def entry_output(
    one: Published, frame: Frame, listed: Listed, file_path: FilePath, topic_paths: Callable[[str, str], str]
) -> Output:
    """The page of an entry."""
    kind = BY_NAME[one.type]

    def context() -> Page:
        own = entry_view(one, frame.display, file_path)
        view = _topic_view(one, frame, listed, own, topic_paths) if one.type == "topic" else own
        crumbs = [frame.home_crumb, Item(frame.texts[f"section_{one.type}"], frame.addresses.section(kind))]
        crumbs += _parents(one, frame)
        return frame.page(
            one.paths[frame.language], view, title=frame.display.title(one).text,
            description=frame.display.phrase(one.entry.get("summary")).text, crumbs=tuple(crumbs), alternates=one.paths,
            canonical=frame.canonical_of(one),
        )  # fmt: skip

    return Output(
        one.paths[frame.language],
        "page",
        one.entry.sources,
        one.id,
        f"{one.type}.html",
        context,
        indexed=one.is_translated(frame.language),
    )


def _parents(one: Published, frame: Frame) -> list[Item]:
    parent = one.entry.get("parent")
    chain: list[Item] = []
    seen = {one.id}
    while isinstance(parent, Ref) and parent.id not in seen and (above := frame.site.get(parent.id)):
        seen.add(above.id)
        chain.insert(0, frame.display.link(above))
        parent = above.entry.get("parent")
    return chain


def _topic_view(
    one: Published, frame: Frame, listed: Listed, view: EntryView, topic_paths: Callable[[str, str], str]
) -> TopicView:
    display = frame.display
    starts = [target for ref in one.entry.data.items_of("start_here") if (target := frame.site.get(ref.id))]
    groups = []
    for kind in TYPES:
        found = [other for other in listed.get(kind.name, []) if Ref(one.id) in other.entry.data.items_of("topics")]
        if found:
            more = (
                Item(frame.texts["all_n"].format(n=len(found)), topic_paths(kind.name, one.id))
                if len(found) > TOPIC_EACH
                else None
            )
            groups.append(
                Group(
                    frame.texts[f"section_{kind.name}"],
                    tuple(card(other, display) for other in found[:TOPIC_EACH]),
                    more,
                    kind.folder,
                )
            )
    children = [other for other in listed.get("topic", []) if other.entry.get("parent") == Ref(one.id)]
    values = tuple(
        FacetValue(display.title(child).text, child.paths[frame.language], topic_count(child.id, listed))
        for child in children
    )
    return TopicView(view, tuple(card(target, display, with_type=True) for target in starts), values, tuple(groups))


def topic_count(topic_id: str, listed: Listed) -> int:
    """How many entries of all lists belong to a topic."""
    return sum(Ref(topic_id) in one.entry.data.items_of("topics") for found in listed.values() for one in found)


def home_output(frame: Frame, frames: Frames, listed: Listed) -> Output:
    texts = frame.texts

    def context() -> Page:
        config = frame.config
        view = HomeView(
            title=config.summary.pick(frame.language)[0] if config.summary else frame.title,
            lead=texts["home_lead"],
            tasks=tuple(_tasks(frame, listed)),
            urgent=tuple(card(one, frame.display) for one in _urgent(frame, listed)),
            deadlines=_deadlines(frame, listed),
            news=_newest(frame, listed, "news", HOME_NEWS),
            guides=_newest(frame, listed, "guide", HOME_GUIDES),
            topics=_topics(frame, listed),
            profiles=tuple(
                Item(p.title.pick(frame.language)[0], frame.addresses.profile(p.slug)) for p in config.profiles
            ),
            languages=tuple(_languages(frame, frames)),
        )
        alternates = {lang: other.addresses.home for lang, other in frames.items()}
        return frame.page(
            frame.addresses.home, view, title=frame.title, description=frame.hub.summary, alternates=alternates
        )

    return Output(frame.addresses.home, "page", ("config.yaml",), "home", "home.html", context)


def _today(frame: Frame) -> Today:
    return Today(frame.site.day, frame.config.zone)


def _tasks(frame: Frame, listed: Listed) -> Iterator[Item]:
    for name in ("financing", "guide", "organization"):
        if listed.get(name):
            kind = BY_NAME[name]
            note = frame.texts[f"task_note_{name}"].format(n=len(listed[name]))
            yield Item(frame.texts[f"task_{name}"], frame.addresses.section(kind), note=note)


def _deadlines(frame: Frame, listed: Listed) -> Group | None:
    """Calls that close and events that begin, by day."""
    calls = [one for one in listed.get("financing", []) if one.status in ("open", "closing-soon")]
    events = [one for one in listed.get("event", []) if one.entry.get("event_status") not in ("cancelled", "postponed")]
    cards = [card(one, frame.display, with_type=True, with_day=True) for one in (*calls, *events)]
    today = frame.site.day.isoformat()
    dated = [
        one for _, _, one in sorted((one.day.iso, one.path, one) for one in cards if one.day and one.day.iso >= today)
    ]
    if not dated:
        return None
    more = "event" if listed.get("event") else "financing"
    return Group(
        frame.texts["deadlines"],
        tuple(dated[:HOME_DEADLINES]),
        Item(frame.texts["all_deadlines"], frame.addresses.section(BY_NAME[more])),
    )


def _urgent(frame: Frame, listed: Listed) -> list[Published]:
    return [one for one in listed.get("news", []) if is_urgent(one.entry.data, _today(frame))]


def _newest(frame: Frame, listed: Listed, name: str, count: int) -> Group | None:
    found = listed.get(name, [])
    above = {one.id for one in _urgent(frame, listed)}
    rest = [one for one in found if one.id not in above]
    if not rest:
        return None
    ordered = sorted(rest, key=lambda one: (not one.entry.get("featured"), -one.changed.toordinal(), one.id))[:count]
    more = Item(frame.texts["all_n"].format(n=len(found)), frame.addresses.section(BY_NAME[name]))
    return Group(frame.texts[f"section_{name}"], tuple(card(one, frame.display) for one in ordered), more)


def _topics(frame: Frame, listed: Listed) -> tuple[FacetValue, ...]:
    tops = [one for one in listed.get("topic", []) if "parent" not in one.entry.data]
    return tuple(
        FacetValue(frame.display.title(one).text, one.paths[frame.language], topic_count(one.id, listed))
        for one in tops
    )


def _languages(frame: Frame, frames: Frames) -> Iterator[Item]:
    """The languages of the hub, with the number of entries that each has."""
    for lang, other in frames.items():
        count = sum(one.is_translated(lang) for one in frame.site.entries)
        yield Item(
            capital(own_language_name(lang)), other.addresses.home, lang, note=frame.texts["n_entries"].format(n=count)
        )


def alphabet_outputs(frame: Frame, frames: Frames) -> Iterator[Output]:
    """A to Z of all entries that stand in lists or archives; by letter on pages of their own where they are many."""
    entries = [one for one in frame.site.entries if one.life in ("current", "archive")]
    letters: dict[str, list[Published]] = {}
    for one in sorted(entries, key=lambda one: (sort_key(frame.display.title(one).text, frame.language), one.id)):
        letters.setdefault(_letter(frame.display.title(one).text, frame.language), []).append(one)
    path = frame.addresses.system("a_z")
    others = {lang: other.addresses.system("a_z") for lang, other in frames.items()}
    if len(entries) <= ENTRIES_ON_ONE_PAGE:
        yield _alphabet_page(frame, path, letters, (), others)
        return
    yield from _letter_pages(frame, path, letters, others)


def _letter_pages(
    frame: Frame, path: str, letters: dict[str, list[Published]], others: Mapping[str, str]
) -> Iterator[Output]:
    base = path.removesuffix(".html")
    index: dict[str, str] = {letter: f"{base}/{_letter_name(letter)}.html" for letter in letters}

    def context() -> Page:
        groups = tuple(
            LetterGroup(letter, f"l-{_letter_name(letter)}", (Item(letter, index[letter], note=str(len(found))),))
            for letter, found in letters.items()
        )
        view = AlphabetView(frame.texts["a_z"], groups)
        return frame.page(path, view, title=frame.texts["a_z"], crumbs=(frame.home_crumb,), alternates=others)

    yield Output(path, "page", (), "A to Z", "a-z.html", context)
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
            LetterGroup(letter, f"l-{_letter_name(letter)}", tuple(_alphabet_item(one, frame) for one in found))
            for letter, found in letters.items()
        )
        crumbs = (frame.home_crumb, Item(frame.texts["a_z"], parent)) if parent else (frame.home_crumb,)
        return frame.page(path, AlphabetView(title, groups, pages), title=title, crumbs=crumbs, alternates=others)

    return Output(path, "page", (), "A to Z", "a-z.html", context)


def _alphabet_item(one: Published, frame: Frame) -> Item:
    link = frame.display.link(one)
    return Item(link.text, link.path, link.lang, note=frame.texts[f"one_{one.type}"])


def _letter(title: str, language: str) -> str:
    """The letter under which a title stands; `0` for digits and signs."""
    first = next((char for char in title if char.isalnum()), "0")
    if first in "ñÑ" and language == "es":
        return "Ñ"
    plain = fold(first)[:1].upper()
    return plain if plain.isalpha() else "0" if not first.isalpha() else first.upper()


def _letter_name(letter: str) -> str:
    """A letter in an address: `n`; one beyond a to z with its number, since Ñ must not meet N: `n-d1`."""
    if letter.isascii():
        return letter.lower()
    return "-".join((fold(letter)[:1] if fold(letter)[:1].isascii() else "x", *(f"{ord(char):x}" for char in letter)))


def about_output(frame: Frame, frames: Frames, file_path: FilePath) -> Output:
    path = frame.addresses.system("about")
    about = frame.site.about

    def context() -> Page:
        title = frame.display.title(about) if about and about.entry.title else Phrase(frame.texts["about"])
        lead = frame.display.phrase(about.entry.get("summary")) if about else Phrase(frame.hub.summary)
        body = body_view(about, frame.display, file_path) if about else None
        view = AboutView(title, lead, body, tuple(_about_facts(frame)))
        others = {lang: other.addresses.system("about") for lang, other in frames.items()}
        return frame.page(
            path, view, title=title.text, description=lead.text, crumbs=(frame.home_crumb,), alternates=others
        )

    return Output(path, "page", about.entry.sources if about else ("config.yaml",), "about", "about.html", context)


def _about_facts(frame: Frame) -> Iterator[Fact]:
    texts, site = frame.texts, frame.site
    for kind in TYPES:
        count = sum(1 for _ in site.of_type(kind.name))
        if count:
            yield Fact(texts[f"section_{kind.name}"], (Item(str(count), frame.addresses.section(kind)),))
    if frame.config.license:
        yield Fact(texts["license"], (Item(frame.config.license, frame.hub.license_url),))


def not_found_output(frame: Frame) -> Output:
    """404.html at the root of the site: shown for any address, so its links hold from any depth."""
    path = f"{frame.addresses.prefix}404.html"

    def context() -> Page:
        view = NotFoundView(
            frame.texts["not_found"],
            frame.texts["not_found_text"],
            (Item(frame.texts["home"], frame.addresses.home), *frame.hub.sections, *frame.hub.more),
        )
        return frame.page(path, view, title=frame.texts["not_found"], absolute_root=frame.config.base_path)

    return Output(path, "page", (), "404", "404.html", context, indexed=False)

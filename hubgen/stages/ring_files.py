"""Files saved of partners, `content/ring/feeds/SLUG.xml` and the like: read, or told as warnings and left aside.

A file of others never stops a build: what cannot be read of it is as if it had not been fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches

from hubgen.formats.feeds.read_feed import read_feed, read_list
from hubgen.model.entry import Entry, Localized
from hubgen.model.ring import RingItem, Saved
from hubgen.problems import ContentProblems, Location, Problem, problem, say
from hubgen.types.partner import FEED_SUFFIXES, LIST_SUFFIX, PARTNER, SAVED

FOLDER = f"{PARTNER.folder}/{SAVED}/"
Read = Callable[[str], bytes]
"""Path below content/ -> the bytes of the file; raises ContentProblems."""


def read_saved(
    entries: Iterable[Entry], files: Iterable[str], read: Read
) -> tuple[Mapping[str, Saved], tuple[Problem, ...]]:
    """What was fetched of each partner, by its id, and what is wrong with the files: warnings, all of it.

    Args:
        files: paths below content/, all of them.
    """
    partners = {entry.id.partition("/")[2]: entry for entry in entries if entry.type == PARTNER.name}
    found: dict[str, Saved] = {}
    faults: list[Problem] = []
    for file in sorted(file for file in files if file.startswith(FOLDER)):
        slug, suffix = _parted(file)
        entry = partners.get(slug)
        if suffix not in (*FEED_SUFFIXES, LIST_SUFFIX):
            continue
        if entry is None:
            faults.append(_of_nobody(file, slug, suffix, partners))
            continue
        before = found.get(entry.id, Saved())
        found[entry.id] = _with(before, file, entry, read, faults)
    faults += _without_file(partners, files)
    return found, tuple(fault.softened() for fault in faults)


def _without_file(partners: Mapping[str, Entry], files: Iterable[str]) -> Iterator[Problem]:
    """Partners whose news are to be shown, and of whom nothing was saved."""
    saved = {_parted(file) for file in files if file.startswith(FOLDER)}
    for slug, entry in partners.items():
        is_wanted = entry.get("pull") and entry.get("feed") and not entry.is_draft
        if is_wanted and not any((slug, suffix) in saved for suffix in FEED_SUFFIXES):
            yield problem(
                "missing-field",
                entry.places.of("pull"),
                say("the news of {title} are to be shown, and no feed of theirs is saved", title=entry.title),
                mend=say("open {url} and save it as {file}", url=_base(entry), file=f"content/{FOLDER}{slug}.xml"),
            )


def _parted(file: str) -> tuple[str, str]:
    slug, dot, suffix = file.removeprefix(FOLDER).rpartition(".")
    return slug, (dot + suffix).lower()


def _with(before: Saved, file: str, entry: Entry, read: Read, faults: list[Problem]) -> Saved:
    """What is known of a partner, and what one more file says of it."""
    name = f"content/{file}"
    try:
        if file.lower().endswith(LIST_SUFFIX):
            return Saved(before.items, read_list(read(file), name), name)
        items, problems = read_feed(read(file), name, _base(entry))
    except ContentProblems as fault:
        faults += fault.problems
        return before
    faults += problems
    return Saved(tuple(_newest((*before.items, *items))), before.neighbours, before.list_file)


def _base(entry: Entry) -> str:
    """The address of the feed, else of the site."""
    values = (entry.get(field) for field in ("feed", "url"))
    return next((str(value.original) for value in values if isinstance(value, Localized)), "")


def _newest(items: Iterable[RingItem]) -> Iterator[RingItem]:
    """The newest first; those without a date last, in their own order."""
    yield from sorted(items, key=lambda item: -item.moment.timestamp() if item.moment else 0.0)


def _of_nobody(file: str, slug: str, suffix: str, partners: Mapping[str, Entry]) -> Problem:
    near = get_close_matches(slug, partners, n=1, cutoff=0.6)
    return problem(
        "unknown-name",
        Location(f"content/{file}"),
        say('no partner has the slug "{slug}", so nothing of this file is shown', slug=slug),
        expected=say("the slug of a partner and {suffix}", suffix=suffix),
        mend=say("rename it to {file}", file=f"{near[0]}{suffix}") if near else say("remove it, or add the partner"),
    )

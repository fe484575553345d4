"""Looking up what entries name: references in fields, links in bodies, files to copy."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from difflib import get_close_matches
from functools import lru_cache
from operator import is_

from hubgen.locale.formatting import fold
from hubgen.model.entry import Body, BodyLink, Data, Entry, Localized, Ref, Reference
from hubgen.model.frozen import frozen
from hubgen.model.site import Target
from hubgen.model.values.joined import parted, to_part
from hubgen.problems import Location, Message, Problem, problem, say
from hubgen.types import BY_NAME

ACTIVE = frozenset(
    "html htm xhtml xht shtml xml xsl xslt js mjs cjs wasm mht mhtml svgz swf hta htc php webmanifest".split()
)
"""Files that browsers run, or that another page of the site could load as a script."""
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".tif", ".tiff", ".heic", ".svg", ".ico")
NEAR = 0.8
"""Of names that differ by more, one is not the other misspelt."""
_SLUG_LIKE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_ID = re.compile(r"([a-z]+)/([a-z0-9]+(?:-[a-z0-9]+)*(?:/[0-9a-f]{10})?)")


@frozen(slots=False)
class Known:
    """What can be referred to, and what exists but is not to be seen today."""

    entries: Mapping[str, Entry]
    """Entries with a page, by id."""
    scheduled: frozenset[str]
    drafts: frozenset[str]
    hidden: Mapping[str, Entry]
    """Entries that the audience of the site may not see, by id."""
    unread: frozenset[str]
    files: Mapping[str, int]
    sources: Mapping[str, str]
    """Source file below content/ -> id, for entries with a file of their own."""
    names: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """(type, folded title or synonym) -> ids."""
    hidden_names: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    hidden_files: Mapping[str, str] = field(default_factory=dict)
    """File below content/ -> id of the hidden entry that it is the content of."""

    def is_excused(self, entry_id: str) -> bool:
        """Whether an id names something real that is merely unread or not yet published."""
        kind = entry_id.partition("/")[0]
        return entry_id in self.unread or f"{kind}/*" in self.unread or entry_id in self.scheduled


def names_of(entries: Iterable[Entry]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Titles and synonyms by which a spreadsheet, or `topics`, may call an entry."""
    names: dict[tuple[str, str], tuple[str, ...]] = {}
    for entry in entries:
        texts = [text for _, text in (entry.texts("title") or Localized.of(())).values]
        synonyms = entry.get("synonyms")
        if isinstance(synonyms, Localized):
            texts += [word for _, words in synonyms.values for word in words]
        for text in texts:
            key = (entry.type, fold(text))
            names[key] = tuple(dict.fromkeys((*names.get(key, ()), entry.id)))
    return names


def own_files(entry: Entry) -> Iterator[str]:
    """The files below content/ that are what an entry is: the paper of a document, the data of a dataset."""
    kind = BY_NAME.get(entry.type)
    for name in (kind.copied_file, kind.data_field) if kind else ():
        for language, text in (entry.texts(name) or Localized.of(())).values:
            where = entry.places.first_of(f"{name}@{language}", name)
            if file := below_content(text, where.file):
                yield file


def id_of(ref: Reference, known: Known) -> str:
    """The id that a reference stands for, whether there is such an entry or not."""
    text = ref.text.strip()
    entry_id = f"{ref.target}/{text}" if ref.target and not text.startswith(ref.target + "/") else text
    if entry_id in known.entries:
        return entry_id
    by_name = ref.target == "topic" or ref.where.row > 0 or ref.or_text
    if ref.target and by_name and not ref.or_text:
        for names in (known.names, known.hidden_names):
            hits = names.get((ref.target, fold(text)), ())
            if len(hits) == 1:
                return hits[0]
    return entry_id


class Resolver:
    """Resolves the references of one entry; gathers what leads nowhere, or to what its readers may not see."""

    def __init__(self, known: Known, source: str):
        self.known, self.source = known, source
        self.problems: list[Problem] = []

    def data(self, data: Data) -> Data:
        """The same values with every reference looked up; those that lead nowhere are gone."""
        found = tuple([self._value(value) for value in data.values])
        if None in found or () in found:
            return Data.of((name, one) for name, one in zip(data.names, found, strict=True) if one not in (None, ()))
        # The very same where nothing in it names an entry, so that it is not held twice.
        return data if all(map(is_, found, data.values)) else Data(data.names, found)

    def _value(self, value: object) -> object:
        if isinstance(value, Reference):
            return self._reference(value)
        if isinstance(value, Localized):
            if all(type(one) is str for one in value.each):
                return value
            pairs = tuple((lang, self._value(one)) for lang, one in value.values)
            kept = tuple(pair for pair in pairs if pair[1] is not None)
            return Localized.of(kept) if kept else None
        if isinstance(value, Data):
            return self.data(value)
        if isinstance(value, tuple) and any(isinstance(one, Reference | Data) for one in value):
            found = (
                self._reference(one, in_list=True) if isinstance(one, Reference) else self._value(one) for one in value
            )
            return tuple(dict.fromkeys(one for one in found if one is not None))
        return value

    def _reference(self, ref: Reference, *, in_list: bool = False) -> Ref | str | None:
        entry_id = id_of(ref, self.known)
        if entry_id in self.known.entries:
            return _ref(entry_id)
        if entry_id in self.known.hidden:
            self._leak(entry_id, ref.where)
            return None
        if ref.or_text:
            if _SLUG_LIKE.fullmatch(ref.text) and not self.known.is_excused(entry_id):
                self.problems.append(
                    problem(
                        "unknown-name",
                        ref.where,
                        say('"{text}" names no entry and is shown as text', text=ref.text),
                        mend=self._meant(ref),
                    )
                )
            return ref.text
        if not self.known.is_excused(entry_id):
            pieces = parted(ref.text, lambda text: self._is_entry(replace(ref, text=text))) if in_list else []
            mend = to_part(pieces, in_cell=ref.where.row > 0) if pieces else self._nearest(ref)
            self.problems.append(problem("broken-reference", ref.where, self._why(entry_id, ref.text), mend=mend))
        return None

    def _is_entry(self, ref: Reference) -> bool:
        return id_of(ref, self.known) in self.known.entries

    def _why(self, entry_id: str, text: str) -> Message:
        if entry_id in self.known.drafts:
            return say("{id} is a draft and will not be published", id=entry_id)
        return say('"{text}" names no entry', text=text)

    def _leak(self, entry_id: str, where: Location) -> None:
        self.problems.append(restricted_leak(self.source, self.known.hidden[entry_id], where))

    def _nearest(self, ref: Reference) -> Message | None:
        """The entry that is meant; else how there would be one. None where it exists, and is not to be seen."""
        entry_id = id_of(ref, self.known)
        kind = entry_id.partition("/")[0]
        if near := self._meant(ref):
            return near
        if entry_id in self.known.drafts or entry_id in self.known.hidden:
            return None
        if kind not in BY_NAME:
            return say("write the id of an entry: type/slug; or remove it")
        return say('name an entry that is there, make this one with "hubgen add {type}", or remove it', type=kind)

    def _meant(self, ref: Reference) -> Message | None:
        """The entry that readers know by these words, or that differs by a letter or so; as the name is written."""
        entry_id = id_of(ref, self.known)
        kind = entry_id.partition("/")[0]
        near = self._of_title(kind, ref.text) or self._near_id(entry_id, kind)
        if near is None:
            return None
        return say('"{near}"?', near=near if "/" in ref.text else near.removeprefix(f"{ref.target}/"))

    def _of_title(self, kind: str, text: str) -> str | None:
        """The one entry that readers know by these words."""
        hits = self.known.names.get((kind, fold(text)), ())
        return hits[0] if len(hits) == 1 else None

    def _near_id(self, entry_id: str, kind: str) -> str | None:
        """The entry of that type, or of that slug in another, whose slug differs by a letter or so."""
        known = [one for one in self.known.entries if kind not in BY_NAME or one.startswith(f"{kind}/")]
        slugs = {one.partition("/")[2]: one for one in known}
        near = get_close_matches(entry_id.partition("/")[2] or entry_id, slugs, n=1, cutoff=NEAR)
        return slugs[near[0]] if near else None

    # -- links in bodies -------------------------------------------------------------------

    def targets(self, entry: Entry, body: Body, language: str) -> tuple[Target, ...]:
        return tuple(self._target(entry, link, language) for link in body.links)

    def _target(self, entry: Entry, link: BodyLink, language: str) -> Target:
        address, _, anchor = link.target.partition("#")
        path = address.partition("?")[0]
        match = _ID.fullmatch(path) if link.picture is None else None
        if match and match[1] in BY_NAME:
            return self._entry_target(path, anchor, link, language)
        file = below_content(path, link.where.file)
        if file is None:
            self._nowhere(link, say("the link leads outside the hub: {text}", text=link.target), rule="unreadable-file")
            return Target()
        if file in self.known.sources and link.picture is None:
            return self._entry_target(self.known.sources[file], anchor, link, language)
        return self._file_target(file, link)

    def _entry_target(self, entry_id: str, anchor: str, link: BodyLink, language: str) -> Target:
        if entry_id in self.known.hidden:
            self._leak(entry_id, link.where)
            return Target()
        found = self.known.entries.get(entry_id)
        if found is None:
            if not self.known.is_excused(entry_id):
                self._nowhere(
                    link, self._link_message(entry_id, link), self._nearest(Reference(entry_id, "", False, link.where))
                )
            return Target()
        if anchor and anchor not in _anchors(found, language):
            near = get_close_matches(anchor, _anchors(found, language), n=1, cutoff=0.5)
            self._nowhere(
                link,
                say("{id} has no heading #{anchor}", id=entry_id, anchor=anchor),
                say('"#{near}"?', near=near[0]) if near else None,
            )
            anchor = ""
        return Target(id=found.id, anchor=anchor)  # the text that others share

    def _link_message(self, entry_id: str, link: BodyLink) -> Message:
        if entry_id in self.known.drafts:
            return self._why(entry_id, entry_id)
        return say("link goes nowhere: {text}", text=link.target)

    def _file_target(self, file: str, link: BodyLink) -> Target:
        if file in self.known.hidden_files:
            self._leak(self.known.hidden_files[file], link.where)
            return Target()
        if file not in self.known.files:
            self._nowhere(
                link, say("link goes nowhere: {text}", text=link.target), self._nearest_file(file, link.where.file)
            )
            return Target()
        if link.picture is not None or file.lower().endswith(PICTURES):
            return Target(picture=file)
        if is_active(file):
            self.problems.append(active_refused(link.where, link.target))
            return Target()
        return Target(file=file)

    def _nearest_file(self, file: str, source: str) -> Message:
        """The one file of that name in another folder, such as `static/`, or the nearest path: as `source` names it."""
        options = [*self.known.files, *self.known.sources]
        namesakes = [one for one in options if posixpath.basename(one) == posixpath.basename(file)]
        near = namesakes if len(namesakes) == 1 else get_close_matches(file, options, n=1, cutoff=0.6)
        if near:
            return say('"{near}"?', near=seen_from(source, near[0]))
        return say("copy the file into content/, or write the id of an entry: type/slug")

    def _nowhere(
        self, link: BodyLink, message: Message, mend: Message | None = None, rule: str = "broken-reference"
    ) -> None:
        self.problems.append(problem(rule, link.where, message, mend=mend))

    # -- files named by fields -------------------------------------------------------------

    def file(self, text: str, where: Location) -> str | None:
        """The path below content/ of a file that a field names; None, and a problem, where there is none."""
        file = below_content(text, where.file)
        if file is None:
            self.problems.append(
                problem(
                    "unreadable-file",
                    where,
                    say('"{text}" leads outside the hub', text=text),
                    mend=say("copy the file into content/"),
                )
            )
            return None
        if file in self.known.hidden_files:
            self._leak(self.known.hidden_files[file], where)
            return None
        if file not in self.known.files:
            self.problems.append(
                problem(
                    "broken-reference",
                    where,
                    say('there is no file "{text}"', text=text),
                    mend=self._nearest_file(file, where.file),
                )
            )
            return None
        return file


_LEADS_TO: Mapping[object, str] = {
    "members": "{source} leads to {id}, which is for members only",
    "staff": "{source} leads to {id}, which is for staff only",
}


def restricted_leak(source: str, hidden: Entry, where: Location) -> Problem:
    """A reference to an entry that the readers of the page may not see."""
    visibility = hidden.get("visibility")
    return problem(
        "restricted-leak",
        where,
        say(_LEADS_TO[visibility], source=source, id=hidden.id),
        mend=say(
            "take it out, or write visibility: {visibility} in {source} too", visibility=visibility, source=source
        ),
    )


def picture_as_download(where: Location, text: str) -> Problem:
    """A picture where a file is copied as it is: large, and with the place and hour that a camera writes into it."""
    return problem(
        "image-refused",
        where,
        say("{text} is a picture: no picture is offered for download as it is", text=text),
        mend=say(
            "show it with the field image, or in the text with ![what it shows]({text}); or save it as PDF", text=text
        ),
    )


def is_active(file: str) -> bool:
    """Whether readers' browsers may run what is in the file: content is text, not programs."""
    return file.lower().rstrip(". ").rpartition(".")[2] in ACTIVE


def active_refused(where: Location, text: str) -> Problem:
    return problem(
        "unsafe-html",
        where,
        say("{text} is a file that can run programs at readers", text=text),
        expected=say("a document such as PDF, ODT, ODS, CSV or EPUB"),
        mend=say("save it as PDF, or write its text as an entry; files of the site itself stand in content/static/"),
    )


def below_content(path: str, source: str) -> str | None:
    """A path as written in a source file, as a path below content/; None where it leads out of it."""
    base = "content" if path.startswith("/") else posixpath.dirname(source)
    full = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
    return full.removeprefix("content/") if full.startswith("content/") else None


def seen_from(source: str, file: str) -> str:
    """A path below content/ as a source file names it: by its name alone beside it, with a leading slash elsewhere."""
    is_beside = posixpath.dirname(source) == posixpath.dirname(f"content/{file}")
    return posixpath.basename(file) if is_beside else f"/{file}"


_ref = lru_cache(maxsize=2_000)(Ref)
"""Most entries name the same few topics and countries: each is held once."""


def _anchors(entry: Entry, language: str) -> list[str]:
    return list(entry.body.pick(language)[0].anchors) if entry.body else []

"""Entries to a site: references both ways, translations, states on the build day, addresses.

Touches no disk and no clock: the day is a value, and so is the list of files.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hubgen.config import Config
from hubgen.locale.formatting import fold
from hubgen.model.audience import AUDIENCES, Audience, may_see, rank
from hubgen.model.entry import Data, Entry, Localized, Ref
from hubgen.model.frozen import frozen
from hubgen.model.period import Period
from hubgen.model.site import Published, Site, TranslationState
from hubgen.problems import Location, Message, Problem, problem, say
from hubgen.stages.items import late_rows, with_items
from hubgen.stages.load import Loaded
from hubgen.stages.paths import paths_of
from hubgen.stages.plain_language import abbreviation_problem, told
from hubgen.stages.references import (
    PICTURES,
    Known,
    Resolver,
    active_refused,
    is_active,
    names_of,
    own_files,
    picture_as_download,
)
from hubgen.stages.referred import referred
from hubgen.stages.ring_problems import ring_problems
from hubgen.types import BY_NAME
from hubgen.types.base import ContentType, Today

FILES = ("path", "image", "data")
"""Fields that name a file below content/."""
TOPIC_DEPTH = 3
NOTHING: Mapping[str, Any] = {}
"""For entries without translations or links, which most are: one for all."""
THIN_TOPIC = 3


@frozen(slots=False)
class ResolveOptions:
    day: date
    drafts: bool = False
    audience: Audience = "public"


@frozen(slots=False)
class _Due:
    """A day on which something is expected of an author, and what to say when it has passed."""

    day: date
    field: str
    message: Message
    mend: Message


def resolve(
    loaded: Loaded, config: Config, options: ResolveOptions, entries: deque[Entry] | None = None
) -> tuple[Site, tuple[Problem, ...]]:
    """The site of a day, and what is wrong between entries.

    Args:
        entries: those that were loaded, where nobody else holds them: each is taken out and let go when the site has
            it. None: those of `loaded`.
    """
    return _Resolve(loaded, config, options).run(deque(loaded.entries) if entries is None else entries)


class _Resolve:
    def __init__(self, loaded: Loaded, config: Config, options: ResolveOptions):
        self.loaded, self.config, self.options = loaded, config, options
        self.today = Today(options.day, config.zone)
        self.problems: list[Problem] = []

    def run(self, entries: deque[Entry]) -> tuple[Site, tuple[Problem, ...]]:
        of_file = Counter(file for entry in entries for file in entry.sources)
        unique = self._unique(entries)
        shown, *left_out = self._sorted_out(unique)
        by_id = {entry.id: entry for entry in shown}
        gone = {entry.id for entry in unique} - by_id.keys() - {entry.id for group in left_out for entry in group}
        known = self._known(by_id, gone, of_file, *left_out)
        self.problems += [*self._of_day(shown), *late_rows(self.loaded.items, self.today)]
        unexplained = self._abbreviations(unique)
        whole, told = with_items(shown, self.loaded.items, known)
        self.problems += told
        waiting = deque(whole)
        del unique, shown, whole  # of a large hub: what is published lets go what it was made from
        published = []
        while waiting:
            one = self._publish(waiting.popleft(), known)
            by_id[one.id] = one.entry
            published.append(one)
        about = self.loaded.about if self.loaded.about and self._is_seen(self.loaded.about) else None
        page = self._publish(about, known) if about else None
        scheduled, drafts, hidden = left_out
        self.problems += [*self._of_drafts(drafts, known), *unexplained]
        published = self._related(published)
        self._check_topics(published)
        self.problems += ring_problems(published, self.loaded.saved, self.config.base_url)
        return self._site(published, page, scheduled, drafts, hidden), tuple(self.problems)

    def _of_day(self, entries: Iterable[Entry]) -> Iterator[Problem]:
        """What is wrong on the build day, and was not or will not be on others."""
        for entry in entries:
            for rule in BY_NAME[entry.type].rules_of_day:
                yield from rule(entry.data, entry.places, self.today)

    def _of_drafts(self, drafts: list[Entry], known: Known) -> list[Problem]:
        """What will be wrong with drafts once they are published, as warnings."""
        found: list[Problem] = []
        for entry in drafts:
            resolver = Resolver(known, entry.id)
            self._files(entry, resolver.data(entry.data), resolver)
            for lang, body in entry.body.values if entry.body else ():
                resolver.targets(entry, body, lang)
            found += resolver.problems
        return [fault.softened() for fault in found]

    def _abbreviations(self, entries: list[Entry]) -> list[Problem]:
        """Abbreviations that neither their entry nor a term that its readers see explains."""
        terms = [entry for entry in entries if entry.type == "term"]
        explained: dict[str, int] = {}
        for term in sorted(terms, key=_rank, reverse=True):
            explained |= dict.fromkeys(_names_of_term(term), _rank(term))
        found: list[Problem] = []
        for entry in (*entries, *([self.loaded.about] if self.loaded.about else [])):
            by_language: dict[str, list[Problem]] = {}
            for one in entry.unexplained:
                if explained.get(one.text, len(AUDIENCES)) > _rank(entry):
                    by_language.setdefault(one.language, []).append(abbreviation_problem(one))
            for problems in by_language.values():
                found += told(problems)
        return found

    def _site(self, published: list[Published], about: Published | None, *left_out: list[Entry]) -> Site:
        scheduled, drafts, hidden = (tuple(entry.id for entry in group) for group in left_out)
        ordered = tuple(sorted(published, key=lambda p: p.id))
        ids = {one.id for one in ordered}
        tables = {key: table for key, table in self.loaded.tables.items() if key[0] in ids}
        threads = {key: thread for key, thread in self.loaded.threads.items() if key in ids}
        saved = {key: one for key, one in self.loaded.saved.items() if key in ids}
        return Site(
            self.options.day, ordered, about, scheduled, drafts, hidden, self.loaded.content, self.loaded.static,
            tables, audience=self.options.audience, threads=threads, saved=saved,
        )  # fmt: skip

    # -- which entries are published -------------------------------------------------------

    def _unique(self, entries: deque[Entry]) -> list[Entry]:
        by_id: dict[str, Entry] = {}
        while entries:
            entry = entries.popleft()
            other = by_id.setdefault(entry.id, entry)
            if other is not entry:
                self._fault(
                    "duplicate-address",
                    entry.places.start,
                    say("two entries have the id {id}", id=entry.id),
                    mend=say("give one of them another slug, or remove it"),
                    also=(other.places.start,),
                )
        return list(by_id.values())

    def _sorted_out(self, entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry], list[Entry], list[Entry]]:
        shown, scheduled, drafts, hidden = [], [], [], []
        for entry in entries:
            published = entry.get("date")
            if entry.is_draft and not self.options.drafts:
                drafts.append(entry)
            elif not self._is_seen(entry):
                hidden.append(entry)
            elif isinstance(published, date) and published > self.options.day:
                scheduled.append(entry)
                self._fault(
                    "scheduled",
                    entry.places.of("date"),
                    say("dated {day}: published from that day on", day=published),
                    mend=say("correct the date if readers should see it now"),
                )
            elif BY_NAME[entry.type].life(entry.data, self.today) != "gone":
                shown.append(entry)
        waiting = {entry.id for entry in scheduled}
        # The threads of a mailing list begin before the day on which its editors open it here.
        early = {entry.id for entry in shown if f"{entry.type}/{entry.get('list')}" in waiting}
        scheduled += [entry for entry in shown if entry.id in early]
        return [entry for entry in shown if entry.id not in early], scheduled, drafts, hidden

    def _is_seen(self, entry: Entry) -> bool:
        return may_see(self.options.audience, entry.get("visibility"))

    def _known(
        self,
        shown: Mapping[str, Entry],
        gone: Set[str],
        of_file: Mapping[str, int],
        scheduled: list[Entry],
        drafts: list[Entry],
        hidden: list[Entry],
    ) -> Known:
        """Args:
        shown: by id.
        gone: ids of entries that have no page any more.
        of_file: how many entries each file holds.
        """
        sources = {
            file.removeprefix("content/"): entry.id
            for entry in (*shown.values(), *drafts, *hidden, *scheduled)
            for file in entry.sources
            if file.endswith(".md") or of_file[file] == 1
        }
        return Known(
            shown,
            frozenset(entry.id for entry in scheduled) | gone,
            frozenset(entry.id for entry in drafts),
            {entry.id: entry for entry in hidden},
            self.loaded.unread,
            self.loaded.content,
            sources,
            names_of(shown.values()),
            names_of(hidden),
            {file: entry.id for entry in hidden for file in own_files(entry)},
        )  # fmt: skip

    # -- one entry -------------------------------------------------------------------------

    def _publish(self, entry: Entry, known: Known) -> Published:
        kind, resolver = BY_NAME.get(entry.type), Resolver(known, entry.id)
        data = self._files(entry, resolver.data(entry.data), resolver)
        entry = entry if data is entry.data else replace(entry, data=data)
        texts = [(lang, lang, body) for lang, body in entry.body.values] if entry.body else []
        texts += [(f"{name}@{lang}", lang, body) for name, bodies in entry.further for lang, body in bodies.values]
        targets = {key: found for key, lang, body in texts if (found := resolver.targets(entry, body, lang))}
        self.problems += resolver.problems
        due, overdue = self._review(entry, kind)
        self._consent(entry)
        if kind:
            self._headings(entry, kind)
            self._selves(entry, kind)
        return Published(
            entry=entry,
            life=kind.life(data, self.today) if kind else "current",
            status=kind.status(data, self.today) if kind else "",
            changed=changed_day(entry, self.config, self.today),
            review_due=due,
            is_overdue=overdue,
            states={lang: self._translation(entry, lang) for lang in self.config.languages if lang != entry.language}
            or NOTHING,
            paths=paths_of(entry, kind, self.config) if kind else {},
            targets=targets or NOTHING,
        )

    def _files(self, entry: Entry, data: Data, resolver: Resolver) -> Data:
        """The data with every file it names as a path below content/."""
        for name in FILES:
            value = data.get(name)
            if isinstance(value, Localized):
                found = tuple(
                    (lang, file)
                    for lang, text in value.values
                    if (file := self._file(entry, name, lang, text, resolver))
                )
                data = data.with_value(name, Localized.of(found)) if found else _without(data, name)
        files = data.get("files")
        if isinstance(files, tuple):
            rows = tuple(self._listed_file(entry, number, row, resolver) for number, row in enumerate(files, 1))
            data = data.with_value("files", rows)
        return data

    def _file(self, entry: Entry, name: str, language: str, text: str, resolver: Resolver) -> str | None:
        where = entry.places.of(name if language == entry.language else f"{name}@{language}")
        if name != "image" and text.lower().endswith(PICTURES):
            resolver.problems.append(picture_as_download(where, text))
            return None
        if is_active(text):
            resolver.problems.append(active_refused(where, text))
            return None
        return resolver.file(text, where)

    def _listed_file(self, entry: Entry, number: int, row: Data, resolver: Resolver) -> Data:
        value = row.get("path")
        if not isinstance(value, Localized):
            return row
        name = f"files.{number}.path"
        found = tuple(
            (lang, file) for lang, text in value.values if (file := self._file(entry, name, lang, text, resolver))
        )
        return row.with_value("path", Localized.of(found)) if found else _without(row, "path")

    def _review(self, entry: Entry, kind: ContentType | None) -> tuple[date | None, bool]:
        """The day on which somebody should have looked at the entry again, and whether it has passed."""
        asked = [one for one in (self._comparison(entry, kind), self._new_figures(entry, kind)) if one]
        late = [one for one in asked if one.day < self.options.day]
        for one in late:
            self._fault("review-overdue", entry.places.of(one.field), one.message, mend=one.mend)
        return min((one.day for one in asked), default=None), bool(late)

    def _comparison(self, entry: Entry, kind: ContentType | None) -> _Due | None:
        """When an entry is compared with its source again."""
        verified = entry.get("verified")
        days = entry.get("review_every") or (kind.review_days_of(entry.data) if kind else 0)
        if not isinstance(verified, date):
            return None
        if verified > self.options.day:
            self._fault(
                "future-review",
                entry.places.of("verified"),
                say("verified on {day}, after the build day", day=verified),
                mend=say("write the day of the last comparison with the source"),
            )
            return None
        if not isinstance(days, int) or not days:
            return None
        due = verified + timedelta(days=days)
        return _Due(
            due,
            "verified",
            say("the review was due on {day}", day=due),
            say("compare it with its source, then write the day into verified"),
        )

    def _consent(self, entry: Entry) -> None:
        """Nobody has agreed on a day that has not come: until then the entry must not be listed."""
        consent = entry.get("consent")
        if isinstance(consent, date) and consent > self.options.day:
            self._fault(
                "value-type",
                entry.places.of("consent"),
                say("consent on {day}, after the build day", day=consent),
                expected=say("the day on which they agreed to be listed"),
                mend=say("write that day, or draft: true until they have agreed"),
            )

    def _new_figures(self, entry: Entry, kind: ContentType | None) -> _Due | None:
        """When a series without newer figures is late by one period: the next one has passed, and one to publish it."""
        table = self.loaded.tables.get((entry.id, entry.language))
        latest = table.latest() if table else None
        days = kind.review_days_of(entry.data) if kind else 0
        if kind is None or latest is None or not days:
            return None
        end, newest = (latest.end, latest.text) if isinstance(latest, Period) else (latest, latest.isoformat())
        due = end + timedelta(days=2 * days)
        return _Due(
            due,
            kind.data_field,
            say("figures newer than those of {period} were due by {day}", period=newest, day=due),
            say("add the newest rows to the data; where no more will come, write frequency: once"),
        )

    def _translation(self, entry: Entry, language: str) -> TranslationState:
        has = any(
            language in (value.languages if isinstance(value := entry.get(n), Localized) else ())
            for n in ("title", "summary")
        )
        if not has and not (entry.body and language in entry.body.languages):
            return "missing"
        if not self._is_outdated(entry, language):
            return "current"
        self._fault(
            "translation-outdated",
            entry.places.first_of(
                *(f"{name}@{language}" for name in ("translated_from", "updated", "title", "summary", "body", ""))
            ),
            say("the translation to {language} is older than the original", language=language),
            mend=say("compare the two, then write translated_from: {digest}", digest=entry.digest),
        )
        return "outdated"

    def _is_outdated(self, entry: Entry, language: str) -> bool:
        made_from = entry.texts("translated_from")
        known = made_from.get(language) if made_from else None
        if known:
            return known != entry.digest
        updated = _days(entry)
        original = updated.get(entry.language) if updated else None
        own = (updated.get(language) if updated else None) or entry.get("date")
        return isinstance(original, date) and isinstance(own, date) and original > own

    def _headings(self, entry: Entry, kind: ContentType) -> None:
        if not kind.headings:
            return
        for lang, body in entry.body.values if entry.body else ((entry.language, None),):
            found = {fold(heading.text) for heading in body.headings} if body else set()
            terms = self.config.vocabularies[kind.headings].terms
            absent = [term.label(lang)[0] for term in terms if fold(term.label(lang)[0]) not in found]
            if absent:
                where = entry.places.of("body")
                file = next((f for f in entry.sources if f.endswith(f".{lang}.md")), "")
                self._fault(
                    "heading-missing",
                    Location(file, field="body") if file else where,
                    say("the text has no heading: {headings}", headings=", ".join(absent)),
                    mend=say("add ## {heading}", heading=absent[0]),
                )

    def _selves(self, entry: Entry, kind: ContentType) -> None:
        """Fields that lead to another entry of the same type; that of topics is told with its whole circle."""
        for item in kind.own:
            single = item.type.items or item.type
            if (single.kind, single.argument) != ("ref", kind.name) or item.name == "parent":
                continue
            value = entry.get(item.name)
            if Ref(entry.id) in (value if isinstance(value, tuple) else (value,)):
                self._fault(
                    "broken-reference",
                    entry.places.of(item.name),
                    say("{field} leads back to the entry itself: {id}", field=item.name, id=entry.id),
                    mend=say("take it out, or name another entry"),
                )

    # -- entries together ------------------------------------------------------------------

    def _related(self, published: list[Published]) -> list[Published]:
        back: dict[str, set[str]] = {}
        replaced: dict[str, str] = {}
        for one in published:
            for target in referred(one):
                if target != one.id:
                    back.setdefault(target, set()).add(one.id)
            old = one.entry.get("replaces")
            if isinstance(old, Ref) and one.status == "in-force":
                replaced[old.id] = one.id
        return [self._with_others(one, back, replaced) for one in published]

    def _with_others(self, one: Published, back: Mapping[str, set[str]], replaced: Mapping[str, str]) -> Published:
        links = tuple(sorted(back.get(one.id, ())))
        if one.id in replaced:
            return replace(one, backlinks=links, replaced_by=replaced[one.id], status="replaced")
        return replace(one, backlinks=links) if links else one

    def _check_topics(self, published: list[Published]) -> None:
        topics = {one.id: one for one in published if one.type == "topic"}
        parents = {
            name: parent.id for name, topic in topics.items() if isinstance(parent := topic.entry.get("parent"), Ref)
        }
        for name, topic in topics.items():
            chain = _chain(name, parents)
            where = topic.entry.places.of("parent")
            if name in chain[1:]:
                self._fault(
                    "broken-reference",
                    where,
                    say("the topic is above itself: {chain}", chain=" > ".join(chain)),
                    mend=say("take parent out of one of them"),
                )
            elif len(chain) > TOPIC_DEPTH:
                self._fault(
                    "value-type",
                    where,
                    say("the topic lies {count} deep: {chain}", count=len(chain), chain=" > ".join(chain)),
                    expected=say("at most 3"),
                )
        counts = dict.fromkeys(topics, 0)
        for one in published:
            for ref in one.entry.data.items_of("topics") if one.life == "current" else ():
                if isinstance(ref, Ref) and ref.id in counts:
                    counts[ref.id] += 1
        for name, count in counts.items():
            if count < THIN_TOPIC:
                self._fault(
                    "thin-topic",
                    topics[name].entry.places.start,
                    say("few entries belong to {id}: {count}", id=name, count=count),
                    expected=say("at least {least}", least=THIN_TOPIC),
                    mend=say("write more, or join the topic with another one"),
                )

    def _fault(self, rule: str, where: Location, message: Message, **more: Any) -> None:
        self.problems.append(problem(rule, where, message, **more))


def _rank(entry: Entry) -> int:
    return rank(entry.get("visibility"))


def _names_of_term(entry: Entry) -> Iterator[str]:
    """What a term is called, in every language: an abbreviation may be its title, and a synonym too."""
    for name in ("title", "abbr", "synonyms"):
        value = entry.get(name)
        for _, text in value.values if isinstance(value, Localized) else ():
            yield from text if isinstance(text, tuple) else (text,)


def _days(entry: Entry) -> Localized[date] | None:
    """The days of the last change, by language."""
    updated = entry.get("updated")
    return updated if isinstance(updated, Localized) else None


def _without(data: Data, name: str) -> Data:
    return Data.of((key, value) for key, value in data if key != name)


def _chain(name: str, parents: Mapping[str, str]) -> list[str]:
    """A topic and those above it; ends where a topic comes again."""
    chain = [name]
    while (parent := parents.get(chain[-1])) is not None:
        chain.append(parent)
        if parent in chain[:-1]:
            break
    return chain


def changed_day(entry: Entry, config: Config, today: Today) -> date:
    """First of updated, date, verified, year-01-01, else the day of tag_authority (architecture, section 8)."""
    updated = _days(entry)
    for value in (updated.original if updated else None, entry.get("date"), entry.get("verified")):
        if isinstance(value, date):
            return min(value, today.day)
    year = entry.get("year")
    if isinstance(year, int) and 1 <= year <= today.day.year:
        return date(year, 1, 1)
    return config.authority_day

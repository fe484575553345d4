"""Sources to entries: typing, translations beside their original, Markdown to clean HTML.

A faulty entry goes on without its faulty fields; what is wrong with it is collected.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field, replace
from typing import Any

from hubgen.lint.reading import read_body
from hubgen.model.context import ValueContext
from hubgen.model.entry import Body, Data, Entry, Localized, Places
from hubgen.model.field import Field
from hubgen.model.finding import Finding
from hubgen.model.node import Scalar
from hubgen.problems import Location, Message, Problem, problem, say
from hubgen.stages.naming import id_of, slugs_of
from hubgen.stages.plain_language import ReadBody, review
from hubgen.stages.source import ABOUT_TYPE, Source
from hubgen.types.base import ContentType, Draft
from hubgen.types.checks import check_entry
from hubgen.types.engine import Reading, merge_translation, read_entry, read_translation, texts_for_digest


@dataclass
class Assembler:
    """Makes entries out of sources, one family after another."""

    context: ValueContext
    raw_html: bool
    drafts: bool
    """Whether drafts are read as if they were to be published."""
    problems: list[Problem] = field(default_factory=list)

    def entries(self, sources: list[Source]) -> Iterator[Entry]:
        """Entries out of their sources: Markdown files of one stem beside one another are one entry."""
        families: dict[object, list[Source]] = {}
        for number, source in enumerate(sources):
            folder = source.file.rpartition("/")[0]
            key = number if source.in_list or source.body is None else (source.kind.name, folder, source.stem)
            families.setdefault(key, []).append(source)
        for family in families.values():
            entry = self._entry(family)
            if entry is not None:
                yield entry

    def _entry(self, family: list[Source]) -> Entry | None:
        family = [source for source in family if self._knows_language(source)]
        if not family:
            return None
        order = {lang: n for n, lang in enumerate(self.context.languages)}
        family.sort(key=lambda s: (s.language != "", order.get(s.language, 99), s.file))
        first, *rest = family
        language = self._original_language(first)
        first_reading = read_entry(first.node, first.kind, self.context, language)
        faults = list(first_reading.problems)
        draft = Draft(first_reading.data, first_reading.places, first_reading.faulty, first.body is not None)
        if first.kind is not ABOUT_TYPE:
            faults += check_entry(first.kind, draft)
        data, places = first_reading.data, first_reading.places
        bodies, texts = self._bodies(first, first_reading, language, faults)
        further = self._further(first, first_reading, language, faults)
        seen = {language}
        for source in rest:
            if source.language in seen:
                faults.append(_two_files(first, source))
                continue
            seen.add(source.language)
            reading = read_translation(source.node, source.kind, self.context, source.language)
            places = places.with_translation(reading.places, source.language)
            data, faults = self._with_translation(data, source, reading, bodies, texts, faults)
        entry = self._finish(
            first, first_reading, data, places, language, bodies, texts, faults, [s.file for s in family]
        )
        if entry and further:
            entry = replace(entry, further=further)
        self._report(faults, is_draft=bool(data.get("draft")))
        return entry

    def _knows_language(self, source: Source) -> bool:
        if not source.language or source.language in self.context.languages:
            return True
        self._fault(
            "not-in-vocabulary",
            Location(source.file),
            say('"{language}" is not a language of this hub', language=source.language),
            expected=say("one of: {labels}", labels=", ".join(self.context.languages)),
            mend=say("add it to languages in config.yaml, or rename the file"),
        )
        return False

    def _original_language(self, source: Source) -> str:
        if source.language:
            return source.language
        node = source.node.get("language")
        if isinstance(node, Scalar) and (text := node.text.strip().lower()):
            if text in self.context.languages:
                return text
            self._fault(
                "not-in-vocabulary",
                node.where.at("language"),
                say('"{language}" is not a language of this hub', language=text),
                expected=say("one of: {labels}", labels=", ".join(self.context.languages)),
            )
        return self.context.main_language

    def _with_translation(
        self,
        data: Data,
        source: Source,
        reading: Reading,
        bodies: dict[str, ReadBody],
        original: str,
        faults: list[Problem],
    ) -> tuple[Data, list[Problem]]:
        merged, more = merge_translation(data, reading.data, reading.places)
        faults = [*faults, *reading.problems, *more]
        if source.body and source.body[0].strip() not in (
            "",
            original.strip(),
        ):  # the original's text is no translation
            bodies[source.language] = self._read_file(source, source.body, source.language, faults)
        return merged, faults

    def _bodies(
        self, source: Source, reading: Reading, language: str, faults: list[Problem]
    ) -> tuple[dict[str, ReadBody], str]:
        """The bodies of an original by language, and the raw text of the original's."""
        bodies: dict[str, ReadBody] = {}
        if source.body is not None:
            if "body" in reading.data:
                faults.append(
                    problem(
                        "unknown-field",
                        reading.places.of("body"),
                        say("body belongs below the front matter"),
                        mend=say("move the text below the second ---"),
                    )
                )
            if source.body[0].strip():
                bodies[language] = self._read_file(source, source.body, language, faults)
            return bodies, source.body[0]
        texts = reading.data.get("body")
        if not isinstance(texts, Localized):
            return bodies, ""
        for lang, text in texts.values:
            name = "body" if lang == language else f"body@{lang}"
            bodies[lang] = self._read_field(source, reading.places.of(name), text, lang, faults)
        return bodies, texts.get(language) or ""

    def _further(
        self, source: Source, reading: Reading, language: str, faults: list[Problem]
    ) -> tuple[tuple[str, Localized[Body]], ...]:
        """The texts in Markdown beside the body, each in its languages, and what is hard to read in them."""
        found = []
        for name in source.kind.texts:
            texts = reading.data.get(name)
            if not isinstance(texts, Localized):
                continue
            read = {
                lang: self._read_field(
                    source, reading.places.of(name if lang == language else f"{name}@{lang}"), text, lang, faults
                )
                for lang, text in texts.values
            }
            faults += review({}, Data(), reading.places, language, read)[0]
            found.append((name, Localized.of(tuple((lang, one.body) for lang, one in read.items()))))
        return tuple(found)

    def _read_file(self, source: Source, body: tuple[str, int], language: str, faults: list[Problem]) -> ReadBody:
        """The text below the front matter of a Markdown file."""
        text, line = body
        start = Location(source.file, line, field="body")
        return ReadBody(*self._read(text, start, language, faults), start, has_lines=True, has_columns=True)

    def _read_field(self, source: Source, place: Location, text: str, language: str, faults: list[Problem]) -> ReadBody:
        """The text of a field in YAML or of a cell; `body`, or another in Markdown."""
        nodes = (source.node.get(name) for name in (place.field, f"{place.field}@{language}"))
        is_block = any(isinstance(node, Scalar) and node.is_block and node.where.line == place.line for node in nodes)
        line = place.line + (1 if "\n" in text and place.row == 0 else 0)  # a block scalar starts below its key
        start = Location(source.file, line, field=place.field.partition("@")[0])
        read = self._read(text, start, language, faults)
        return ReadBody(*read, start if is_block else place, has_lines=is_block, has_columns=False)

    def _read(
        self, text: str, start: Location, language: str, faults: list[Problem]
    ) -> tuple[Body, str, tuple[Finding, ...]]:
        from hubgen.formats.markdown.body import render_markdown  # nearly no row of a spreadsheet has such a text

        body, problems = render_markdown(text, start.file, start.line, language=language, raw_html=self.raw_html)
        faults += problems
        return body, text, tuple(read_body(text, language))

    def _finish(
        self, source: Source, reading: Reading, data: Data, places: Places, language: str, bodies: dict[str, ReadBody],
        raw: str, faults: list[Problem], files: list[str],
    ) -> Entry | None:  # fmt: skip
        slugs = slugs_of(source, reading, data, language, faults)
        if slugs is None:
            return None
        found, unexplained = review(source.kind.fields, data, places, language, bodies)
        faults += found
        words = [*texts_for_digest(reading.data, _digest_fields(source.kind), language), raw]
        return Entry(
            id=id_of(source, reading, slugs, faults),
            type=source.kind.name,
            language=language,
            slugs=slugs,
            data=data,
            body=_in_order(bodies, language),
            digest=text_digest(words),
            places=places,
            sources=tuple(dict.fromkeys(files)),
            unexplained=unexplained,
        )

    def _report(self, faults: list[Problem], *, is_draft: bool) -> None:
        if is_draft and not self.drafts:
            faults = [fault.softened() for fault in faults if fault.rule != "missing-field"]
        self.problems += faults

    def _fault(self, rule: str, where: Location, message: Message, **more: Any) -> None:
        self.problems.append(problem(rule, where, message, **more))


def text_digest(texts: Iterable[str]) -> str:
    """First 12 hex digits of SHA-256 over texts, each NFC and stripped, joined by line ends (contract, section 4)."""
    joined = "\n".join(unicodedata.normalize("NFC", text).strip() for text in texts)
    return hashlib.sha256(joined.encode()).hexdigest()[:12]


def _digest_fields(kind: ContentType) -> list[Field]:
    return [field for field in kind.fields.values() if field.name != "body"]


def _in_order(bodies: MappingType[str, ReadBody], language: str) -> Localized[Body] | None:
    if not bodies:
        return None
    order = [language] if language in bodies else []
    return Localized.of(tuple((lang, bodies[lang].body) for lang in dict.fromkeys([*order, *bodies])))


def _two_files(first: Source, second: Source) -> Problem:
    return problem(
        "duplicate-address",
        Location(second.file),
        say("two files hold the same entry in the same language: {other}", other=first.file),
        mend=say("keep one of them"),
        also=(Location(first.file),),
    )

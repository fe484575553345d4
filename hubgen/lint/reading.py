"""What the rules for people find in one text, with line and column in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from hubgen.lint.abbreviations import Explanations, unexplained
from hubgen.lint.link_texts import says_nothing
from hubgen.lint.passages import Source, read_source
from hubgen.lint.prose import Prose, prose_of
from hubgen.lint.sentences import long_sentences
from hubgen.lint.words import Words, base_language, fold, words_of
from hubgen.model.finding import Finding

_QUOTED = 40
"""Characters of a sentence that a message quotes."""


def read_body(text: str, language: str) -> tuple[Finding, ...]:
    """What is to be told of a Markdown text, in its order; abbreviations only at their first place.

    Args:
        language: of the text; in a language that is not understood, sentences and abbreviations are left alone.
    """
    base = base_language(language)
    source = read_source(text)
    proses = [prose_of(passage, source.addresses) for passage in source.passages]
    found = [*_headings(proses), *_hidden_lists(text, source), *_links(proses, base)]
    if base:
        words = words_of(base)
        found += [*_sentences(text, proses, words), *_abbreviations(proses, words)]
    starts = [0, *(at + 1 for at, char in enumerate(text) if char == "\n")] if found else []
    return tuple(sorted(_placed(at, starts, rule, quote, number) for at, rule, quote, number in found))


def read_words(text: str, language: str) -> tuple[Finding, ...]:
    """What is to be told of the plain text of a field: its long sentences and its unexplained abbreviations."""
    base = base_language(language)
    if not base:
        return ()
    words = words_of(base)
    found = [Finding(1, at + 1, "long-sentence", _quote(text, at), count) for at, count in long_sentences(text, words)]
    return (*found, *(Finding(1, one.at + 1, "abbreviation", one.text) for one in unexplained(text, words)))


def explanations_of(text: str, language: str, *, is_markdown: bool = False) -> Explanations:
    """What a text says of abbreviations; for a language that `base_language` knows."""
    words = words_of(base_language(language))
    if not is_markdown:
        return Explanations(text, words)
    source = read_source(text)
    proses = [prose_of(passage, source.addresses) for passage in source.passages]
    return Explanations(_joined(proses), words, _defined(proses, words))


Found = tuple[int, str, str, int]
"""Place in the source, rule, quote, number."""


def _placed(at: int, starts: list[int], rule: str, quote: str, number: int) -> Finding:
    line = bisect_right(starts, at)
    return Finding(line, at - starts[line - 1] + 1, rule, quote, number)


def _headings(proses: list[Prose]) -> Iterator[Found]:
    above = 1  # the title of the page
    for prose in proses:
        if prose.passage.kind != "heading":
            continue
        level = prose.passage.level
        if level == 1 or level > above + 1:
            fitting = 1 if level == 1 else above + 1
            yield prose.passage.start, "heading-order", prose.passage.lines[0][1].strip(), fitting
        above = max(level, 2)  # the page shows a first level as a second one


def _hidden_lists(text: str, source: Source) -> Iterator[Found]:
    for at in source.hidden_lists:
        yield at, "list-under-paragraph", text[at : at + 12].split(None, 1)[0], 0


def _links(proses: list[Prose], language: str) -> Iterator[Found]:
    for prose in proses:
        for link in prose.links:
            if link.is_bare or says_nothing(link.text, language):
                yield link.at, "link-text", link.text, int(link.is_bare)


def _sentences(text: str, proses: list[Prose], words: Words) -> Iterator[Found]:
    for prose in proses:
        for at, count in long_sentences(prose.text, words):
            place = prose.source_of(at)
            yield place, "long-sentence", _quote(text, place), count


def _abbreviations(proses: list[Prose], words: Words) -> Iterator[Found]:
    text = _joined(proses)
    starts, position = [], 0
    for prose in proses:
        starts.append(position)
        position += len(prose.text) + 1
    for one in unexplained(text, words, lambda: _defined(proses, words)):
        number = bisect_right(starts, one.at) - 1
        yield proses[number].source_of(one.at - starts[number]), "abbreviation", one.text, 0


def _joined(proses: list[Prose]) -> str:
    """One line for each passage, as long as its words."""
    return "\n".join(prose.text.replace("\n", " ") for prose in proses)


def _defined(proses: list[Prose], words: Words) -> str:
    """What stands where it is explained: terms above their meaning, and the first column of a table of terms."""
    found = [prose.text for prose in proses if prose.passage.kind == "term"]
    is_of_terms = False
    for prose in proses:
        if prose.passage.kind == "cell":
            if prose.passage.row == 1 and prose.passage.level == 1:
                is_of_terms = False
            if prose.passage.row == 1 and fold(prose.text.strip(" ¿?*:")) in words.heads:
                is_of_terms = prose.passage.level > 1
            elif prose.passage.level == 1 and is_of_terms:
                found.append(prose.text)
    return "\n".join(found)


def _quote(text: str, at: int) -> str:
    words = " ".join(text[at : at + _QUOTED + 10].split())
    return words if len(words) <= _QUOTED else words[:_QUOTED].rpartition(" ")[0] or words[:_QUOTED]

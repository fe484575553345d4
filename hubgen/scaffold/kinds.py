"""The content types that a new hub begins with."""

from __future__ import annotations

import re

from hubgen.problems import say
from hubgen.scaffold.answers import WrongAnswer
from hubgen.types import BY_NAME, TYPES
from hubgen.types.words import find_type, nearest_type

DEFAULT_TYPES = ("topic", "guide", "news", "organization", "financing", "standard")


def read_types(text: str) -> tuple[str, ...]:
    """Names of content types from their names or folders, in the order of the contract; topics come along."""
    names = set()
    for word in [word for word in re.split(r"[,;\s]+", text.strip()) if word]:
        kind = find_type(word)
        if kind is None:
            near = nearest_type(word)
            known = ", ".join(one.folder for one in TYPES)
            raise WrongAnswer(
                say(
                    '"{text}" is not a kind of content. Did you mean {near}? Known: {known}',
                    text=word,
                    near=BY_NAME[near].folder,
                    known=known,
                )
                if near
                else say('"{text}" is not a kind of content. Known: {known}', text=word, known=known)
            )
        names.add(kind.name)
    if not names:
        raise WrongAnswer(say("Write at least one kind of content, such as guides."))
    return with_topics(names)


def with_topics(names: set[str]) -> tuple[str, ...]:
    """The types in the order of the contract, with topics where one of them must name a topic."""
    wanted = names | ({"topic"} if any("topics" in BY_NAME[name].requires for name in names) else set())
    return tuple(kind.name for kind in TYPES if kind.name in wanted)

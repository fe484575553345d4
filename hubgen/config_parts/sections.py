"""What the folders of content are called in addresses."""

from __future__ import annotations

from hubgen.config_parts.nodes import Problems, add_fault, pairs_of
from hubgen.model.context import ValueContext
from hubgen.model.node import Node, Scalar
from hubgen.model.values.text import is_slug
from hubgen.problems import say
from hubgen.types import BY_FOLDER


def read_sections(node: Node, context: ValueContext, problems: Problems) -> dict[str, dict[str, str]]:
    """Language -> folder -> the name that the section has in addresses."""
    sections: dict[str, dict[str, str]] = {}
    for key, value in pairs_of(node, "sections", problems):
        if key.text not in context.languages:
            add_fault(
                problems, "not-in-vocabulary", key, say('"{language}" is not a language of this hub', language=key.text)
            )
            continue
        names = sections.setdefault(key.text, {})
        for folder, name in pairs_of(value, f"sections.{key.text}", problems):
            if folder.text not in BY_FOLDER:
                add_fault(
                    problems,
                    "unknown-field",
                    folder,
                    say('"{text}" is no folder of content', text=folder.text),
                    expected=say("one of: {labels}", labels=", ".join(BY_FOLDER)),
                )
            elif not isinstance(name, Scalar) or not is_slug(name.text):
                add_fault(problems, "value-type", name, say("the name of a section is a slug, such as noticias"))
            else:
                names[folder.text] = name.text
    return sections

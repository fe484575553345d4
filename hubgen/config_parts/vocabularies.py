"""What a hub adds to the vocabularies: values, labels, other spellings."""

from __future__ import annotations

from hubgen.config_parts.nodes import Problems, add_fault, items_of, labels_of, pairs_of, refuse_unknown, words_of
from hubgen.model.node import Mapping, Node, Scalar
from hubgen.model.values.text import is_slug
from hubgen.model.vocabulary import Term, Vocabulary, shipped_vocabularies
from hubgen.problems import say


def read_vocabularies(node: Node, languages: tuple[str, ...], problems: Problems) -> dict[str, Vocabulary]:
    """The shipped vocabularies with the hub's additions and labels."""
    vocabularies = dict(shipped_vocabularies())
    for key, value in pairs_of(node, "vocabularies", problems):
        vocabulary = vocabularies.get(key.text)
        if vocabulary is None:
            add_fault(
                problems,
                "unknown-field",
                key,
                say("there is no vocabulary {text}", text=key.text),
                expected=say("one of: {labels}", labels=", ".join(vocabularies)),
            )
            continue
        terms = [term for one in items_of(value) if (term := _term(one, vocabulary, languages, problems))]
        vocabularies[key.text] = vocabulary.with_terms(terms)
    return vocabularies


def _term(node: Node, vocabulary: Vocabulary, languages: tuple[str, ...], problems: Problems) -> Term | None:
    name = node.get("id") if isinstance(node, Mapping) else None
    if not isinstance(node, Mapping) or not isinstance(name, Scalar) or not is_slug(name.text):
        add_fault(
            problems,
            "value-type",
            node,
            say("a value has id and label"),
            expected=say("{{id: water, label: {{es: agua, en: water}}}}"),
        )
        return None
    refuse_unknown(node, ("id", "label", "alias", "code"), problems)
    is_new = vocabulary.get(name.text) is None
    if is_new and not vocabulary.open:
        add_fault(
            problems,
            "not-in-vocabulary",
            name,
            say("{name} is closed: it takes labels, not new values", name=vocabulary.name),
            expected=say("one of: {labels}", labels=", ".join(term.id for term in vocabulary.terms)),
        )
        return None
    labels = labels_of(node.get("label"), languages if is_new else (), name, problems)
    aliases = node.get("alias")
    words = tuple(word.text for word in words_of(aliases, problems)) if aliases else ()
    code = node.get("code")
    term = Term(name.text, labels, words, code.text if isinstance(code, Scalar) else "")
    for spelling in term.spellings():
        other = vocabulary.find(spelling)
        if other is not None and other.id != term.id:
            add_fault(
                problems,
                "duplicate-address",
                name,
                say('"{text}" already means {other} in {name}', text=spelling, other=other.id, name=vocabulary.name),
                mend=say("choose another word"),
            )
            return None
    return term

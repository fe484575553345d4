"""JSON Schemas of what authors write in YAML: config.yaml, and the entries of each type. For editors.

They are read off the same field tables as everything else and never stricter than the
checker in what they refuse, with one exception: a value of a vocabulary is offered in the
spellings people use, while the checker takes any case. What only the checker can know
(references, rules between fields) is left to it.

Dialect 2020-12. The keywords are those that draft 7 has too (apart from `$defs`, which is
only pointed at), since editors still read the newer ones unevenly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from hubgen.config import CHOICES, FEED_TEXTS, FORMAT, PLAIN
from hubgen.config_parts.facets import COMPUTED_FACETS, FACET_FIELDS
from hubgen.config_parts.profiles import PROFILE_FIELDS
from hubgen.config_parts.weights import BUDGETS
from hubgen.locale.formatting import country_codes, country_name, currency_codes, currency_name, fold
from hubgen.model.context import ValueContext
from hubgen.model.entry import Data
from hubgen.model.field import LABEL_LANGUAGES, Field, ValueType
from hubgen.model.vocabulary import Vocabulary, shipped_vocabularies
from hubgen.types import BY_FOLDER, BY_NAME, TYPES
from hubgen.types.base import ContentType
from hubgen.types.engine import ALL_WORDS
from hubgen.types.maps import MAPS

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
CONFIG = "config"
NAMES = (CONFIG, *(kind.name for kind in TYPES if kind.takes("yaml")))
"""What there is a schema for: the settings, and each type that may be written in YAML."""

# YAML gives an editor 2026 as a number and true as a boolean where hubgen reads the text.
_TEXT = ["string", "number", "boolean"]
_WORD = ["string", "number"]
_SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"
_DAY = r"\d{4}-\d{2}-\d{2}"
_DIGITS = r"(?![1-9]\d{0,2}\.\d{3}$)\d{1,18}(\.\d{1,9})?"
_YES, _NO = ("yes", "sí", "si", "sim", "true"), ("no", "não", "nao", "false")
_SCHEMES = "([Hh][Tt][Tt][Pp][Ss]?|[Mm][Aa][Ii][Ll][Tt][Oo]|[Tt][Ee][Ll]|[Gg][Ee][Oo])"
_SIZE: Schema = {"type": ["integer", "string"], "minimum": 0, "pattern": r"^\s*\d{1,9}(\.\d+)?\s*[kKmM]?B?\s*$"}

_KINDS: Mapping[str, Schema] = {
    "md": {"type": "string"},
    "slug": {"type": _WORD, "pattern": _SLUG, "maxLength": 80},
    "path": {"type": "string", "minLength": 1},
    "date": {"type": "string", "pattern": f"^{_DAY}$"},
    "datetime": {"type": "string", "pattern": rf"^{_DAY}([T ]\d{{2}}:\d{{2}}(:\d{{2}})?(Z|[+-]\d{{2}}:\d{{2}})?)?$"},
    "days": {"type": "string", "pattern": r"^\d{1,5}\s*[dD]$"},
    "months": {"type": "string", "pattern": r"^\d{1,5}\s*[mMyY]$"},
    "int": {"type": ["integer", "string"], "minimum": 0, "pattern": r"^\d{1,15}$"},
    "number": {"type": ["number", "string"], "minimum": 0, "pattern": f"^{_DIGITS}$"},
    "percent": {"type": ["number", "string"], "minimum": 0, "maximum": 100, "pattern": f"^{_DIGITS}$"},
    "bool": {
        "type": ["boolean", "string"],
        "enum": [True, False, *(form for word in (*_YES, *_NO) for form in (word, word.capitalize(), word.upper()))],
    },
    "url": {"type": "string", "pattern": rf"^\s*{_SCHEMES}:\S+\s*$"},
    "email": {"type": "string", "pattern": r"^\s*[^\s@]+@[^\s@]+\.[A-Za-z]{2,}\s*$"},
    # +50422000000 without quotes reaches an editor as a number.
    "phone": {"type": ["string", "integer"], "pattern": r"^\s*\+[\d\s.()\[\]/-]{7,}$", "minimum": 1_000_000},
    "sector": {"type": ["string", "integer"], "pattern": r"^\s*([A-Ua-u]|\d{2,4})\s*$", "minimum": 1},
    "hs": {"type": ["string", "number"], "pattern": r"^\s*\d{2}(\.?\d{2}){0,2}\s*$", "minimum": 1},
    "code": {"type": "string", "pattern": r"^\s*([Hh][Ss]|[Ii][Ss][Ii][Cc]|[Cc][Pp][CcVv]):\w+\s*$"},
    "lang": {"type": "string", "pattern": "^[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*$"},
}


def default_context() -> ValueContext:
    """What a schema knows where there is no hub: the shipped languages and vocabularies."""
    return ValueContext(LABEL_LANGUAGES, "UTC", {}, {}, shipped_vocabularies())


def schema_of(name: str, context: ValueContext) -> Schema:
    """The schema of that name, with the languages, vocabularies, groups and regions of the hub.

    Raises:
        KeyError: the name is not among `NAMES`.
    """
    if name not in NAMES:
        raise KeyError(name)
    writer = _Writer(context)
    body = writer.config() if name == CONFIG else writer.type(BY_NAME[name])
    title = "config.yaml" if name == CONFIG else f"content/{BY_NAME[name].folder}/*.yaml"
    head = {"$schema": DIALECT, "title": title}
    return {**head, **body, "$defs": dict(sorted(writer.defs.items()))}


class _Writer:
    """Field tables to schemas; what many fields share is written once, in `defs`."""

    def __init__(self, context: ValueContext):
        self.context = context
        self.defs: dict[str, Schema] = {}

    # -- entries ---------------------------------------------------------------------------

    def type(self, kind: ContentType) -> Schema:
        """A file with one entry, or with a list of them."""
        entry = self._table(kind.fields.values())
        always = {field.name for field in kind.fields.values() if field.required == "always"} | set(kind.requires)
        waived = kind.waives(Data.of([("historical", True)]))
        entry |= self._required([name for name in kind.fields if name in always - waived])
        self.defs["entry"] = entry
        return _list_or_one({"$ref": "#/$defs/entry"})

    def _required(self, names: list[str]) -> Schema:
        """An entry needs these fields unless it is a draft."""
        is_draft = {"required": ["draft"], "properties": {"draft": {"enum": [True, *_forms(_YES)]}}}
        return {"if": is_draft, "else": {"required": names}}

    def _table(self, fields: Iterable[Field], required: Iterable[str] = ()) -> Schema:
        """An object with these fields, their translations beside them, and no others."""
        properties: dict[str, Schema] = {}
        patterns: dict[str, Schema] = {}
        for field in fields:
            own = self._field(field)
            properties[field.name] = own
            if field.translatable or field.per_translation:
                patterns[f"^{field.name}@({'|'.join(map(re.escape, self.context.languages))})$"] = own
        schema: Schema = {"type": "object", "properties": properties}
        if patterns:
            schema["patternProperties"] = patterns
        schema["additionalProperties"] = False
        if names := list(required):
            schema["required"] = names
        return schema

    def _field(self, field: Field) -> Schema:
        value = self._verified() if field.name == "verified" else self.value(field.type, takes_all=field.all_allowed)
        if field.required != "always":
            value = _or_empty(value)
        label = field.label(self.context.main_language)
        words = [label if label != field.name else "", field.value, field.note]
        return {"description": " · ".join(word for word in words if word), **value}

    def _verified(self) -> Schema:
        return {"type": "string", "pattern": f"^({_DAY}|[Nn]ever)$"}

    # -- values ----------------------------------------------------------------------------

    def value(self, kind: ValueType, *, takes_all: bool = False) -> Schema:
        """What a value of that type may look like in YAML."""
        if kind.kind == "list":
            assert kind.items is not None
            item = self.value(kind.items)
            if takes_all:
                self.defs["all"] = {"enum": list(_forms(sorted(ALL_WORDS)))}
                item = {"anyOf": [item, {"$ref": "#/$defs/all"}]}
            return _list_or_one(item)
        if kind.kind == "union":
            return {"anyOf": [self.value(choice) for choice in kind.choices]}
        if kind.kind == "map":
            return self._map(kind.argument)
        if kind.kind in ("text", "string"):
            return {"type": _TEXT, "maxLength": kind.limit}
        if kind.kind in _KINDS:
            return _KINDS[kind.kind]
        return self._named(kind)

    def _map(self, name: str) -> Schema:
        if not name:
            return {"type": "object", "additionalProperties": {"type": [*_TEXT, "null"]}}
        if name not in self.defs:
            fields = MAPS[name]
            self.defs[name] = {}  # a map may hold others of its own kind
            self.defs[name] = self._table(fields, [field.name for field in fields if field.required == "always"])
        return {"$ref": f"#/$defs/{name}"}

    def _named(self, kind: ValueType) -> Schema:
        """Values that are looked up: countries, places, currencies, vocabularies, entries."""
        if kind.kind == "enum":
            name, schema = f"vocabulary-{kind.argument}", self._vocabulary(self.context.vocabularies[kind.argument])
        elif kind.kind == "country":
            name, schema = "country", self._country()
        elif kind.kind == "region":
            name, schema = "region", _known(self.context.regions, "^[A-Za-z]{2}-[A-Za-z0-9]{1,3}$")
        elif kind.kind == "currency":
            codes = sorted(currency_codes())
            names = [currency_name(code, self.context.main_language) for code in codes]
            name, schema = "currency", _known(codes, "^[a-z]{3}$", names)
        else:
            name = f"ref-{kind.argument}" if kind.argument else "ref"
            what = f"slug of an entry of type {kind.argument}" if kind.argument else "id of an entry: type/slug"
            pattern = {} if kind.argument else {"pattern": "^[a-z]+/[a-z0-9-]+$"}
            schema = {"description": what, "type": _WORD, **pattern}
        self.defs.setdefault(name, schema)
        return {"$ref": f"#/$defs/{name}"}

    def _country(self) -> Schema:
        codes = sorted(country_codes())
        names = [country_name(code, self.context.main_language) for code in codes]
        groups = list(self.context.groups)
        # A name is a name in any language of the hub; only the checker knows them all.
        return _known([*groups, *codes], r"^([a-z]{2}|\D{4,})$", [*groups, *names])

    def _vocabulary(self, vocabulary: Vocabulary) -> Schema:
        """The ids first, each told in the hub's language, then what else is understood."""
        ids = [term.id for term in vocabulary.terms]
        told = [term.label(self.context.main_language)[0] for term in vocabulary.terms]
        spellings = dict.fromkeys(text for term in vocabulary.terms for text in term.spellings())
        others = [form for text in spellings for form in (*_forms([text]), fold(text)) if form not in ids]
        numbers = [int(text) for text in spellings if re.fullmatch(r"[1-9]\d{0,8}", text)]
        truths = [truth for truth, words in ((True, ("true",)), (False, ("false",))) if spellings.keys() & set(words)]
        understood = [*dict.fromkeys(others), *numbers, *truths]
        return {"anyOf": [{"enum": ids, "enumDescriptions": told}, {"enum": understood}]}

    # -- settings --------------------------------------------------------------------------

    def config(self) -> Schema:
        """The settings of a hub."""
        needed = [field.name for field in PLAIN if field.required == "always"]
        schema = self._table(PLAIN, needed)
        properties = schema["properties"]
        properties["hubgen"] = {"description": "number of this format", "enum": [int(FORMAT), FORMAT]}
        for name, choices in CHOICES.items():
            properties[name] = {"description": properties[name]["description"], "enum": [*choices, None]}
        properties["colour"] |= {"pattern": "^#[0-9a-fA-F]{6}$"}
        properties["base_url"] |= {"pattern": r"^\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s?#]+$"}
        properties["tag_authority"] |= {"pattern": r"^[A-Za-z0-9.@-]+,\d{4}(-\d{2}(-\d{2})?)?$"}
        # Settings that are read but not yet used by this version have their place here too.
        properties |= {name: _or_empty(part) for name, part in self._parts().items()}
        return schema

    def _shared(self, name: str, schema: Schema) -> Schema:
        """The schema kept in `defs`, as a pointer to it."""
        self.defs[name] = schema
        return {"$ref": f"#/$defs/{name}"}

    def _parts(self) -> dict[str, Schema]:
        text: Schema = {"type": _TEXT}
        labels = self._shared("label", {"anyOf": [text, self._by_language(text)]})
        members = _list_or_one(self.value(ValueType("country")))
        named = _object({"members": members, "label": labels}, ["members"])
        group = {"if": {"type": "object"}, "then": named, "else": members}
        region = _object({"country": self.value(ValueType("country")), "label": labels}, ["country"])
        return {
            "groups": {
                "description": "groups of countries; the name has four or more capital letters",
                "type": "object",
                "patternProperties": {"^[A-Z]{4,}$": group},
                "additionalProperties": False,
            },
            "regions": {
                "description": "places without an ISO 3166-2 code",
                "type": "object",
                "patternProperties": {_SLUG: region},
                "additionalProperties": False,
            },
            "sections": {
                "description": "language -> folder -> name of the section in addresses",
                **self._by_language(_object(dict.fromkeys(BY_FOLDER, _KINDS["slug"]))),
            },
            "facets": {
                "description": "ways to choose among the entries of a type; replace the shipped ones",
                **_object({kind.name: self._facets(kind) for kind in TYPES}),
            },
            "facet_pairs": {
                "description": "pairs of facets that have pages of their own",
                **_object({kind.name: self._pairs(kind) for kind in TYPES}),
            },
            "profiles": {
                "description": "kinds of firms with a page of their own",
                **_list_or_one(self._shared("profile", self._table(PROFILE_FIELDS, ["slug", "title"]))),
            },
            "services": {"description": "who answers for what", **_list_or_one(self._shared("service", _service()))},
            "budget": {
                "description": "upper bounds; k = 1000 bytes, M = 1000k",
                **_object(dict.fromkeys(BUDGETS, _SIZE)),
            },
            "images": {"description": "widths and formats of pictures", **_object(_images())},
            "feeds": {
                "description": "how much text and how many entries a feed holds, and who tells subscribers of changes",
                **_object({"text": {"enum": list(FEED_TEXTS)}, "items": _KINDS["int"], "websub": _KINDS["url"]}),
            },
            "vocabularies": {
                "description": "words added to the open vocabularies, labels for any",
                **_object({name: self._terms(one, labels) for name, one in shipped_vocabularies().items()}),
            },
        }

    def _by_language(self, value: Schema) -> Schema:
        return _object(dict.fromkeys(self.context.languages, value))

    def _facets(self, kind: ContentType) -> Schema:
        names = self._shared(f"facets-{kind.name}", {"enum": [*kind.fields, *COMPUTED_FACETS]})
        facet = self._table(FACET_FIELDS, ["field"])
        facet["properties"]["field"] = names
        return _list_or_one({"anyOf": [names, self._shared(f"facet-{kind.name}", facet)]})

    def _pairs(self, kind: ContentType) -> Schema:
        names = {"$ref": f"#/$defs/facets-{kind.name}"}
        return {"type": "array", "items": {"type": "array", "items": names, "minItems": 2, "maxItems": 2}}

    def _terms(self, vocabulary: Vocabulary, labels: Schema) -> Schema:
        """Additions to an open vocabulary; of a closed one only the labels can be changed."""
        name = _KINDS["slug"] if vocabulary.open else {"enum": [term.id for term in vocabulary.terms]}
        alias = _list_or_one({"type": _TEXT})
        term = _object({"id": name, "label": labels, "alias": alias, "code": {"type": _TEXT}}, ["id"])
        return _list_or_one(self._shared("term" if vocabulary.open else f"term-{vocabulary.name}", term))


def _service() -> Schema:
    shipped = shipped_vocabularies()
    number = {"type": ["number", "string"]}
    target = _object({"goal": number, "alarm": number}, ["goal", "alarm"])
    parts = {
        "id": {"enum": [term.id for term in shipped["service"].terms]},
        "owner": {"type": _TEXT},
        "types": _list_or_one({"enum": [*BY_NAME]}),
        "targets": _object(dict.fromkeys([term.id for term in shipped["indicator"].terms], target)),
    }
    return _object(parts, ["id"])


def _object(properties: dict[str, Schema], required: Iterable[str] = ()) -> Schema:
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": list(required)} if required else schema


def _list_or_one(item: Schema) -> Schema:
    """A list of them, or one alone, which hubgen takes for a list of one. `if` gives better messages than `anyOf`."""
    return {"if": {"type": "array"}, "then": {"items": item}, "else": item}


def _or_empty(schema: Schema) -> Schema:
    """The same, or nothing: a name without a value is an absent field."""
    kind = schema.get("type")
    if "if" in schema:
        return {**schema, "else": _or_empty(schema["else"])}
    if kind is not None and "enum" not in schema:
        kinds = kind if isinstance(kind, list) else [kind]
        return {**schema, "type": [*kinds, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def _known(values: Iterable[str], pattern: str, told: Iterable[str] = ()) -> Schema:
    """One of the values, which an editor offers, or a text of that shape."""
    offered: Schema = {"enum": list(values)}
    if told := list(told):
        offered["enumDescriptions"] = told
    other = {"type": "string", "pattern": pattern}
    return {"anyOf": [offered, other]} if offered["enum"] else other


def _forms(words: Iterable[str]) -> list[str]:
    """Each word as it is, with a capital, and in capitals."""
    return list(dict.fromkeys(form for word in words for form in (word, word[:1].upper() + word[1:], word.upper())))


def _images() -> dict[str, Schema]:
    width = {"type": ["integer", "string"], "minimum": 10, "maximum": 9999, "pattern": r"^[1-9]\d{1,3}$"}
    return {
        "widths": _list_or_one(width),
        "formats": _list_or_one({"enum": ["avif", "jpeg", "webp"]}),
        "load": {"enum": ["lazy", "link"]},
    }

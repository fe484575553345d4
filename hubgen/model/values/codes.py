"""Words and codes from a list: countries, regions, sectors, products, currencies, languages, vocabularies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from hubgen.locale.formatting import country_code, country_name, currency_codes, fold, load_locale
from hubgen.locale.reference import is_hs, is_sector
from hubgen.model.context import ValueContext
from hubgen.model.field import ValueType
from hubgen.model.node import Scalar
from hubgen.model.values.base import wrong
from hubgen.problems import ContentProblems, Message, say

_REGION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_LANG = re.compile(r"[a-zA-Z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_CODE_SCHEMES = {"hs": is_hs, "isic": is_sector}


def read_country(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    text = node.text.strip()
    if text.upper() in context.groups:
        return text.upper()
    if code := country_code(text, context.languages):
        return code
    names = {fold(country_name(code, lang)): code for lang in context.languages for code in _country_codes()}
    near = get_close_matches(fold(text), names, n=1, cutoff=0.7)
    raise wrong(
        node,
        say('"{text}" is not a country', text=text),
        rule="not-in-vocabulary",
        expected=say("two letters (HN, SV), a country's name, or a group declared in config.yaml"),
        mend=say("{name} ({code})?", name=country_name(names[near[0]], context.main_language), code=names[near[0]])
        if near
        else None,
    )


def _country_codes() -> Iterable[str]:
    from hubgen.locale.formatting import country_codes

    return country_codes()


def read_region(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    text = node.text.strip()
    if text in context.regions:
        return text
    if _REGION.fullmatch(text.upper()) and country_code(text[:2], ()):
        return text.upper()
    raise _unknown(node, context.regions, say("an ISO 3166-2 code such as HN-LP, or a region declared in config.yaml"))


def read_sector(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    text = node.text.strip().upper()
    if is_sector(text):
        return text
    raise wrong(
        node,
        say('"{text}" is not a sector of ISIC Rev. 4', text=node.text.strip()),
        rule="not-in-vocabulary",
        expected=say("a letter from A to U, or 2 to 4 digits such as 10 or 0127"),
        mend=say('write "0{text}": the zero in front was lost', text=text)
        if is_sector("0" + text) and len(text) in (1, 3)
        else None,
    )


def read_hs(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    text = node.text.strip().replace(".", "")
    if is_hs(text):
        return text
    raise wrong(
        node,
        say('"{text}" is not a code of the Harmonized System', text=node.text.strip()),
        rule="not-in-vocabulary",
        expected=say('2, 4 or 6 digits, such as "0901"'),
        mend=say('write "0{text}": the zero in front was lost', text=text) if is_hs("0" + text) else None,
    )


def read_code(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    scheme, colon, code = node.text.strip().lower().partition(":")
    bare = scheme.replace(".", "")
    is_code = _CODE_SCHEMES.get(scheme, lambda text: text.isdigit())
    if colon and scheme in ("hs", "isic", "cpc", "cpv") and is_code(code.upper()):
        return f"{scheme}:{code.upper()}"
    raise wrong(
        node,
        say('"{text}" is not a code', text=node.text),
        rule="not-in-vocabulary",
        expected=say("a scheme and its code: hs:0901, isic:1079, cpc:23, cpv:15861000"),
        mend=say("write {a}, if it is a product", a=f"hs:{bare}") if is_hs(bare) else None,
    )


def read_currency(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    text = node.text.strip().upper()
    if text in currency_codes():
        return text
    # Most codes are near to several others; only a slip of one letter has one reading.
    letters = text if len(text) == 3 else ""
    near = [
        code for code in currency_codes() if letters and sum(a != b for a, b in zip(code, letters, strict=True)) <= 1
    ]
    raise wrong(
        node,
        say('"{text}" is not a currency', text=node.text.strip()),
        rule="not-in-vocabulary",
        expected=say("three letters of ISO 4217, such as USD or HNL"),
        mend=say('"{near}"?', near=near[0]) if len(near) == 1 else None,
    )


def read_lang(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    """A tag of BCP 47; the language in lower case, a region in capitals."""
    text = node.text.strip()
    if _LANG.fullmatch(text):
        head, *rest = text.split("-")
        return "-".join([head.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])
    names = {fold(name): code for lang in context.languages for code, name in load_locale(lang).languages.items()}
    code = names.get(fold(text))
    raise wrong(
        node,
        say('"{text}" is not a language code', text=text),
        rule="not-in-vocabulary",
        expected=say("a code such as es, en, pt or pt-BR"),
        mend=say("write {a}", a=code) if code else None,
    )


def read_enum(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    vocabulary = context.vocabularies[kind.argument]
    if term := vocabulary.find(node.text):
        return term.id
    near = vocabulary.nearest(node.text, context.main_language)
    raise wrong(
        node,
        say('"{text}" is not in the list {name}', text=node.text.strip(), name=vocabulary.name),
        rule="not-in-vocabulary",
        expected=say("one of: {labels}", labels=", ".join(vocabulary.labels(context.main_language))),
        mend=say('"{near}"?', near=near) if near else None,
    )


def _unknown(node: Scalar, known: Iterable[str], expected: Message, text: str = "") -> ContentProblems:
    near = get_close_matches(text or node.text.strip(), list(known), n=1, cutoff=0.6)
    return wrong(
        node,
        say('"{text}" is not known', text=node.text.strip()),
        rule="not-in-vocabulary",
        expected=expected,
        mend=say('"{near}"?', near=near[0]) if near else None,
    )

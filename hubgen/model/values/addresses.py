"""Where somebody is reached: links, mail addresses, phone numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from hubgen.locale.formatting import calling_code
from hubgen.model.context import ValueContext
from hubgen.model.field import ValueType
from hubgen.model.node import Scalar
from hubgen.model.values.base import wrong
from hubgen.problems import Message, say

_SCHEMES = ("http", "https", "mailto", "tel", "geo")
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}")


def read_url(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    text = node.text.strip()
    scheme, colon, rest = text.partition(":")
    is_plain = bool(rest) and not re.search(r"[\s\x00-\x1f\x7f<>\"\\]", text)
    if scheme.lower() in _SCHEMES and is_plain and (scheme.lower() not in ("http", "https") or _has_host(text)):
        return f"{scheme.lower()}:{rest}"  # `HTTPS:` is typed on phones; all that looks for a scheme expects this
    if colon and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme) and scheme.lower() not in _SCHEMES:
        raise wrong(
            node,
            say('links of the kind "{scheme}:" are not safe', scheme=scheme),
            rule="unsafe-html",
            expected=say("an address that begins with https://, http://, mailto:, tel: or geo:"),
        )
    raise wrong(
        node,
        say('"{text}" is not a full address', text=text),
        expected=say("an address that begins with https://, http://, mailto:, tel: or geo:"),
        mend=_full(text),
    )


def _full(text: str) -> Message | None:
    if _EMAIL.fullmatch(text):
        return say("write {a}", a=f"mailto:{text}")
    return say("write https://{text}", text=text) if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", text) else None


def _has_host(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


def read_email(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    text = node.text.strip()
    if _EMAIL.fullmatch(text) and len(text) <= 254:
        return text
    likely = re.sub(r"[^<>]*<([^<>]*)>", r"\1", text)
    likely = re.sub(r"\s*(?:[(\[{]\s*(?:at|arroba)\s*[)\]}]|\sat\s|\sarroba\s)\s*", "@", likely)
    raise wrong(
        node,
        say('"{text}" is not a mail address', text=text),
        expected=say("an address such as info@example.org"),
        mend=say("write {a}", a=likely) if _EMAIL.fullmatch(likely) else None,
    )


def read_phone(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    """A number in the international form of E.164: `+`, country code, at most 15 digits."""
    text = re.sub(r"[\s.\-()\[\]/]", "", node.text)
    if re.fullmatch(r"\+[1-9]\d{6,14}", text):
        return text
    raise wrong(
        node,
        say('"{text}" is not a phone number with its country code', text=node.text.strip()),
        expected=say("a plus sign, the country code and the number, such as +504 2200 0001"),
        mend=_mend_phone(node.text, text, context.country),
    )


_NATIONAL_DIGITS: Mapping[str, tuple[int, ...]] = {
    **dict.fromkeys(("CR", "GT", "HN", "NI", "SV", "BO"), (8,)),
    **dict.fromkeys(("CL", "ES", "PT"), (9,)),
    **dict.fromkeys(("CA", "CO", "DO", "MX", "PR", "US"), (10,)),
    "PA": (7, 8),
}
"""Digits of a whole number inside a country, where all numbers have as many and none begins with a zero.

Source: national numbering plans, as filed with the ITU (E.164).
"""


def _mend_phone(written: str, digits: str, country: str) -> Message | None:
    if re.fullmatch(r"00[1-9]\d{6,14}", digits):
        return say("write +{rest}", rest=digits[2:])
    if re.fullmatch(r"[1-9]\d+", digits) and len(digits) in _NATIONAL_DIGITS.get(country, ()):
        own = " ".join(re.findall(r"\d+", written))
        return say("write +{rest}", rest=f"{calling_code(country)} {own}")
    return None

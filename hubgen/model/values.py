"""Text in, typed value out: one function per value type of the contract (section 5).

A function takes what the author typed and gives the value, or raises ContentProblems
with the place, what was expected and the mend. Lists, maps, references and texts in
several languages are the business of the engine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from difflib import get_close_matches
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from hubgen.locale.formatting import country_code, country_name, currency_codes, fold, load_locale, slugify
from hubgen.locale.reference import is_hs, is_sector
from hubgen.model.context import ValueContext
from hubgen.model.field import ValueType
from hubgen.model.node import Scalar
from hubgen.problems import ContentProblems, Message, problem, say

Value = object
Reader = Callable[[Scalar, ValueType, ValueContext], Value]

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LIMIT = 80
YEARS = range(1000, 3000)
_SCHEMES = ("http", "https", "mailto", "tel", "geo")
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}")
_DATETIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(Z|[+-]\d{2}:\d{2})?")
_REGION = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
_LANG = re.compile(r"[a-zA-Z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_CODE_SCHEMES = {"hs": is_hs, "isic": is_sector}


def wrong(
    node: Scalar,
    message: Message,
    *,
    rule: str = "value-type",
    expected: Message | None = None,
    mend: Message | None = None,
) -> ContentProblems:
    """The problem that a value is not what its field takes."""
    return ContentProblems(problem(rule, node.where, message, expected=expected, mend=mend))


def read_text(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    text = " ".join(node.text.split())
    if kind.limit and len(text) > kind.limit:
        raise wrong(
            node,
            say("the text has {count} characters", count=len(text)),
            expected=say("at most {limit} characters", limit=kind.limit),
            mend=say("shorten it by {over} characters", over=len(text) - kind.limit),
        )
    return text


def read_markdown(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    return node.text.strip()


def is_slug(text: str) -> bool:
    return bool(SLUG.fullmatch(text)) and len(text) <= SLUG_LIMIT


def read_slug(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    text = node.text.strip()
    if is_slug(text):
        return text
    proposal = slugify(text)
    raise wrong(
        node,
        say('"{text}" cannot be part of an address', text=text),
        expected=say("lower-case letters a-z, digits and single hyphens, at most 80 characters"),
        mend=say("write {slug}", slug=proposal) if proposal else say("write a short name such as primera-exportacion"),
    )


def read_path(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    text = node.text.strip().replace("\\", "/")
    if ".." in text.split("/") and text.count("..") > text.count("/"):
        raise wrong(node, say('"{text}" is not a path', text=text))
    if "\x00" in text or re.match(r"[A-Za-z]+:", text):
        raise wrong(
            node,
            say('"{text}" is not a path inside the hub', text=node.text.strip()),
            expected=say("a file beside this one, or /folder/file below content/"),
            mend=say("copy the file beside this one and write {name}", name=text.rpartition("/")[2]),
        )
    return text


def read_date(node: Scalar, kind: ValueType, context: ValueContext) -> date:
    text = node.text.strip()
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return _in_our_times(date.fromisoformat(text), node)
    except ValueError:
        pass
    raise wrong(
        node,
        say('"{text}" is not a day', text=text),
        expected=say("a day as YYYY-MM-DD, such as 2026-11-30"),
        mend=_mend_date(text),
    )


def _in_our_times(day: date, node: Scalar) -> date:
    """The day, unless it stands for "never" (9999-12-31) or is a slip; days can then be added to without end."""
    if day.year in YEARS:
        return day
    raise wrong(
        node,
        say("the year {year} is far from ours", year=f"{day.year:04}"),
        expected=say("a year from {first} to {last}", first=YEARS[0], last=YEARS[-1]),
        mend=say("correct the year, or leave the field out if there is no such day"),
    )


def _mend_date(text: str) -> Message | None:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ].*", text):
        return say("leave out the time: {day}", day=text[:10])
    if match := re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", text):
        first, second, year = (int(part) for part in match.groups())
        readings = {
            f"{year:04}-{month:02}-{day:02}"
            for day, month in ((first, second), (second, first))
            if _is_day(year, month, day)
        }
        if len(readings) == 1:
            return say("write {day}", day=readings.pop())
        if readings:
            return say("which day is meant? write {days}", days=" / ".join(sorted(readings)))
    if match := re.fullmatch(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", text):
        year, month, day = (int(part) for part in match.groups())
        if _is_day(year, month, day):
            return say("write {day}", day=f"{year:04}-{month:02}-{day:02}")
    if re.fullmatch(r"[1-9]\d{4}", text):
        return say("this looks like a spreadsheet's day number: format the column as a date YYYY-MM-DD and save again")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return say("correct the day: that month has no such day")
    return say("write the day in digits, such as 2026-11-30")


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def read_verified(node: Scalar, kind: ValueType, context: ValueContext) -> date | str:
    """A day, or `never`: nobody has compared the entry with its source yet."""
    return "never" if node.text.strip().lower() == "never" else read_date(node, kind, context)


def read_datetime(node: Scalar, kind: ValueType, context: ValueContext) -> date | datetime:
    """A bare day stays a day; a time gets the zone of the context where it names none.

    A doubled hour is the first of the two; an hour that the clocks skip is refused.
    """
    text = node.text.strip()
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return read_date(node, kind, context)
    match = _DATETIME.fullmatch(text)
    try:
        if match:
            moment = datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3] or ''}{match[4] or ''}")
            _in_our_times(moment.date(), node)
            return in_zone(moment, context.zone, node) if moment.tzinfo is None else moment
    except (ValueError, OverflowError):
        pass
    raise wrong(
        node,
        say('"{text}" is not a day or a day with its hour', text=text),
        expected=say("YYYY-MM-DD or YYYY-MM-DDTHH:MM, such as 2026-11-30T16:00"),
        mend=_mend_date(text)
        if not re.match(r"\d{4}-\d{2}-\d{2}[T ]", text)
        else say("write the hour with two digits each, from 00:00 to 23:59"),
    )


def is_zone(name: str) -> bool:
    """Whether the IANA time zone database knows the name."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # an unknown name is a KeyError, a folder of zones an OSError
        return False
    return True


def in_zone(moment: datetime, zone: str, node: Scalar) -> datetime:
    """The moment on the clocks of the zone (IANA name)."""
    try:
        local = moment.replace(tzinfo=ZoneInfo(zone))
        there_and_back = local.astimezone(UTC).astimezone(ZoneInfo(zone))
    except OverflowError:
        raise wrong(node, say('"{text}" is outside the calendar', text=node.text)) from None
    if there_and_back.replace(tzinfo=None) != moment:
        raise wrong(
            node,
            say('"{text}" does not exist: the clocks of {zone} skip that hour', text=node.text.strip(), zone=zone),
            mend=say("write {time}", time=there_and_back.strftime("%Y-%m-%dT%H:%M")),
        )
    return local


def read_span(unit: str) -> Reader:
    def read(node: Scalar, kind: ValueType, context: ValueContext) -> int:
        match = re.fullmatch(r"(\d{1,5})\s*([dmy])", node.text.strip().lower())
        factor = {"d": {"d": 1}, "m": {"m": 1, "y": 12}}[unit].get(match[2]) if match else None
        if match is None or factor is None:
            examples = {"d": "180d", "m": "60m (3y = 36m)"}[unit]
            bare = re.fullmatch(r"\d{1,5}", node.text.strip())
            raise wrong(
                node,
                say('"{text}" is not a length of time', text=node.text),
                expected=say("a number with its unit, such as {examples}", examples=examples),
                mend=say("write {a}", a=bare[0] + unit) if bare else None,
            )
        return int(match[1]) * factor

    return read


def read_number(node: Scalar, kind: ValueType, context: ValueContext) -> Decimal:
    """Digits with a decimal point; a comma or a dot before three digits could be read two ways and is refused."""
    text = node.text.strip()
    if re.fullmatch(r"\d{1,18}(?:\.\d{1,9})?", text) and not re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text):
        return Decimal(text)
    mend: Message | None = None
    if re.fullmatch(r"[1-9]\d{0,2}(?:[.,\s]\d{3})+", text):
        plain = re.sub(r"[.,\s]", "", text)
        both = re.fullmatch(r"(\d+)[.,](\d{3})", text)
        mend = (
            say("write {a} or {b}", a=plain, b=f"{both[1]}.{both[2].rstrip('0') or '0'}")
            if both
            else say("write {a}", a=plain)
        )
    elif re.fullmatch(r"\d+,\d+", text):
        mend = say("write {a}", a=text.replace(",", "."))
    elif digits := re.sub(r"[^\d.]", "", text):
        mend = say("write the digits alone, such as {a}", a=digits.strip(".") or "1500")
    raise wrong(
        node,
        say('"{text}" is not a number', text=text),
        expected=say("digits, with a point for decimals, such as 60000 or 12.5"),
        mend=mend,
    )


def read_int(node: Scalar, kind: ValueType, context: ValueContext) -> int:
    text = node.text.strip()
    if re.fullmatch(r"\d{1,15}", text):
        return int(text)
    digits = re.findall(r"\d+", text)
    raise wrong(
        node,
        say('"{text}" is not a whole number', text=text),
        expected=say("digits only, such as 25"),
        mend=say("write {a}", a=digits[0]) if len(digits) == 1 and not text.startswith("-") else None,
    )


def read_percent(node: Scalar, kind: ValueType, context: ValueContext) -> Decimal:
    text = node.text.strip()
    bare = Scalar(text.removesuffix("%").strip(), node.where)
    if text.endswith("%"):
        raise wrong(node, say('"{text}" is not a number', text=text), mend=say("write {a}", a=bare.text))
    value = read_number(bare, kind, context)
    if value > 100:
        raise wrong(node, say("{text} is more than 100 percent", text=text), expected=say("a number from 0 to 100"))
    return value


_YES = frozenset({"true", "yes", "si", "sim"})
_NO = frozenset({"false", "no", "nao"})


def read_bool(node: Scalar, kind: ValueType, context: ValueContext) -> bool:
    word = fold(node.text)
    if word in _YES or word in _NO:
        return word in _YES
    raise wrong(
        node,
        say('"{text}" is not yes or no', text=node.text),
        expected=say("yes or no (sí, no, sim, não, true, false)"),
    )


def read_url(node: Scalar, kind: ValueType, context: ValueContext) -> str:
    text = node.text.strip()
    scheme, colon, rest = text.partition(":")
    is_plain = bool(rest) and not re.search(r"[\s\x00-\x1f\x7f<>\"\\]", text)
    if scheme.lower() in _SCHEMES and is_plain and (scheme.lower() not in ("http", "https") or _has_host(text)):
        return text
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
        mend=say("write https://{text}", text=text) if re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", text) else None,
    )


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
    likely = re.sub(r"\s*(?:[(\[{]\s*(?:at|arroba)\s*[)\]}]|\sat\s|\sarroba\s)\s*", "@", text)
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
    mend = say("write +{rest}", rest=text[2:]) if re.fullmatch(r"00[1-9]\d{6,14}", text) else None
    raise wrong(
        node,
        say('"{text}" is not a phone number with its country code', text=node.text.strip()),
        expected=say("a plus sign, the country code and the number, such as +504 2200 0001"),
        mend=mend,
    )


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
    is_code = _CODE_SCHEMES.get(scheme, lambda text: text.isdigit())
    if colon and scheme in ("hs", "isic", "cpc", "cpv") and is_code(code.upper()):
        return f"{scheme}:{code.upper()}"
    raise wrong(
        node,
        say('"{text}" is not a code', text=node.text),
        rule="not-in-vocabulary",
        expected=say("a scheme and its code: hs:0901, isic:1079, cpc:23, cpv:15861000"),
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


READERS: dict[str, Reader] = {
    "text": read_text,
    "string": read_text,
    "md": read_markdown,
    "slug": read_slug,
    "path": read_path,
    "date": read_date,
    "datetime": read_datetime,
    "days": read_span("d"),
    "months": read_span("m"),
    "int": read_int,
    "number": read_number,
    "percent": read_percent,
    "bool": read_bool,
    "url": read_url,
    "email": read_email,
    "phone": read_phone,
    "country": read_country,
    "region": read_region,
    "sector": read_sector,
    "hs": read_hs,
    "code": read_code,
    "currency": read_currency,
    "lang": read_lang,
    "enum": read_enum,
}

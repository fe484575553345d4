"""What RFC 5545 and RFC 2426 ask of a file, written without looking at how hubgen writes one."""

import re
from collections import Counter

LINE_BYTES = 75
_PROPERTY = re.compile(
    r'([A-Za-z0-9-]+)((?:;[A-Za-z0-9-]+=(?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):(.*)', re.DOTALL
)
_PARAMETER = re.compile(r';([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:])*)')
_UTC = re.compile(r"\d{8}T\d{6}Z")
_URI = re.compile(r"[a-z][a-z0-9+.-]*:(?:[A-Za-z0-9:/?#\[\]@!$&'()*+,;=._~-]|%[0-9A-Fa-f]{2})*", re.IGNORECASE)
_TEXT = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
_EVENT_ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "LAST-MODIFIED", "SUMMARY", "DESCRIPTION", "LOCATION", "GEO",
               "URL", "STATUS", "TRANSP"}  # fmt: skip
_CALENDAR_ONCE = {"VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "LAST-MODIFIED", "URL", "REFRESH-INTERVAL",
                  "X-WR-CALNAME", "X-WR-CALDESC", "X-WR-TIMEZONE", "X-PUBLISHED-TTL"}  # fmt: skip
_TEXTS = {"UID", "PRODID", "SUMMARY", "DESCRIPTION", "LOCATION", "CONTACT", "NAME", "NOTE", "FN", "TEL", "EMAIL",
          "X-WR-CALNAME", "X-WR-CALDESC", "X-WR-TIMEZONE"}  # fmt: skip


def calendar_faults(data: bytes) -> list[str]:
    """What is wrong with a calendar; empty when nothing is."""
    lines, faults = _lines(data)
    components = _components(lines, faults)
    if [name for name, _ in components].count("VCALENDAR") != 1 or not _encloses(lines, "VCALENDAR"):
        return [*faults, "not one VCALENDAR around everything"]
    head, events = components[0][1], [held for name, held in components[1:] if name == "VEVENT"]
    if len(events) != len(components) - 1:
        faults.append("a component that is no VEVENT")
    if not events:
        faults.append("no component in the calendar")
    faults += _missing(head, {"VERSION", "PRODID"}, "VCALENDAR") + _repeated(head, _CALENDAR_ONCE, "VCALENDAR")
    if [value for name, _, value in head if name == "VERSION"] != ["2.0"]:
        faults.append("VERSION is not 2.0")
    uids = Counter(value for event in events for name, _, value in event if name == "UID")
    faults += [f"UID {uid} used {count} times" for uid, count in uids.items() if count > 1]
    return faults + [fault for event in events for fault in _event_faults(event)] + _value_faults(lines)


def vcard_faults(data: bytes) -> list[str]:
    """What is wrong with a file of vCards 3.0; empty when nothing is."""
    lines, faults = _lines(data)
    components = _components(lines, faults)
    if not components or any(name != "VCARD" for name, _ in components):
        return [*faults, "not a file of cards"]
    uids = Counter(value for _, card in components for name, _, value in card if name == "UID")
    faults += [f"UID {uid} used {count} times" for uid, count in uids.items() if count > 1]
    for _, card in components:
        faults += _missing(card, {"VERSION", "N", "FN"}, "VCARD") + _repeated(
            card, {"VERSION", "N", "FN", "UID", "REV"}, "VCARD"
        )
        names = [name for name, _, _ in card]
        if names[:1] != ["VERSION"]:
            faults.append("VERSION does not come first")
        for name, _, value in card:
            if name == "VERSION" and value != "3.0":
                faults.append("VERSION is not 3.0")
            if name in ("N", "ADR") and len(re.findall(r"(?<!\\)(?:\\\\)*;", value)) != {"N": 4, "ADR": 6}[name]:
                faults.append(f"{name} has not all its parts")
            if name == "REV" and not _UTC.fullmatch(value):
                faults.append(f"REV {value} is not UTC")
    return faults + _value_faults(lines)


def _lines(data: bytes):
    """The properties as (name, parameters, value) after unfolding, and what is wrong with the bytes."""
    faults = []
    if not data.endswith(b"\r\n"):
        faults.append("no CR LF at the end")
    physical = data.removesuffix(b"\r\n").split(b"\r\n")
    for number, line in enumerate(physical, 1):
        if len(line) > LINE_BYTES:
            faults.append(f"line {number} has {len(line)} octets")
        if not line:
            faults.append(f"line {number} is empty")
        if re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line):
            faults.append(f"line {number} has a control character or a lone CR or LF")
        try:
            line.decode()
        except UnicodeDecodeError:
            faults.append(f"line {number} is cut inside a character")
    text = data.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").decode("utf-8", "replace")
    properties = []
    for line in text.removesuffix("\r\n").split("\r\n"):
        match = _PROPERTY.fullmatch(line)
        if match is None:
            faults.append(f"no property: {line[:40]!r}")
            continue
        parameters = _PARAMETER.findall(match[2])
        if len({key for key, _ in parameters}) < len(parameters):
            faults.append(f"{match[1]} has a parameter twice")
        properties.append((match[1].upper(), dict(parameters), match[3]))
    return properties, faults


def _components(lines, faults):
    """Components in the order of their BEGIN, with the properties that stand directly in them."""
    found, stack = [], []
    for name, parameters, value in lines:
        if name == "BEGIN":
            stack.append((value, []))
            found.append(stack[-1])
        elif name == "END":
            if not stack or stack.pop()[0] != value:
                faults.append(f"END:{value} without its BEGIN")
        elif stack:
            stack[-1][1].append((name, parameters, value))
        else:
            faults.append(f"{name} stands outside")
    return [*found, *([("open", [])] if stack else [])]


def _encloses(lines, name):
    return lines[0][::2] == ("BEGIN", name) and lines[-1][::2] == ("END", name)


def _missing(properties, wanted, where):
    return [f"{where} without {name}" for name in sorted(wanted - {name for name, _, _ in properties})]


def _repeated(properties, once, where):
    counts = Counter(name for name, _, _ in properties)
    return [f"{where} has {name} {counts[name]} times" for name in sorted(once) if counts[name] > 1]


def _event_faults(event):
    faults = _missing(event, {"UID", "DTSTAMP", "DTSTART", "SUMMARY"}, "VEVENT") + _repeated(
        event, _EVENT_ONCE, "VEVENT"
    )
    values = {name: (parameters, value) for name, parameters, value in event}
    for name in {"DTSTAMP", "LAST-MODIFIED"} & set(values):
        if not _UTC.fullmatch(values[name][1]):
            faults.append(f"{name} is not UTC")
    for name in {"DTSTART", "DTEND"} & set(values):
        parameters, value = values[name]
        pattern = r"\d{8}" if parameters.get("VALUE") == "DATE" else r"\d{8}T\d{6}Z"
        if not re.fullmatch(pattern, value):
            faults.append(f"{name} {value} is not of its type")
    if {"DTSTART", "DTEND"} <= set(values):
        (start_parameters, start), (end_parameters, end) = values["DTSTART"], values["DTEND"]
        if start_parameters != end_parameters:
            faults.append("DTSTART and DTEND are of two types")
        elif end <= start:
            faults.append("DTEND is not after DTSTART")
    if "STATUS" in values and values["STATUS"][1] not in ("TENTATIVE", "CONFIRMED", "CANCELLED"):
        faults.append("unknown STATUS")
    if "TRANSP" in values and values["TRANSP"][1] not in ("OPAQUE", "TRANSPARENT"):
        faults.append("unknown TRANSP")
    if "GEO" in values and not re.fullmatch(r"-?\d+(\.\d+)?;-?\d+(\.\d+)?", values["GEO"][1]):
        faults.append("GEO is no place")
    if "ORGANIZER" in values and not values["ORGANIZER"][1].lower().startswith("mailto:"):
        faults.append("ORGANIZER is no address")
    return faults


def _value_faults(lines):
    faults = []
    for name, _, value in lines:
        if name in _TEXTS and not _TEXT.fullmatch(value):
            faults.append(f"{name} is not escaped")
        if name == "URL" and not _URI.fullmatch(value):
            faults.append("URL is no address")
    return faults

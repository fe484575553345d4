"""Tenders of the board as releases of the Open Contracting Data Standard, in one package beside the list.

The ids are tags of the hub: it has no registered prefix, and republishes what a buyer has announced elsewhere.
Source: OCDS 1.1, release and release package schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from hubgen.model.entry import Data
from hubgen.model.output import Output
from hubgen.model.site import Published
from hubgen.stages.plan.addresses import permalink
from hubgen.stages.plan.companions import TENDERS
from hubgen.stages.plan.frame import LICENSES, Frame
from hubgen.stages.plan.machine.ids import entry_tag
from hubgen.stages.plan.machine.moments import midnight
from hubgen.types.notice import NOTICE, is_tender

Node = dict[str, object]


def tenders_output(frame: Frame, entries: Sequence[Published]) -> Iterator[Output]:
    """The package of the live tenders; none where the board has no tender."""
    found = [one for one in entries if is_tender(one.entry.data)]
    if found:
        path = frame.addresses.beside(frame.addresses.section(NOTICE), TENDERS)
        sources = tuple(sorted({file for one in found for file in one.entry.sources}))
        yield Output(path, "export", sources, "tenders", writer="json-node", value=lambda: _package(found, path, frame))


def _package(entries: Sequence[Published], path: str, frame: Frame) -> Node:
    config = frame.config
    return _filled({
        "uri": permalink(config, path),
        "version": "1.1",
        "publishedDate": midnight(max(one.changed for one in entries), config.zone).isoformat(),
        "publisher": {"name": frame.title, "uri": config.base_url},
        "license": LICENSES.get(config.license),
        "releases": [_release(one, frame) for one in entries],
    })  # fmt: skip


def _release(one: Published, frame: Frame) -> Node:
    data, ocid = one.entry.data, entry_tag(one, one.entry.language, frame.config)
    buyer = {"id": f"{ocid}/buyer", "name": str(data.get("buyer", ""))}
    return {
        "ocid": ocid,
        "id": f"{ocid}/{one.changed.isoformat()}",
        "date": midnight(one.changed, frame.config.zone).isoformat(),
        "tag": ["tender"],
        "initiationType": "tender",
        "language": frame.language if one.is_translated(frame.language) else one.entry.language,
        "parties": [{**buyer, "roles": ["buyer"]}],
        "buyer": buyer,
        "tender": _tender(one, ocid, frame),
    }


def _tender(one: Published, ocid: str, frame: Frame) -> Node:
    data, display, currency = one.entry.data, frame.display, one.entry.get("currency")
    return _filled({
        "id": str(data.get("reference") or ocid),
        "title": display.title(one).text,
        "description": display.phrase(data.get("summary")).text,
        "status": "active",
        "procurementMethod": data.get("method"),
        "minValue": _value(data.get("value_min"), currency),
        "value": _value(data.get("value_max"), currency),
        "tenderPeriod": _period(data, frame.config.zone),
        "documents": [
            _filled({"id": "1", "documentType": "tenderNotice", "url": display.phrase(data.get("tender_url")).text})
        ],
    })  # fmt: skip


def _period(data: Data, zone: str) -> Node:
    """A tender is open through its last day."""
    published, expires = data.get("date"), data.get("expires")
    start = midnight(published, zone).isoformat() if isinstance(published, date) else None
    end = _last_second(expires, zone).isoformat() if isinstance(expires, date) else None
    return _filled({"startDate": start, "endDate": end})


def _last_second(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone))


def _value(amount: object, currency: object) -> Node | None:
    if not isinstance(amount, Decimal):
        return None
    number = int(amount) if amount == amount.to_integral_value() else float(amount)
    return _filled({"amount": number, "currency": currency})


def _filled(node: Mapping[str, object]) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [], {})}

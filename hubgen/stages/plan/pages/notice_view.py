"""What the page of a notice shows beside what every entry shows: the short message that sends it on."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from hubgen.model.site import Published
from hubgen.model.views.entry import EntryView
from hubgen.model.views.pieces import Item
from hubgen.stages.plan.display import Display
from hubgen.stages.plan.machine.messages import message_line


def notice_view(one: Published, display: Display, entry: EntryView) -> EntryView:
    """Of a live notice with the message: the number is for the reader to fill in (RFC 5724)."""
    if one.life != "current":
        return entry
    path = f"sms:?body={quote(message_line(one, display), safe='/:,')}"
    return replace(entry, share=Item(display.texts["share_sms"], path))

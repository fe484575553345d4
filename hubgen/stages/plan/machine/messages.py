"""The board in lines of the length of a short message, to be sent on by people without data: a notice each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from hubgen.formats.sms import LIMIT, one_message, room
from hubgen.model.entry import Data, Ref
from hubgen.model.output import Output
from hubgen.model.site import Published, Site
from hubgen.stages.plan.addresses import permalink
from hubgen.stages.plan.companions import MESSAGES
from hubgen.stages.plan.display import Display, capital
from hubgen.stages.plan.frame import Frame
from hubgen.types.notice import NOTICE

TITLE_LEAST = 30
"""Room that is left for the kind and the title before the address of the page goes."""


def messages_output(frame: Frame, entries: Sequence[Published]) -> Iterator[Output]:
    """The live notices of a language, the newest first."""
    if entries:
        path = frame.addresses.beside(frame.addresses.section(NOTICE), MESSAGES)
        sources = tuple(sorted({file for one in entries for file in one.entry.sources}))

        def lines() -> tuple[str, ...]:
            return tuple(message_line(one, frame.display) for one in entries)

        yield Output(path, "export", sources, "board in short messages", writer="lines", value=lines)


def message_line(one: Published, display: Display) -> str:
    """Kind and title, then until when, whom to call, and the page as far as there is room."""
    title, expires = display.title(one).text, one.entry.get("expires")
    kind = capital(display.term("notice_kind", str(one.entry.get("kind"))).text)
    start = "" if title.casefold().startswith(kind.casefold()) else f"{kind}: "
    until = [display.texts["up_to"].format(x=display.day(expires))] if isinstance(expires, date) else []
    told = "".join(f". {capital(text)}" for text in (*until, *_phones(one, display.site)))
    with_page = f"{told}. {permalink(display.config, one.paths[display.language])}"
    return one_message(start, title, with_page if room(with_page) + TITLE_LEAST <= LIMIT else told)


def _phones(one: Published, site: Site) -> Iterator[str]:
    """The first number under which somebody answers: of the notice, else of its firm."""
    contact = one.entry.get("contact") or one.entry.get("organization")
    if isinstance(contact, Ref):
        named = site.get(contact.id)
        contact = named.entry.get("contact") if named else None
    if isinstance(contact, Data) and (number := contact.get("phone") or contact.get("whatsapp")):
        yield str(number)

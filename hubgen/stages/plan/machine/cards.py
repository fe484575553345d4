"""Organizations and advisers as contacts that a phone can keep: a card each, and one file of all of a type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from hubgen.formats.calendars.vcard import VCard
from hubgen.model.entry import Data
from hubgen.model.output import Output
from hubgen.model.site import Published, sources_of
from hubgen.stages.plan.companions import CONTACT, has_contact
from hubgen.stages.plan.frame import Frame
from hubgen.stages.plan.machine.ids import entry_tag
from hubgen.stages.plan.machine.moments import midnight
from hubgen.types import BY_NAME
from hubgen.types.base import ContentType


class Cards:
    """The contacts of one language."""

    def __init__(self, frame: Frame):
        self.frame = frame

    def outputs(self, kind: ContentType, entries: Sequence[Published]) -> Iterator[Output]:
        """A card beside each page of a type, and all that stand in lists beside its section."""
        for one in self.frame.site.of_type(kind.name):
            if has_contact(one):
                yield self._output(one.paths[self.frame.language], one.id, (one,))
        listed = tuple(one for one in entries if has_contact(one))
        if listed:
            yield self._output(self.frame.addresses.section(kind), kind.name, listed)

    def _output(self, page: str, name: str, entries: tuple[Published, ...]) -> Output:
        path = self.frame.addresses.beside(page, CONTACT)
        sources = sources_of(entries)
        return Output(
            path,
            "export",
            sources,
            f"contact {name}",
            writer="vcards",
            value=partial(self._cards, entries),
        )

    def _cards(self, entries: tuple[Published, ...]) -> tuple[VCard, ...]:
        return tuple(map(self.card, entries))

    def card(self, one: Published) -> VCard:
        """The contact of an organization or an adviser, with its texts in the language."""
        display, data = self.frame.display, one.entry.data
        contact = data.get("contact")
        reach = contact if isinstance(contact, Data) else Data()
        countries = [code for code in data.items_of("countries") if len(code) == 2]
        return VCard(
            uid=entry_tag(one, one.entry.language, self.frame.config),
            name=display.title(one).text,
            kind=BY_NAME[one.type].card(data) or "org",
            organization=display.party(data.get("organization")),
            role=display.phrase(data.get("role")).text,
            changed=midnight(one.changed, self.frame.config.zone),
            summary=display.phrase(data.get("summary")).text,
            attention=str(reach.get("name", "")),
            phones=(str(reach.get("phone")),) if reach.get("phone") else (),
            whatsapp=str(reach.get("whatsapp", "")),
            email=str(reach.get("email", "")),
            url=display.phrase(reach.get("url")).text,
            address=str(reach.get("address", "")),
            country=display.country(countries[0]) if len(countries) == 1 else "",
            hours=display.phrase(reach.get("hours")).text,
            language=self.frame.language,
        )

"""Ways to reach somebody, always in the same order: phone, WhatsApp, SMS, mail, web (WCAG 2.2, 3.2.6)."""

from __future__ import annotations

from urllib.parse import quote

from hubgen.model.entry import Data, Localized
from hubgen.model.views.pieces import ContactView, Item
from hubgen.stages.plan.display import Display, bare_url


def contact_view(contact: Data, display: Display, *, about: str = "") -> ContactView:
    """Channels with what they open; a message begins with what it is about."""
    texts = display.texts
    phone, whatsapp, email = (contact.get(name) for name in ("phone", "whatsapp", "email"))
    url = contact.get("url")
    channels = []
    if phone:
        channels.append(Item(texts["call"].format(phone=readable(str(phone))), f"tel:{phone}"))
    if whatsapp:
        text = f"?text={quote(about)}" if about else ""
        digits = str(whatsapp).lstrip("+")
        channels.append(Item(texts["whatsapp"].format(phone=readable(str(whatsapp))), f"https://wa.me/{digits}{text}"))
    if phone:
        channels.append(Item(texts["sms"].format(phone=readable(str(phone))), f"sms:{phone}"))
    if email:
        channels.append(Item(str(email), f"mailto:{mail_address(str(email))}"))
    if isinstance(url, Localized):
        address = str(url.pick(display.language)[0])
        channels.append(Item(bare_url(address), address))
    return ContactView(
        name=str(contact.get("name", "")),
        hours=display.phrase(contact.get("hours")),
        address=str(contact.get("address", "")),
        channels=tuple(channels),
    )


def mail_address(email: str) -> str:
    """The address as it stands in a link: `?` and `&` in it begin no header such as bcc (RFC 6068, section 2)."""
    return quote(email, safe="@!$*+")


def readable(phone: str) -> str:
    """A number of E.164 in groups of four from its end: `+504 2200 0001`."""
    digits = phone.lstrip("+")
    groups: list[str] = []
    while len(digits) > 4:
        groups.insert(0, digits[-4:])
        digits = digits[:-4]
    return "+" + "\N{NO-BREAK SPACE}".join([digits, *groups])

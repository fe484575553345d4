"""Cards are right to the byte, and another reader finds every field in them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import vobject

from hubgen.formats.calendars.vcard import VCard, vcards
from tests.calendar_rules import vcard_faults

CHANGED = datetime(2026, 8, 20, tzinfo=ZoneInfo("America/Tegucigalpa"))


def card(**given):
    return VCard(**{"uid": "organization/a@pyme.example.org", "name": "Café La Cumbre", "changed": CHANGED, **given})


def read(*cards):
    data = vcards(cards)
    assert vcard_faults(data) == []
    return list(vobject.readComponents(data.decode()))


FULL = card(
    summary="Cooperativa de 64 familias; café de altura, verde y tostado.",
    attention="Ventas",
    phones=("+50422000001", "+50400000001"),
    whatsapp="+50400000001",
    email="ventas@lacumbre.example.org",
    url="https://lacumbre.example.org/es/",
    address="2a calle, casa 4; Marcala",
    country="Honduras",
    hours="lun-vie 8-16",
    note="Certificado orgánico",
    categories=("Exporta", "Café, té"),
    language="es",
)
BYTES = """BEGIN:VCARD
VERSION:3.0
PRODID:-//hubgen//hubgen//EN
UID:organization/a@pyme.example.org
N:Café La Cumbre;;;;
FN:Café La Cumbre
ORG:Café La Cumbre
X-ABShowAs:COMPANY
TEL;TYPE=WORK:+50422000001
TEL;TYPE=CELL:+50400000001
EMAIL;TYPE=INTERNET:ventas@lacumbre.example.org
URL:https://lacumbre.example.org/es/
ADR;TYPE=WORK:;;2a calle\\, casa 4\\; Marcala;;;;Honduras
NOTE;LANGUAGE=es:Cooperativa de 64 familias\\; café de altura\\, verde y tos
 tado.\\nVentas\\nlun-vie 8-16\\nCertificado orgánico
CATEGORIES;LANGUAGE=es:Exporta,Café\\, té
REV:20260820T060000Z
END:VCARD
"""
GOOD = BYTES.replace("\n", "\r\n")


def test_card_is_these_bytes():
    """All that an organization can say; a number that is on WhatsApp too stands once."""
    assert vcards([FULL]).decode() == GOOD


def test_another_reader_finds_every_field():
    """Name, firm, ways to reach it, place and notes, through vobject."""
    (found,) = read(FULL)

    assert (found.fn.value, found.n.value.family, found.org.value) == (FULL.name, FULL.name, [FULL.name])
    assert [(tel.value, tel.params["TYPE"]) for tel in found.tel_list] == [
        ("+50422000001", ["WORK"]),
        ("+50400000001", ["CELL"]),
    ]
    assert (found.email.value, found.url.value) == (FULL.email, FULL.url)
    assert (found.adr.value.street, found.adr.value.country) == (FULL.address, "Honduras")
    assert found.note.value == "\n".join((FULL.summary, "Ventas", "lun-vie 8-16", "Certificado orgánico"))
    assert found.categories.value == ["Exporta", "Café, té"]


def test_person_is_no_firm():
    """A person's card names the organization and is not shown as one."""
    (found,) = read(card(kind="individual", name="Ana López", organization="Cámara; Ejemplo"))

    assert (found.fn.value, found.org.value) == ("Ana López", ["Cámara; Ejemplo"])
    assert b"X-ABShowAs" not in vcards([card(kind="individual")])


def test_least_card():
    """What is not known is not written."""
    lines = vcards([card()]).decode().split("\r\n")

    names = "VERSION PRODID UID N FN ORG X-ABShowAs REV".split()
    assert [line.split(":")[0] for line in lines[1:-2]] == names


def test_several_cards_in_one_file():
    """A list of firms is imported in one go, in its order."""
    found = read(card(), card(uid="organization/b@pyme.example.org", name="Empaques Volcán"))

    assert [one.fn.value for one in found] == ["Café La Cumbre", "Empaques Volcán"]
    assert vcards([]) == b""


def test_moment_without_zone_is_refused():
    """A change has an instant."""
    with pytest.raises(ValueError, match="no time zone"):
        vcards([card(changed=datetime(2026, 8, 20))])


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("N:Café La Cumbre;;;;\r\n", "", "VCARD without N"),
        ("N:Café La Cumbre;;;;", "N:Café La Cumbre;;;", "N has not all its parts"),
        ("casa 4\\;", "casa 4;", "ADR has not all its parts"),
        ("VERSION:3.0\r\n", "", "VERSION does not come first"),
        ("VERSION:3.0", "VERSION:4.0", "VERSION is not 3.0"),
        ("FN:Café La Cumbre", "FN:Café\nLa Cumbre", "lone CR or LF"),
        ("FN:Café La Cumbre\r\n", "FN:Café La Cumbre\r\n" * 2, "FN 2 times"),
        ("FN:Café La Cumbre", "FN:Café, La Cumbre", "FN is not escaped"),
        ("altura", "grandes alturas", "octets"),
        ("REV:20260820T060000Z", "REV:20260820T060000", "is not UTC"),
        ("END:VCARD\r\n", "END:VCARD\r\n" + GOOD, "used 2 times"),
        ("END:VCARD\r\n", "", "not a file of cards"),
        ("BEGIN:VCARD\r\n", "", "not a file of cards"),
        ("END:VCARD\r\n", "END:VCARD", "no CR LF at the end"),
    ],
)
def test_faults_are_found(old, new, fault):
    """Each rule that cards are held to sees the fault it is there for."""
    assert old in GOOD and vcard_faults(GOOD.encode()) == []

    assert any(fault in found for found in vcard_faults(GOOD.replace(old, new, 1).encode()))

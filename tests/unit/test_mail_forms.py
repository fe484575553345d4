"""Forms by mail: what the link opens, what is asked, and that nothing of it is lost on the way to a mail program."""

from __future__ import annotations

import re
from email.message import EmailMessage
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from hubgen.locale.formatting import fold
from hubgen.types.forms import FORMS
from tests.hubs import event, guide, notice, organization
from tests.unit.test_plan import html, plan

CONTACT = "contact: {email: ayuda+hub@pyme.example.org}\n"
LONGEST_LINK = 2_000
"""Some programs cut what is longer."""
FILES = {
    "content/board/miel.yaml": notice(),
    "content/events/rueda.md": event(),
    "content/directory/cumbre.yaml": organization(),
    "content/guides/precio.md": guide(),
}
SECTIONS = {
    "es": {"avisos": "Publicar un aviso", "eventos": "Proponer un evento", "directorio": "Alta en el directorio"},
    "en/": {"board": "Place a notice", "events": "Propose an event", "directory": "Join the directory"},
    "pt/": {"avisos": "Publicar um aviso", "eventos": "Propor um evento", "diretorio": "Entrar no diretório"},
}


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    return plan(tmp_path_factory.mktemp("forms"), FILES, CONTACT)


def mails(page: str) -> list[tuple[str, str, str, str]]:
    """(address of the link, mailbox, subject, body) of each link that opens a filled-in mail."""
    links = [unescape(link) for link in re.findall(r'href="(mailto:[^"]*\?[^"]*)"', page)]
    asked = [(link, urlsplit(link), parse_qs(urlsplit(link).query, strict_parsing=True)) for link in links]
    return [(link, parts.path, query["subject"][0], query.get("body", [""])[0]) for link, parts, query in asked]


@pytest.mark.parametrize("prefix", SECTIONS)
def test_each_section_opens_its_form_in_the_language_of_the_page(hub, prefix):
    for section, subject in SECTIONS[prefix].items():
        [(link, mailbox, told, body)] = mails(html(hub, f"{prefix.replace('es', '')}{section}/index.html"))
        assert (mailbox, told) == ("ayuda+hub@pyme.example.org", subject)
        assert len(link) <= LONGEST_LINK
        assert "\r\n" in body and "\n" not in body.replace("\r\n", "")
        assert re.match(r"Form(ulario|ulário)?: \w+\r\n", body)


def test_a_notice_is_asked_line_by_line(hub):
    [(_, _, _, body)] = mails(html(hub, "avisos/index.html"))
    form, hints = body.replace("\r\n", "\n").split("\n-- \n")
    assert form.splitlines() == [
        "Formulario: aviso", "Tipo: ", "Título: ", "Resumen: ", "Países: ", "Vence: ", "Organización: ",
        "Artículo.título: ", "Artículo.código: ", "Artículo.cantidad: ", "Artículo.unidad: ",
        "Artículo.precio mínimo: ", "Artículo.precio máximo: ", "Artículo.moneda: ", "Contacto.nombre: ",
        "Contacto.correo: ", "Contacto.teléfono: ", "Contacto.whatsapp: ",
    ]  # fmt: skip
    assert "Tipo: vende, compra, busca socio" in hints and "Vence: año-mes-día" in hints


@pytest.mark.parametrize(
    ("page", "subject"),
    [
        ("guias/precio.html", "Corrección: guide/precio"),
        ("en/board/miel.html", "Correction: notice/miel"),
        ("pt/diretorio/cumbre.html", "Correção: organization/cumbre"),
    ],
)
def test_an_entry_is_corrected_under_its_id(hub, page, subject):
    [(_, _, told, body)] = mails(html(hub, page))
    assert (told, body) == (subject, "")


def test_every_form_is_told_apart_in_every_language():
    for number in range(3):
        assert len({fold(form.words[number]) for form in FORMS}) == len(FORMS)
        assert len({fold(form.subjects[number]) for form in FORMS if form.subjects}) == len(FORMS) - 1


def test_a_form_asks_what_an_entry_needs_of_its_author():
    """All but what the editors add: the day of publication and the day of checking."""
    from hubgen.types import BY_NAME

    for form in FORMS:
        if not form.type:
            continue
        kind = BY_NAME[form.type]
        needed = {*kind.requires, *(field.name for field in kind.own if field.required == "always")} - {"date"}
        assert needed <= {path.partition(".")[0] for path in form.fields}, form.name
        assert all(len(fields) == path.count(".") + 1 for path, fields in form.asked())


def test_the_text_of_a_link_makes_a_mail(hub):
    """No header can be smuggled in, and the lines come back as they were."""
    [(_, _, subject, body)] = mails(html(hub, "avisos/index.html"))
    mail = EmailMessage()
    mail["Subject"] = subject
    mail.set_content(body)
    assert mail.get_content().splitlines()[0] == "Formulario: aviso"


def test_without_a_mailbox_there_is_no_form(tmp_path):
    found = plan(tmp_path, FILES, "contact: {phone: +504 2200 0001}\n")
    for page in ("avisos/index.html", "avisos/miel.html", "directorio/index.html"):
        assert not mails(html(found, page)) and "Publicar un aviso" not in html(found, page)

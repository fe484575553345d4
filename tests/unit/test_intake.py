"""Mails of readers as drafts: thirty mails, twenty good ones and ten that are broken or hostile, and single forms.

`intake.mbox` holds the thirty; its `{LONG}` becomes a quarter of a megabyte.
"""

from __future__ import annotations

import json
import re
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from shutil import copytree
from urllib.parse import unquote

import pytest

from hubgen.cli.main import main
from hubgen.formats.yaml_text import parse_yaml
from hubgen.intake.draft import literal
from hubgen.intake.ledger import Row, add_to_ledger, read_ledger
from hubgen.intake.letter import Letter, NoForm, read_letter
from hubgen.options import Options
from hubgen.pipeline import compile_hub
from hubgen.project import Project
from tests.hubs import CONFIG, DAY, compiled, document, event, make_hub, organization, told

BOX = (Path(__file__).parent / "intake.mbox").read_text("utf-8").replace("{LONG}", "Vendemos de todo. " * 14_500)
TOPICS = "slug,title,summary\n" + "".join(
    f"{name},{name.title()},Un tema.\n" for name in ("vender", "compras-publicas", "costos", "calidad", "cadenas")
)
REGIONS = """\
regions:
  centro-sur-hn: {country: HN, label: {es: Centro sur, en: South centre, pt: Centro-sul}}
  costa-norte-hn: {country: HN, label: {es: Costa norte, en: North coast, pt: Costa norte}}
"""
FIRM = (
    "slug,title,summary,kind,countries,sectors,contact.whatsapp,consent,verified\n"
    "{},{},Una.,company,HN,10,+50400000104,2026-01-01,2026-08-20\n"
)
HUB = {
    "content/topics/temas.csv": TOPICS,
    "content/directory/empresas.csv": FIRM.format("miel-monte-ejemplo", "Miel Monte"),
    "content/directory/software-colibri-ejemplo.yaml": organization(title="Colibrí"),
    "content/directory/camara-ejemplo.yaml": organization(title="Cámara"),
    "content/directory/tostadores-hamburgo-ejemplo.yaml": organization(
        title="Tostadores", **{"summary@en": "Old words.", "languages": "[de, en, es]"}
    ),
    "content/documents/plantilla-costos.yaml": document(**{"summary@pt": "Palavras velhas."}),
    "content/events/charla-marcas.md": event(title="Charla", start="2026-12-09T16:00", end="2026-12-09T17:30"),
}
MIEL = """\
title: Vendo miel
summary: Miel de montaña.
kind: sell
date: 2026-11-20
expires: 2027-01-30
countries: [HN]
item: {title: Miel, code: "hs:040900", price_min: 1500, price_max: 1800, currency: HNL}
contact: {phone: +504 0000 0086}
"""
GOOD_DRAFTS = (*range(1, 17), 30)
FILLED = {"date": "2026-11-20", "verified": "2026-11-20", "countries": "[HN]", "moderated_by": "Registro"}


@dataclass
class Read:
    """A hub after its mailbox was read, and what was told."""

    hub: Path
    code: int
    told: dict

    def mail(self, number: int) -> dict:
        return next(one for one in self.told["mails"] if one["mail"] == number)

    def text(self, number: int) -> str:
        return (self.hub / self.mail(number)["file"]).read_text("utf-8")

    def fields(self, number: int) -> dict[str, str]:
        node = parse_yaml(self.text(number), "draft.yaml")
        return {key.text: getattr(value, "text", "") for key, value in node}

    def problems(self, number: int) -> list[dict]:
        line = self.mail(number)["line"]
        return [one for one in self.told["problems"] if one["line"] == line]


def intake(hub: Path, box: str, *flags: str) -> Read:
    (hub / "inbox.mbox").write_text(box, "utf-8")
    out = StringIO()
    with redirect_stdout(out), pytest.raises(SystemExit) as end:
        main(["-C", str(hub), "--json", "intake", str(hub / "inbox.mbox"), *flags])
    return Read(hub, int(end.value.code or 0), json.loads(out.getvalue()))


def files(hub: Path) -> dict[str, bytes]:
    paths = (path for path in hub.rglob("*") if path.is_file() and ".hubgen" not in path.parts)
    return {path.relative_to(hub).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    return make_hub(tmp_path / "hub", HUB, CONFIG + REGIONS).root


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """The thirty, read once for all tests, which leave them as they are."""
    return intake(make_hub(tmp_path_factory.mktemp("thirty") / "hub", HUB, CONFIG + REGIONS).root, BOX)


def form(*lines: str, subject: str = "x", id: str = "uno", head: str = "") -> str:
    body = "\n".join(lines)
    return (
        "From a@example.org Mon Nov 16 14:03:00 2026\nDate: Mon, 16 Nov 2026 08:03:00 -0600\n"
        f"From: A <a@example.org>\nSubject: {subject}\nMessage-ID: <{id}@example.org>\n{head}\n{body}\n\n"
    )


# -- the thirty ----------------------------------------------------------------------------


def test_the_thirty_mails_become_what_they_should(read):
    """Twenty drafts and proposals, seven drafts with something to mend, three mails that are left; each fault named."""
    what = {one["mail"]: one["what"] for one in read.told["mails"]}
    assert [n for n in what if what[n] == "draft"] == [*range(1, 17), 21, 22, 23, 24, 26, 29, 30]
    assert [n for n in what if what[n] == "proposal"] == [17, 18, 19, 20]
    assert (what[25], what[27], what[28], read.code) == ("double", "left", "left", 1)
    assert all(read.problems(number) for number in range(21, 31))
    assert len({one["file"] for one in read.told["mails"] if one["what"] in ("draft", "proposal")}) == 27


def test_a_second_reading_makes_nothing_new(read):
    """What is left is still named."""
    before = files(read.hub)
    again = intake(read.hub, BOX)
    kinds = {one["what"] for one in again.told["mails"]}
    assert kinds == {"known", "double", "left"} and files(read.hub) == before


def test_a_dry_run_writes_nothing(hub):
    before = {**files(hub), "inbox.mbox": BOX.encode()}
    found = intake(hub, BOX, "--dry-run")
    assert files(hub) == before and found.mail(1)["what"] == "draft"


def test_good_drafts_pass_once_the_moderator_has_filled_them_in(tmp_path, read):
    """The whole hub is checked with its drafts, as if they were to be published; none is without leave."""
    hub = Path(copytree(read.hub, tmp_path / "hub"))
    for number in GOOD_DRAFTS:
        path = hub / read.mail(number)["file"]
        text = path.read_text("utf-8")
        assert "\ndraft: true\n" in text
        text = re.sub(r"(?m)^(\w+):   #.*$", lambda line: f"{line[1]}: {FILLED[line[1]]}", text)
        path.write_text(text, "utf-8")
    for number in (21, 22, 23, 24, 26, 29):
        (hub / read.mail(number)["file"]).unlink()
    found = compile_hub(Project(hub), Options(day=DAY, drafts=True, memo=False, index=False))
    assert found.ok, told(found.problems)
    published = compiled(Project(hub), index=False)
    every = b"".join(file.content for file in published.files)
    assert published.ok and b"El Panal" not in every and b"panal.example.org" not in every


@pytest.mark.parametrize(
    "number, wanted",
    [
        (1, {"title": "Panadería El Panal Ejemplo", "kind": "empresa", "consent": "2026-11-16"}),
        (3, {"language": "en", "kind": "company"}),
        (4, {"language": "pt", "title": "Doces da Serra Exemplo"}),
        (5, {"kind": "asociación", "summary": "Grupo inventado de 22 alfareras que vende junto y da talleres."}),
        (9, {"language": "en", "kind": "wanted", "received": "2026-11-18"}),
        (10, {"language": "pt", "kind": "aluga"}),
        (11, {"organization": "software-colibri-ejemplo"}),
        (12, {"buyer": "Alcaldía de Ejemplo", "reference": "CM-EJ-101-2026", "value_max": "150000"}),
        (14, {"title": "Talk: drying fruit with little fuel", "start": "2027-01-21 16:00"}),
        (15, {"timezone": "America/Sao_Paulo", "currency": "BRL"}),
        (16, {"registration_until": "2027-02-20", "organizer": "camara-ejemplo"}),
        (30, {"kind": "compra", "title": "Compro pepino para encurtido"}),
    ],
)
def test_what_a_draft_says(read, number, wanted):
    fields = read.fields(number)
    assert {name: fields.get(name) for name in wanted} == wanted


def test_texts_are_whole_and_nothing_of_signatures_is_taken(read):
    assert "pesca, mercados y restaurantes de la costa." in read.fields(6)["summary"]
    assert read.fields(6)["body"].strip().split("\n\n") == [
        "Entregamos de noche a los barcos.",
        "Aceptamos pedidos por teléfono hasta las 22.",
    ]
    assert "0082" not in read.text(5) and "pendientes" not in read.text(5)
    assert "000000" not in read.text(30) and "usted@" not in read.text(30)


def test_corrections_are_proposals_with_old_and_new(read):
    hub = read.hub
    assert read.mail(17)["file"].startswith("intake/organization-miel-monte-ejemplo.correction-")
    assert "contact.whatsapp:\n  now: +50400000104\n  new: +504 0000-0084\n" in read.text(17)
    assert "contact.hours:\n  now: -\n  new: lunes a viernes, 9 a 16\n" in read.text(17)
    assert "summary@en:\n  now: Old words.\n  new: Invented buyer of specialty coffee in lots" in read.text(18)
    assert "languages:\n  now: de; en; es\n  new: de; en; es; pt\n" in read.text(18)
    assert "summary@pt:\n  now: Palavras velhas.\n" in read.text(19)
    assert re.findall(r"(?m)^(\w+):$", read.text(20)) == ["start", "end", "event_status"]
    assert (hub / "content/directory/empresas.csv").read_text("utf-8") == HUB["content/directory/empresas.csv"]


def test_gaps_and_false_values_are_named_and_kept_apart(read):
    gaps = {one["field"] for one in read.problems(21) if one["rule"] == "missing-field"}
    assert gaps == {"summary", "expires", "item"}
    answer = unquote(read.mail(21)["answer"])
    assert answer.startswith("mailto:anonimo@correo.example.org?subject=Re: Publicar un aviso&body=Gracias")
    assert "\r\n- Resumen\r\n- Vence\r\n- Artículo\r\n" in answer and "gracias" not in read.text(21).lower()
    assert read.mail(1)["answer"] == ""
    dates = [one["field"] for one in read.problems(22) if one["rule"] == "value-type"]
    assert sorted(dates) == ["end", "registration_until", "start"]
    assert (
        "start" in read.fields(22)
        and not read.fields(22)["start"]
        and "# Not taken: start: 31-02-2027" in read.text(22)
    )
    [long] = [one for one in read.problems(26) if one["field"] == "summary"]
    assert long["expected"] == "at most 300 characters" and len(read.text(26)) < 2000


def test_hostile_mails_are_words(read):
    fields = read.fields(23)
    assert fields["title"] == '<script>alert("hola")</script>Sillas' and "{{ 7*7 }}" in fields["summary"]
    assert "javascript" not in fields["body"] and "<" not in fields["body"]
    assert [one["rule"] for one in read.problems(23)] == ["unsafe-html"]
    assert read.mail(24)["file"] == "content/board/cmd-c-calc-a0.yaml"
    assert read.fields(24)["draft"] == "true" and not read.fields(24).get("moderated_by")
    assert 'no field "Bcc"' in "".join(one["message"] for one in read.problems(24))
    made = {name for name in files(read.hub) if name not in HUB and name not in ("config.yaml", "inbox.mbox")}
    assert all(name.startswith(("content/", "intake/")) for name in made)


def test_personal_data_is_warned_of_and_nothing_of_writers_is_in_the_ledger(read):
    warned = {one["field"] for one in read.problems(29) if one["severity"] == "warning"}
    assert warned == {"summary", "body", "contact.address"}
    ledger = (read.hub / "intake/ledger.csv").read_text("utf-8")
    assert "@" not in ledger and "correo" not in ledger and ledger.count("\n") == 28


# -- single forms --------------------------------------------------------------------------


def test_a_run_that_was_cut_short_before_its_ledger_makes_no_double(hub):
    box = form("Formulario: directorio", "Título: Pan", "Tipo: asociación")
    intake(hub, box)
    (hub / "intake/ledger.csv").unlink()
    assert intake(hub, box).mail(1)["what"] == "known"
    assert (hub / "intake/ledger.csv").exists() and not (hub / "content/directory/pan-2.yaml").exists()


def test_a_name_that_is_taken_gets_a_number_and_a_word(hub):
    read = intake(hub, form("Formulario: directorio", "Título: Camara ejemplo", "Resumen: Otra."))
    assert read.mail(1)["file"] == "content/directory/camara-ejemplo-2.yaml"
    assert "organization/camara-ejemplo" in read.problems(1)[0]["message"] + read.problems(1)[-1]["message"]
    assert (hub / "content/directory/camara-ejemplo.yaml").read_text("utf-8") == HUB[
        "content/directory/camara-ejemplo.yaml"
    ]


def test_an_id_that_is_borrowed_from_another_mail_hides_nothing(hub):
    first = form("Formulario: directorio", "Título: Uno", id="a")
    second = form("Formulario: directorio", "Título: Dos", id="a")
    read = intake(hub, first + second)
    assert [one["what"] for one in read.told["mails"]] == ["draft", "draft"]


def test_what_nobody_has_is_told(hub):
    """A reference of a draft, an entry to be corrected, a box that is not there."""
    box = form("Formulario: aviso", "Tipo: empleo", "Título: T", "Organización: nadie-aqui", id="a")
    box += form("Formulario: corrección", "Id de ficha: organization/camara-ejempl", "Cargo: x", id="b")
    read = intake(hub, box)
    assert "broken-reference" in {one["rule"] for one in read.problems(1)}
    [wrong] = read.problems(2)
    assert (read.mail(2)["what"], wrong["rule"]) == ("left", "broken-reference")
    assert "organization/camara-ejemplo" in wrong["mend"]["text"]
    with pytest.raises(SystemExit) as end:
        main(["-C", str(hub), "intake", "nothing.mbox"])
    assert end.value.code == 3


def test_a_correction_that_would_be_wrong_is_told(hub):
    box = form("Formulario: corrección", "Id de ficha: event/charla-marcas", "Fin: 2026-12-01T10:00")
    read = intake(hub, box)
    assert [one["rule"] for one in read.problems(1)] == ["range-reversed"] and read.mail(1)["what"] == "proposal"


def test_a_form_in_another_language_corrects_the_translation(hub):
    box = form("Form: correction", "Entry id: document/plantilla-costos", "Summary: New words.")
    assert "summary@en:\n  now: -\n  new: New words." in intake(hub, box).text(1)


def test_attachments_and_automatic_replies_are_named(hub):
    parts = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n'
    body = (
        "--b\nContent-Type: text/plain\n\nFormulario: directorio\nTítulo: Uno\n",
        '--b\nContent-Type: image/png\nContent-Disposition: attachment; filename="foto.png"\n\nxx\n--b--',
    )
    box = form(*body, id="a", head=parts) + form(
        "Formulario: directorio", "Título: X", head="Auto-Submitted: auto-replied\n"
    )
    read = intake(hub, box)
    assert "the attachment foto.png is not taken" in [one["message"] for one in read.problems(1)]
    assert read.mail(2)["what"] == "left"


@pytest.mark.parametrize(
    "subject, text, form_name, language",
    [
        ("x", "Formulário: aviso\nTítulo: A\nResumo: B", "notice", "pt"),
        ("x", "FORMULARIO : Aviso\ntitulo: A\nresumen: B", "notice", "es"),
        ("x", "Form: event\nTitle: A", "event", "en"),
        ("RE: Propose an event", "Title: A\nKind: talk", "event", "en"),
        ("Re: Fwd: Correção: guide/a", "Olá.\nTítulo: A", "correction", "pt"),
        ("Corrección: guide/a", "Formulario: aviso\nTítulo: A", "notice", "es"),
        ("Corrección de un aviso", "Título: A", "", ""),
        ("x", "> Formulario: aviso\nHola: sí", "", ""),
        ("x", "Hola.\n-- \nFormulario: aviso\nTítulo: A", "", ""),
        ("x", "Formulario: aviso\nTítulo:\nResumen:", "", ""),
    ],
)
def test_which_form_a_text_is(subject, text, form_name, language):
    found = read_letter(subject, text)
    if form_name:
        assert isinstance(found, Letter) and (found.form.name, found.language) == (form_name, language)
    else:
        assert isinstance(found, NoForm)


def test_a_text_is_taken_word_by_word():
    assert literal("[a](javascript:f(1)) <b> {: x} `c`") == "a &lt;b> \\{: x\\} \\`c\\`"
    assert literal("![a](x) [1]: y & z") == "a \\[1\\]: y &amp; z"


@pytest.mark.parametrize("junk", ["", "\0\0\0", "From \n\n", "From a Mon Nov 16 14:03:00 2026\n\xff: :\n\n: : :\n" * 3])
def test_a_mailbox_of_junk_is_told_without_a_trace(hub, junk):
    read = intake(hub, junk)
    assert {one["what"] for one in read.told["mails"]} <= {"left"}


@pytest.mark.parametrize("word", ["notice", "correction"])
def test_a_form_of_many_lines_is_read_in_a_time_that_grows_as_its_size(word: str):
    """Each label was compared with those of all fields, one by one: minutes."""
    found = read_letter("", f"Form: {word}\n" + "".join(f"a{number}: x\n" for number in range(20_000)))
    assert isinstance(found, Letter) and len(found.lines) == 20_000


def test_a_text_of_brackets_is_taken_in_a_time_that_grows_as_its_size():
    assert literal("[" * 100_000) == "\\[" * 100_000


def test_a_ledger_without_its_last_line_end_loses_no_row(tmp_path):
    rows = [Row(f"mail{number}", "content", "2026-11-16", f"content/board/{number}.yaml") for number in range(2)]
    project = make_hub(tmp_path, {})
    for row in rows:
        add_to_ledger(project.root, [row])
        path = project.root / "intake/ledger.csv"
        path.write_bytes(path.read_bytes().rstrip())
    assert read_ledger(project) == tuple(rows)


def test_a_correction_in_words_names_its_entry_and_is_left(hub):
    """What a reader writes under the subject is never part of the id that stands in it."""
    read = intake(hub, form("El teléfono cambió.", subject="Re: Corrección: event/charla-marcas"))
    [words] = read.problems(1)
    assert (read.mail(1)["what"], words["severity"]) == ("left", "warning")
    assert words["message"] == "a correction of event/charla-marcas, told in words"
    assert "content/events/charla-marcas.md" in words["mend"]["text"]


def test_a_contact_may_be_named_by_what_it_is(hub):
    """`Teléfono:` is the telephone of the contact, as the handbook says."""
    read = intake(hub, form("Teléfono: +504 0000 0085", subject="Corrección: organization/camara-ejemplo"))
    assert "contact.phone:\n  now: -\n  new: +504 0000 0085" in read.text(1) and not read.problems(1)
    read = intake(hub, form("Formulario: directorio", "Título: Pan", "Correo: pan@example.org"))
    assert "email: pan@example.org" in read.text(1)


def test_a_correction_of_one_part_of_a_map_is_a_proposal(hub):
    """The entry has the other parts; nothing is missing in the mail."""
    (hub / "content/board").mkdir()
    (hub / "content/board/miel.yaml").write_text(MIEL, "utf-8")
    read = intake(hub, form("Artículo.precio mínimo: 1600", subject="Corrección: notice/miel"))
    assert "item.price_min:\n  now: 1500\n  new: 1600\n" in read.text(1) and not read.problems(1)

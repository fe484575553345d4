"""Mail as archives have it: boxes parted, heads and texts decoded, addresses masked; nothing broken stops anything."""

from __future__ import annotations

from collections.abc import Callable
from email.utils import parseaddr
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from hubgen.formats.html_words import html_words
from hubgen.formats.mail.box import BoxedMail, mails_of
from hubgen.formats.mail.html_text import html_text
from hubgen.formats.mail.masking import masked
from hubgen.formats.mail.message import Mail, read_mail
from hubgen.formats.mail.passages import passages_of
from hubgen.formats.mail.reply import reply_link

FROM = b"From ana@example.org Mon Nov 10 14:00:00 2025\n"
HEAD = b"From: Ana <ana@example.org>\nDate: Mon, 10 Nov 2025 08:00:00 -0600\nMessage-ID: <a@x>\nSubject: Hola\n"


def boxes(data: bytes) -> list[BoxedMail]:
    return list(mails_of(data.splitlines(keepends=True)))


def mail(head: bytes = b"", body: bytes = b"Buenas.\n") -> Mail:
    return read_mail(boxes(FROM + HEAD + head + b"\n" + body)[0])


# ---------------------------------------------------------------- the box


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_box_is_parted_whatever_its_line_ends(end: bytes):
    data = (FROM + HEAD + b"\nuno\n\n" + FROM + HEAD + b"\ndos\n").replace(b"\n", end)
    assert [read_mail(one).text for one in boxes(data)] == ["uno", "dos"]
    assert [one.line for one in boxes(data)] == [1, 9]


@pytest.mark.parametrize(
    "line",
    [
        b"From my side we need a PDF.",
        b"From Tegucigalpa at 10:30 in 2026 the jars go by land.",
        b"From ana@example.org Mon Nov 10 14:00:00 2025",
        b"From: ana@example.org",
    ],
)
def test_a_line_of_text_begins_no_mail(line: bytes):
    """Even if it looks like a beginning: below it there is no head."""
    [one] = boxes(FROM + HEAD + b"\nuno\n\n" + line + b"\ny sigue\n")
    assert line in one.content


def test_escaped_lines_lose_one_sign():
    [one] = boxes(FROM + HEAD + b"\n>From here\n>>From there\n> From\n")
    assert read_mail(one).text == "From here\n>From there\n> From"


def test_a_box_that_was_cut_gives_what_is_left():
    """What stands before the first mail has no beginning; a mail that follows without a blank line is seen."""
    found = boxes(b"the end of a mail\n" + FROM + HEAD + b"\nuno\n" + FROM + HEAD + b"Content-Type: multipart/mixed")
    assert [bool(one.first) for one in found] == [False, True, True]
    assert read_mail(found[0]).faults[0] == "no-head"
    assert read_mail(found[2]).subject == "Hola"


# ---------------------------------------------------------------- heads


@pytest.mark.parametrize(
    ("field", "subject"),
    [
        (b"Subject: =?utf-8?b?wr9xdcOpIHBhcGVsZXM/?=", "¿qué papeles?"),
        (b"Subject: =?utf-8?q?caf=C3?= =?utf-8?q?=A9?=", "café"),
        (b"Subject: =?iso-8859-1?q?Raz=F3n?= social", "Razón social"),
        ("Subject: Razón".encode(), "Razón"),
        (b"Subject: Raz\xf3n", "Razón"),
        (b"Subject: =?utf-8?b?w6?=", "Ã"),
        (b"Subject: =?klingon?q?a=E9?=", "aé"),
        (b"Subject: uno\n\tdos", "uno dos"),
    ],
)
def test_subjects_are_read(field: bytes, subject: str):
    assert read_mail(boxes(FROM + field + b"\nMessage-ID: <a@x>\n\nx\n")[0]).subject == subject


@pytest.mark.parametrize(
    ("field", "name", "address"),
    [
        (b'"Ejemplo, Ana" <Ana@Example.org>', "Ejemplo, Ana", "ana@example.org"),
        (b"=?utf-8?q?Carla_=28moderaci=C3=B3n=29?= <c@x.org>", "Carla (moderación)", "c@x.org"),
        (b"ana at example.org (Ana Ejemplo)", "Ana Ejemplo", "ana@example.org"),
        (b"ana@example.org", "", "ana@example.org"),
    ],
)
def test_senders_are_read(field: bytes, name: str, address: str):
    found = read_mail(boxes(FROM + b"From: " + field + b"\nMessage-ID: <a@x>\n\nx\n")[0])
    assert (found.name, found.address) == (name, address)


def test_a_mail_without_an_id_gets_one_from_what_it_says():
    head = HEAD.replace(b"Message-ID: <a@x>\n", b"")
    one, same, other = (read_mail(boxes(FROM + head + b"\n" + body)[0]) for body in (b"uno\n", b"uno\n", b"dos\n"))
    assert one.id == same.id != other.id and one.faults == ("no-id",)


def test_an_id_that_is_the_address_of_the_sender_is_none():
    """It would stand in every reply link."""
    found = read_mail(boxes(FROM + b"From: Ana <ana@example.org>\nMessage-ID: <Ana@example.org>\n\nx\n")[0])
    assert "ana@" not in found.id.lower() and "no-id" in found.faults


def test_a_date_that_cannot_be_is_not_believed():
    """The machine that took the mail knows better than a clock that is ahead; the box knows if nobody else does."""
    received = b"Received: from a by b; Tue, 11 Nov 2025 08:00:00 +0000\n"
    ahead = HEAD.replace(b"2025", b"2099")
    for head, day in ((received + ahead, "2025-11-11"), (ahead.replace(b"Date: ", b"Date: ayer "), "2025-11-10")):
        sent = read_mail(boxes(FROM + head + b"\nx\n")[0]).sent
        assert sent and sent.date().isoformat() == day


# ---------------------------------------------------------------- bodies


@pytest.mark.parametrize(
    ("head", "body", "text", "faults"),
    [
        (b"Content-Type: text/plain; charset=x-klingon", b"caf\xe9", "café", ("letters",)),
        (b"Content-Type: text/plain; charset=utf-8", b"caf\xe9", "café", ("letters",)),
        (b"Content-Type: text/plain; charset=idna", "café".encode(), "café", ("letters",)),
        (b"Content-Type: text/plain; charset=iso-8859-1", b"\x93caf\xe9\x94", "“café”", ()),
        (b"Content-Transfer-Encoding: quoted-printable", b"caf=C3=A9 =XY", "café =XY", ()),
        (b"Content-Type: text/html", b"<style>p{}</style><p>uno<br>dos<script>x()</script>", "uno\ndos", ()),
        (b"X: y", b"a\0b", "a\N{REPLACEMENT CHARACTER}b", ()),
    ],
)
def test_bodies_are_read(head: bytes, body: bytes, text: str, faults: tuple[str, ...]):
    found = mail(head + b"\n", body + b"\n")
    assert (found.text, found.faults) == (text, faults)


def test_broken_base64_and_missing_boundaries_cost_their_part_alone():
    assert "structure" in mail(b"Content-Transfer-Encoding: base64\n", b"SG9sYSBh!!dG9kb3M\n").faults
    found = mail(b"Content-Type: multipart/mixed; boundary=never\n", b"--other\nhola\n")
    assert "structure" in found.faults and found.subject == "Hola"


def test_parts_a_thousand_deep_are_no_trouble():
    found = mail(b"Content-Type: message/rfc822\n", b"Content-Type: message/rfc822\n\n" * 1000 + b"hola\n")
    assert found.id == "a@x"


def test_attachments_are_named_and_not_kept():
    body = (
        b"--b\nContent-Type: text/plain\n\nVa la lista.\n--b\nContent-Type: text/csv; name=lista.csv\n"
        b"Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\ncHJvZHVjdG87MQo=\n--b--\n"
    )
    found = mail(b"Content-Type: multipart/mixed; boundary=b\n", body)
    assert (found.text, found.attachments) == ("Va la lista.", (("lista.csv", 11),))


def test_of_a_choice_the_plain_text_is_taken():
    body = b"--b\nContent-Type: text/plain\n\nllano\n--b\nContent-Type: text/html\n\n<p>rico\n--b--\n"
    assert mail(b"Content-Type: multipart/alternative; boundary=b\n", body).text == "llano"


def test_of_a_choice_an_invitation_is_not_the_text():
    body = b"--b\nContent-Type: text/html\n\n<p>rico\n--b\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n--b--\n"
    assert mail(b"Content-Type: multipart/alternative; boundary=b\n", body).text == "rico"


def test_html_becomes_lines():
    found = html_text(
        '<ul><li>uno<li>dos</ul><blockquote>dijo</blockquote>ver <a href="https://x.example.org/a">esto</a>'
    )
    assert found == "- uno\n- dos\n\n> dijo\n\nver esto <https://x.example.org/a>"
    assert html_text("<![if x]><p>queda<!-- no cerrado").startswith("queda")


def test_machines_that_answer_are_known():
    assert mail(b"Auto-Submitted: auto-replied\n").is_automatic
    assert not mail(b"Auto-Submitted: no\n").is_automatic


# ---------------------------------------------------------------- passages


def test_quotes_and_signatures_are_apart_and_lines_run_on():
    text = (
        "Camine el borde de la parcela y guarde un punto en cada esquina. Una parcela\npequeña va con uno.\n\n"
        "Gracias,\nAna\n\nEl lun, 6 ene 2025, Beto escribió:\n> ¿Las mido yo?\n>\n> Beto\n-- \nAna\nTel. 1"
    )
    assert [(one.kind, one.text) for one in passages_of(text)] == [
        ("text", "Camine el borde de la parcela y guarde un punto en cada esquina. Una parcela pequeña va con uno.\n\n"
                 "Gracias,\nAna"),
        ("quote", "El lun, 6 ene 2025, Beto escribió:\n\n¿Las mido yo?\n\nBeto"),
        ("signature", "Ana\nTel. 1"),
    ]  # fmt: skip


def test_a_whole_mail_below_an_answer_is_quoted():
    text = "Sí.\n\n-----Mensaje original-----\nDe: Beto\nEnviado: lunes\n\n¿Va?"
    assert [one.kind for one in passages_of(text)] == ["text", "quote"]


def test_flowed_lines_go_on_only_after_a_blank():
    assert passages_of("uno \ndos\ntres", is_flowed=True)[0].text == "uno dos\ntres"


# ---------------------------------------------------------------- masking


@pytest.mark.parametrize(
    "text",
    [
        "ana@finca.example.org",
        "<ana.maria+x@finca.example.org>",
        "mailto:ana@finca.example.org",
        "ana arroba finca.example.org",
        "ana at finca.example.org",
        "ana (at) finca (punto) example (punto) org",
        "ana @ finca . org",
        "ana@\nfinca.example.org",
        "ana\u200b@finca.example.org",
        "ana%40finca.example.org",
        "ana＠finca.example.org",
        "ana﹫finca.example.org",
        "ana@localhost",
    ],
)
def test_addresses_are_masked(text: str):
    found = masked(f"Escriba a {text} hoy")
    assert "finca" not in found and "localhost" not in found and "@…" in found and found.endswith("hoy")


@pytest.mark.parametrize(
    "text",
    ["+504 0000-0040", "Tel. 2222 3333", "Tel: (504) 2222.3333", "WhatsApp 99991234", "wa.me/50499991234",
     "00504 2222 3333", "2235-8877", "2235–8877", "555-123-4567", "0722 333 777", "0722333777"],
)  # fmt: skip
def test_telephone_numbers_are_masked(text: str):
    assert "…" in masked(text) and not any(char.isdigit() for char in masked(text))


@pytest.mark.parametrize(
    "text",
    ["18,000 lempiras por 60 sacos", "2025-2026", "2026-11-30", "de 2 a 4", "hs 090111", "12.2028", "10 000 000",
     "Lot 0907", "en 2024 2025", "ISBN 978-3-16-148410-0", "Hamburgo. At noon.", "café @ casa"],
)  # fmt: skip
def test_other_numbers_and_words_stay(text: str):
    assert masked(text) == text


# ---------------------------------------------------------------- replies


def test_a_reply_link_opens_with_list_subject_and_both_marks():
    """Read as a mail program reads it (RFC 6068); the id is in the text too, and is known again there."""
    link = reply_link("exportar@listas.example.org", "¿Flete & aduana? 50 %", "e1-1@listas.example.org")
    parts = urlsplit(link)
    fields = dict(parse_qsl(parts.query, strict_parsing=True))
    assert parts.scheme == "mailto" and parseaddr(unquote(parts.path))[1] == "exportar@listas.example.org"
    assert fields["subject"] == "Re: ¿Flete & aduana? 50 %"
    assert fields["In-Reply-To"] == "<e1-1@listas.example.org>"

    answered = mail(body=("Va.\n" + fields["body"]).encode())
    assert (answered.answers, answered.text) == (("e1-1@listas.example.org",), "Va.")


def test_no_line_end_gets_into_a_reply():
    link = reply_link("a@x.org", "uno\r\nBcc: todos@x.org", "id\r\nBcc: x@y")
    assert "\r" not in link and "\n" not in link and [name for name, _ in parse_qsl(urlsplit(link).query)] == [
        "subject", "In-Reply-To", "body",
    ]  # fmt: skip


def test_a_long_text_in_one_paragraph_is_joined_piece_by_piece():
    """Twenty thousand broken lines: a copy of all before for each of them would take half a minute."""
    line = "palabra " * 9 + "fin."
    [passage] = passages_of("\n".join([line] * 20_000))
    assert passage.text == " ".join([line] * 20_000)


@pytest.mark.parametrize("text", ['"ana b"@finca.example.org', "ana\n@finca.example.org", "@finca.example.org"])
def test_an_address_without_a_name_before_it_is_masked_too(text: str):
    found = masked(text)
    assert found.endswith("@…") and "None" not in found


# ---------------------------------------------------------------- mails that are made to keep a machine busy


@pytest.mark.parametrize(
    "read",
    [
        lambda: passages_of(f"--{' ' * 9_000}x"),
        lambda: passages_of(f"{'-' * 90_000}x"),
        lambda: html_text("<!--" * 70_000),
        lambda: html_text("<a " * 90_000),
        lambda: html_text("<![if>" * 50_000),
        lambda: html_text("x" + "<td>" * 30_000),
        lambda: mail(b'Content-Type: text/plain; a="' + b';"' * 200_000 + b"\n"),
        lambda: mail(
            b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(900)),
            b"\n" * 50_000,
        ),
        lambda: boxes(b"From " + b"1:11 " * 90_000 + b"\n"),
    ],
    ids="blanks dashes comments tags declarations cells parameters containers first-line".split(),
)
def test_what_others_send_is_read_in_a_time_that_grows_as_its_size(read: Callable[[], object]):
    """Where it does not, the test runs for minutes to hours; now each takes a part of a second."""
    assert read() is not None


def test_signs_that_open_no_tag_are_letters():
    markup = "<!DOCTYPE html><p>3<4 & a < b <!--[if x]><p>no<![endif]-->c <![if x]>d<![endif]><b>e</b>"
    assert html_text(markup) == "3<4 & a < b c de"


@pytest.mark.parametrize("piece", ["<!--", "<a ", "<![", "<?"])
def test_words_of_a_feed_are_read_in_a_time_that_grows_as_its_size(piece: str):
    assert html_words(f"uno {piece * 100_000}").startswith("uno")

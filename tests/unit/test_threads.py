"""Mailing lists: which mails make a thread, what is withheld, the pages, feeds and exports of both."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from lxml import etree

from bench.make_box import boxes_of
from hubgen.formats.mail.box import mails_of
from hubgen.model.entry import Entry
from hubgen.model.thread import Message, Passage, Thread
from hubgen.pipeline import Compiled
from hubgen.project import Project
from hubgen.stages.forums.archive import Archive
from hubgen.stages.plan.forum.sheets import Sheets
from hubgen.stages.plan.forum.thread_view import pages_near
from tests.conftest import ROOT
from tests.hubs import TOPIC, guide, load_hub, mail, mailing_list, make_hub, problems_of
from tests.inert import page_faults
from tests.payloads import PAYLOADS, box_of
from tests.unit.test_plan import html, pages, paths, plan, titles

FOLDER = "content/forums/exportar"
LIST, SECTION = "foros/exportar.html", "foros/index.html"


def files_of(*mails: str, **fields: str | None) -> dict[str, str | bytes]:
    return {
        "content/topics/vender.yaml": TOPIC,
        f"{FOLDER}/list.yaml": mailing_list(**fields),
        f"{FOLDER}/a.mbox": "".join(mails),
    }


def hub(tmp_path: Path, *mails: str, config: str = "", **fields: str | None) -> Compiled:
    return plan(tmp_path, files_of(*mails, **fields), config)  # type: ignore[arg-type]


def threads(tmp_path: Path, *mails: str, **fields: str | None) -> list[list[int]]:
    """The numbers of the mails of each thread, in the order of the box."""
    loaded = load_hub(make_hub(tmp_path / "hub", files_of(*mails, **fields)))
    found = [[int(one.id[1:].partition("@")[0]) for one in thread.messages] for thread in loaded.threads.values()]
    return sorted(found)


def thread_page(found: Compiled) -> str:
    return html(
        found, next(path for path in sorted(pages(found)) if re.fullmatch(r"foros/exportar/[\w-]+\.html", path))
    )


# ---------------------------------------------------------------- the archive of the example hub


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[str, Entry], Mapping[str, Thread]]:
    """The threads of the example hub by the number of their first mail: `e1-1`."""
    folder = ROOT / "content/forums/exportar"
    topics = ("exportar", "costos", "calidad", "financiarse", "propiedad-intelectual", "digital", "vender", "mercados",
              "cadenas", "compras-publicas", "formalizarse")  # fmt: skip
    files: dict[str, str | bytes] = {f"content/topics/{name}.yaml": TOPIC for name in topics}
    files |= {f"{FOLDER}/{file.name}": file.read_bytes() for file in folder.iterdir()}
    loaded = load_hub(make_hub(tmp_path_factory.mktemp("example"), files))
    assert [one for one in loaded.problems if one.where.file.startswith(FOLDER)] == []
    roots = {name: thread.messages[0].id.partition("@")[0] for name, thread in loaded.threads.items()}
    entries = {roots[one.id]: one for one in loaded.entries if one.id in roots}
    return entries, {roots[name]: thread for name, thread in loaded.threads.items()}


@pytest.mark.parametrize(
    ("root", "topic", "mails", "answered", "last"),
    [
        ("e11-1", "", 2, False, "2026-01-05"),
        ("e1-1", "exportar", 7, True, "2026-03-02"),
        ("e2-1", "costos", 5, True, "2026-01-13"),
        ("e3-1", "calidad", 6, True, "2026-02-11"),
        ("e12-1", "exportar", 4, True, "2026-04-15"),
        ("e6-1", "financiarse", 4, True, "2026-05-05"),
        ("e7-1", "propiedad-intelectual", 4, True, "2026-06-16"),
        ("e8-1", "digital", 4, True, "2026-07-20"),
        ("e9-1", "vender", 3, False, "2026-08-19"),
        ("e14-1", "calidad", 6, True, "2026-09-09"),
        ("e4-1", "mercados", 5, True, "2026-10-06"),
        ("e5-1", "cadenas", 6, True, "2026-10-19"),
        ("e10-1", "compras-publicas", 3, True, "2026-11-17"),
        ("e13-1", "formalizarse", 1, False, "2026-11-20"),
    ],
)
def test_the_example_archive_is_read_as_its_author_knows_it(example, root, topic, mails, answered, last):
    entries, _ = example
    data = entries[root].data
    assert len(entries) == 14
    assert [ref.text for ref in data.items_of("topics")] == ([topic] if topic else [])
    assert (data.get("messages"), data.get("answered")) == (mails, "answered" if answered else "unanswered")
    assert data.get("updated").original.isoformat() == last


def test_the_traps_of_the_example_archive(example):
    _, found = example
    texts = {name: [[one.text for one in mail.passages] for mail in thread.messages] for name, thread in found.items()}
    assert found["e11-1"].messages[0].sender == "Carla Ejemplo (moderación)"
    assert "Tel. …" in texts["e1-1"][0][-1] and "From my side" in texts["e1-1"][2][0]
    assert "dario@…" in texts["e1-1"][5][0] and texts["e1-1"][6][0].startswith("Cuento el final")
    assert "    flete por saco = flete total / sacos\n" in texts["e2-1"][4][0]
    assert texts["e3-1"][1][0].startswith("Buenas tardes") and "{" not in texts["e3-1"][1][0]
    assert texts["e7-1"][3] == ["Queda clarísimo. Empiezo por la búsqueda."]
    assert texts["e8-1"][1][1] == "Kike"
    assert found["e9-1"].messages[0].attachments == (("lista-de-precios-ejemplo.csv", 83),)
    assert "From Tegucigalpa" in texts["e14-1"][2][0]
    assert [mail.withheld for mail in found["e4-1"].messages] == ["", "hidden", "", "", ""]
    assert [mail.withheld for mail in found["e5-1"].messages] == ["", "", "removed", "", "", ""]
    assert found["e5-1"].messages[3].answers == 3
    said = json.dumps([repr(thread) for thread in found.values()])
    assert not re.search(r"zorzalito|guacalazul|Marta|0000-0040", said)
    assert not re.search(r"[\w.]@[\w-]+\.example\.org", re.sub(r"id='[^']*'", "", said))


# ---------------------------------------------------------------- which mails make a thread


def test_references_come_first_then_the_subject(tmp_path):
    """The nearest that is known counts; without any, a subject joins an answer for thirty days."""
    assert threads(
        tmp_path,
        mail(1),
        mail(2, subject="Otra cosa", head="References: <m1@example.org> <lost@example.org>\n"),
        mail(3, subject="RV: Flete"),
        mail(4, subject="Flete"),
        mail(5, subject="Re: Nada que ver"),
        mail(6, subject="Re: Flete", answers=2),
    ) == [[1, 2, 3, 6], [4], [5]]


def test_an_old_subject_joins_nothing(tmp_path):
    old = mail(1).replace("02 Oct 2026", "02 Jan 2026")
    assert threads(tmp_path, old, mail(2, subject="Re: Flete")) == [[1], [2]]


def test_mails_that_answer_each_other_in_a_circle_stand_once(tmp_path):
    found = threads(
        tmp_path, mail(1, answers=2), mail(2, answers=3), mail(3, answers=1), mail(4, subject="x", answers=4)
    )
    assert [sorted(thread) for thread in found] == [[1, 2, 3], [4]]


def test_the_mark_in_the_text_of_an_answer_is_read(tmp_path):
    assert threads(tmp_path, mail(1), mail(2, "Va.\n[Re: <m1@example.org>]", subject="x")) == [[1, 2]]


# ---------------------------------------------------------------- what is told


def test_doubles_are_counted_and_another_mail_under_a_used_id_is_shown(tmp_path):
    found = problems_of(
        make_hub(tmp_path, files_of(mail(1), mail(1), mail(1, "Otra."), mail(2, head="Auto-Submitted: auto-replied\n")))
    )
    assert sorted((one.rule, str(one.message)) for one in found if one.where.file.endswith("mbox")) == [
        ("duplicate-address", "another mail has the same Message-ID: m1 @ example.org"),
        ("duplicate-address", "mails that are in the boxes twice, and are shown once: 1"),
        ("value-type", "automatic replies, which are left out: 1"),
    ]
    assert not any(one.is_error for one in found)


def test_what_only_begins_like_an_address_stays_text(tmp_path):
    """It stopped the build of the whole hub."""
    page = thread_page(hub(tmp_path, mail(1, "Ver https://[::1 y https://ex\u2100mple.org/a hoy")))
    assert "https://[::1 y https://ex\u2100mple.org/a hoy" in page


def test_many_mails_of_one_id_are_shown_and_told_a_few_times(tmp_path):
    """Each was compared with all before it: an hour for a box of fifty thousand."""
    project = make_hub(tmp_path, {f"{FOLDER}/a.mbox": "".join(mail(1, f"Número {n}.") for n in range(1500)) * 2})
    archive = Archive(project)
    archive.read([project.root / FOLDER / "a.mbox"])
    assert len({one.id for one in archive.mails}) == len(archive.mails) == archive.doubles == 1500
    assert len(archive.problems) == 5  # three, the rest of them, the doubles


def test_each_mail_of_a_large_box_is_shown_or_told(tmp_path):
    """With the traps of real boxes: CR LF, a box that is cut, used ids, broken codings; no address is left plain."""
    files = files_of()
    del files[f"{FOLDER}/a.mbox"]
    files |= {f"{FOLDER}/{name}": data for name, data in boxes_of(300, 1)}
    project = make_hub(tmp_path, files)
    boxes = sorted(project.root.glob("content/forums/*/*.mbox"))
    inside = sum(bool(one.first) for file in boxes for one in mails_of(project.lines(file)))
    archive = Archive(project)
    archive.read(boxes)
    loaded = load_hub(project)
    shown = sum(len(thread.messages) for thread in loaded.threads.values())
    assert inside == 310 == shown + archive.doubles + archive.automatic
    assert archive.doubles >= 9 and archive.automatic >= 1
    said = repr(tuple((one.sender, one.passages) for thread in loaded.threads.values() for one in thread.messages))
    assert not re.search(r"firma\d+\.example|\+504 2\d", said)


# ---------------------------------------------------------------- what is withheld


def test_words_of_a_withheld_mail_are_in_no_other(tmp_path):
    """Quoted or taken over, with the name of who wrote them; the mails around it stay."""
    secret = "El precio secreto de la finca del norte es de siete lempiras por libra."
    found = hub(
        tmp_path,
        mail(1),
        mail(2, secret, subject="Re: Flete", answers=1),
        mail(3, f"No se dice.\n\nEl lun, Persona Ejemplo 2 escribió:\n> {secret}\n> y más", answers=2),
        remove="['<m2@example.org>']",
    )
    for file in found.files:
        assert b"secreto" not in file.content, file.path
    page = thread_page(found)
    assert "Mensaje retirado" in page and "No se dice." in page and "Persona Ejemplo 2" not in page


def test_a_hidden_writer_has_neither_name_nor_words(tmp_path):
    found = hub(
        tmp_path, mail(1), mail(2, "Palabra zorzalito.", answers=1), mail(3, "Gracias, Persona Ejemplo 2.", answers=2),
        hide_senders="[ANA2@finca.example.org]",
    )  # fmt: skip
    for file in found.files:
        assert b"zorzalito" not in file.content and b"Persona Ejemplo 2" not in file.content, file.path


@pytest.mark.parametrize("mask", ["yes", "no"])
def test_the_address_of_a_hidden_writer_is_in_no_other_mail(tmp_path, mask):
    """Not even its first half, which masking leaves."""
    body = "Pregunte a ana2@finca.example.org.\n\nEl lun, ANA2@finca.example.org escribió:\n> Uno dos."
    found = hub(
        tmp_path, mail(1, body), mail(2, "Otra cosa.", answers=1), hide_senders="[ana2@finca.example.org]", mask=mask
    )
    assert "Pregunte a …" in thread_page(found) and "ana2" not in thread_page(found).lower()


def test_an_id_may_have_any_sign(tmp_path):
    """It is answered, and withdrawn, by all of it; another mail under it by its own id."""
    tilde = mail(1).replace("m1@", "m~1@")
    assert "%3Cm~1%40example.org%3E" in thread_page(hub(tmp_path / "a", tilde))
    found = problems_of(make_hub(tmp_path / "b", files_of(tilde, mail(2, subject="Otra"), remove="[m]")))
    assert [one.rule for one in found if one.where.file.endswith("list.yaml")] == ["unknown-name"]


def test_many_mails_under_one_id_are_shown_and_told_in_few_words(tmp_path):
    """Some programs give every mail the same id."""
    project = make_hub(
        tmp_path, files_of(*(mail(1, f"Mensaje {number}.") for number in range(3000)), mail(1, "Mensaje 7."))
    )
    archive = Archive(project)
    archive.read([project.root / FOLDER / "a.mbox"])
    assert (len({one.id for one in archive.mails}), archive.doubles) == (3000, 1)
    assert [str(one.message) for one in archive.problems if one.rule == "duplicate-address"] == [
        *["another mail has the same Message-ID: m1 @ example.org"] * 3,
        "2996 more mails like the one in line 9",
        "mails that are in the boxes twice, and are shown once: 1",
    ]


def test_a_thread_of_withheld_mails_alone_has_no_page(tmp_path):
    found = hub(tmp_path, mail(1), mail(2, subject="Otra"), remove="[m2@example.org]")
    assert len([path for path in pages(found) if path.startswith("foros/exportar/")]) == 1


def test_addresses_are_shown_only_where_the_list_says_so(tmp_path):
    body = "Escriba a beto@cafe.example.org, tel. 2222 3333."
    assert "beto@…, tel. …" in thread_page(hub(tmp_path / "a", mail(1, body)))
    assert "beto@cafe.example.org, tel. 2222 3333" in thread_page(hub(tmp_path / "b", mail(1, body), mask="no"))


def test_a_box_is_never_published(tmp_path):
    """Neither by itself nor by a link to it: it has every address."""
    project = make_hub(tmp_path, files_of(mail(1)) | {"content/guides/a.md": guide("[x](../forums/exportar/b.mbox)\n")})
    (project.root / FOLDER / "b.mbox").write_text(mail(2, subject="a") + mail(3, subject="b"), "utf-8")
    assert [one.rule for one in problems_of(project) if one.is_error] == ["broken-reference"]


# ---------------------------------------------------------------- pages


def test_a_page_of_a_thread_says_who_wrote_what_when(tmp_path):
    found = hub(
        tmp_path, mail(1, subject="[vender] ¿Quién paga el flete?"), mail(2, answers=1), mail(3, answers=1),
        mail(4, "Ver https://www.example.org/a\n> ¿Va?\n-- \nPersona", answers=3),
    )  # fmt: skip
    page = thread_page(found)
    assert "<h1>¿Quién paga el flete?</h1>" in page and "4 mensajes ·\u00a04 personas ·\u00a0con respuesta" in page
    assert re.findall(r'<article id="(m\d)">', page) == ["m1", "m2", "m3", "m4"]
    assert '<a href="#m1">responde al 1, de Persona Ejemplo 1</a>' in page
    assert '<a href="https://www.example.org/a" rel="nofollow ugc">' in page
    assert re.search(r"<details>\s*<summary>Texto citado</summary>\s*<blockquote>\s*<p>¿Va\?", page)
    replies = re.findall(r'href="(mailto:[^"]*In-Reply-To[^"]*)"', page)
    assert len(replies) == 4
    fields = dict(parse_qsl(urlsplit(replies[2].replace("&amp;", "&")).query))
    assert fields["subject"] == "Re: [vender] ¿Quién paga el flete?" and fields["In-Reply-To"] == "<m3@example.org>"


def test_a_long_thread_is_cut_into_pages_that_lead_on(tmp_path):
    """Two hundred mails: each stands on one page, no page is over its budget, anchors lead across pages."""
    words = " ".join(f"palabra{number * 7919 % 4001}" for number in range(90))
    mails = [mail(n, f"Mensaje {n}. {words[n % 50 :]}", answers=min(n - 1, 1)) for n in range(1, 201)]
    found = hub(tmp_path, *mails)
    own = [path for path in pages(found) if path.startswith("foros/exportar/")]
    first = min(own, key=len)
    assert 5 < len(own) < 40
    ids = [anchor for path in own for anchor in re.findall(r'<article id="(m\d+)"', html(found, path))]
    assert sorted(ids, key=lambda name: int(name[1:])) == [f"m{number}" for number in range(1, 201)]
    assert max(len(gzip.compress(html(found, path).encode(), 9)) for path in own) < 8_000
    last = html(found, f"{first.removesuffix('.html')}/{len(own)}.html")
    assert f'href="../{first.rpartition("/")[2]}#m1"' in last and 'rel="prev"' in last.replace("rel=prev", 'rel="prev"')


def test_a_page_of_a_very_long_thread_leads_to_those_around_it_the_first_and_the_last():
    assert pages_near(50, 500) == (1, *range(40, 61), 500)
    assert pages_near(1, 3) == pages_near(3, 3) == (1, 2, 3)


def test_a_mail_heavier_than_a_page_goes_on(tmp_path):
    """Letters that nothing makes smaller, without a blank; and a text over `max_kb` is cut with a note."""
    noise = "".join(chr(0x4E00 + number * number * 31 % 20000) for number in range(9000))
    passages = (Passage("text", noise),)
    thread = Thread("thread/x", "x", (Message("a@x", 1, "Ana", None, passages), Message("b@x", 2, "Beto", None, ())))
    sheets = Sheets(10_000).of(thread)
    assert len(sheets) > 3 and sheets[0][0].goes_on and not sheets[1][0].is_first
    assert "".join(one.text for sheet in sheets for piece in sheet for one in piece.message.passages) == noise
    assert Sheets(10_000).page_of(thread, 2) == len(sheets)

    page = thread_page(hub(tmp_path, mail(1, "a" * 3000), max_kb="1"))
    assert "el mensaje tiene 3" in page and "a" * 1001 not in page


def test_the_page_of_a_list_says_how_to_take_part(tmp_path):
    found = hub(
        tmp_path, mail(1), mail(2, answers=1), mail(3, subject="¿Y el seguro?"), members="212", updated="2026-10-01"
    )
    page = html(found, LIST)
    assert 'href="mailto:exportar@listas.example.org"' in page and "mailto:exportar-join@listas.example.org" in page
    assert "2 conversaciones ·\u00a03 mensajes" in page and "212" in page and "1 oct 2026" in page
    assert titles(found, LIST) == ["¿Y el seguro?", "¿Y el seguro?", "Flete"]
    assert titles(found, SECTION) == ["Lista Exportar", "¿Y el seguro?", "Flete"]
    assert titles(found, "foros/respondida/sin-respuesta.html") == ["¿Y el seguro?"]


def test_a_list_that_is_not_open_yet_has_no_threads_either(tmp_path):
    found = hub(tmp_path, mail(1), date="2027-05-01")
    assert not [path for path in paths(found) if path.startswith("foros")]


def test_a_closed_list_takes_no_answers(tmp_path):
    found = hub(tmp_path, mail(1), closed="2026-11-01")
    for page in (thread_page(found), html(found, LIST)):
        assert "mailto:exportar" not in page and "Lista cerrada" in page


# ---------------------------------------------------------------- for programs


def test_mails_are_news_of_their_list_and_their_thread(tmp_path):
    """Each under an id of its own; withheld ones are in no feed."""
    found = hub(tmp_path, mail(1), mail(2, answers=1), mail(3, subject="Otra"), remove="[m2@example.org]")
    feeds = [path for path in paths(found) if path.startswith("foros/exportar") and path.endswith(".atom")]
    assert len(feeds) == 3
    root = etree.fromstring(html(found, "foros/exportar.feed.atom").encode())
    ids = root.xpath("//*[local-name()='entry']/*[local-name()='id']/text()")
    assert len(ids) == 2 and all(re.search(r":thread/exportar/[0-9a-f]{10}#[0-9a-f]{10}$", one) for one in ids)


def test_two_mails_under_one_id_are_two_items_of_the_feed(tmp_path):
    found = hub(tmp_path, mail(1), mail(2, "Uno.", answers=1), mail(2, "Dos.", answers=1))
    root = etree.fromstring(html(found, "foros/exportar.feed.atom").encode())
    ids = root.findall("{*}entry/{*}id")
    assert len(ids) == len({one.text for one in ids}) == 3


def test_a_long_word_of_a_mail_is_cut_in_its_feed(tmp_path):
    found = hub(tmp_path, mail(1, "https://www.example.org/" + "a" * 400))
    assert "<summary>https://www.example.org/aaa" in html(found, "foros/exportar.feed.atom")


def test_programs_are_told_of_the_posting_and_its_comments(tmp_path):
    [said] = re.findall(r'ld\+json">(.*?)</script>', thread_page(hub(tmp_path, mail(1), mail(2, answers=1))))
    found = json.loads(said)
    assert (found["@type"], found["author"]["name"]) == ("DiscussionForumPosting", "Persona Ejemplo 1")
    assert [one["author"]["name"] for one in found["comment"]] == ["Persona Ejemplo 2"]


def test_the_export_has_what_was_counted_and_no_list_of_those_who_left(tmp_path):
    found = hub(tmp_path, mail(1), mail(2, answers=1), hide_senders="[x@example.org]")
    [head, *rows] = csv.reader(io.StringIO(html(found, "foros/data.csv").lstrip("\ufeff")))
    assert {"list", "messages", "people", "answered"} <= {*head} and not {"remove", "hide_senders"} & {*head}
    row = dict(zip(head, rows[1], strict=True))
    assert (row["list"], row["messages"], row["people"], row["answered"]) == ("exportar", "2", "2", "answered")


def test_no_payload_of_a_mail_could_run(tmp_path):
    """Through subject, sender, text, HTML and the name of an attachment."""
    files = files_of() | {f"{FOLDER}/a.mbox": box_of(PAYLOADS)}
    found = plan(tmp_path, files, "jsonld: full\n")  # type: ignore[arg-type]
    threads = [path for path in pages(found) if path.startswith("foros/exportar/")]
    assert len(threads) > 10
    assert {path: faults for path in threads if (faults := page_faults(html(found, path)))} == {}


def test_a_topic_names_its_list(tmp_path):
    files = files_of(mail(1)) | {"content/topics/vender.yaml": TOPIC + "list: exportar\n"}
    assert "foros/exportar.html" in html(plan(tmp_path, files), "temas/vender.html")  # type: ignore[arg-type]


def test_without_the_folder_there_is_no_trace(tmp_path):
    found = plan(tmp_path, {"content/guides/a.md": guide()})
    assert not [file.path for file in found.files if re.search("foro|forum", file.path)]
    assert "Foros" not in html(found, "index.html")


def test_a_list_without_a_box_is_a_page(tmp_path):
    files = files_of()
    del files[f"{FOLDER}/a.mbox"]
    found = plan(tmp_path, files)  # type: ignore[arg-type]
    assert "mailto:exportar-join" in html(found, LIST)


def test_a_box_without_its_ending_is_told(tmp_path):
    """Programs of mail keep a box in a file without an ending; it would be left out without a word."""
    project = make_hub(tmp_path, files_of(mail(1)) | {f"{FOLDER}/Exportar": mail(2), f"{FOLDER}/notes": "Mine.\n"})
    [told] = [one for one in problems_of(project) if one.is_error]
    assert told.where.file == f"{FOLDER}/Exportar" and str(told.mend) == "rename it to Exportar.mbox"


def test_a_box_outside_the_hub_is_not_read(tmp_path):
    project: Project = make_hub(tmp_path / "hub", files_of(mail(1)))
    (tmp_path / "canary.mbox").write_text(mail(9, "canario"), "utf-8")
    (project.root / FOLDER / "b.mbox").symlink_to(tmp_path / "canary.mbox")
    found = problems_of(project)
    assert "unreadable-file" in {one.rule for one in found if one.is_error}
    assert "canario" not in repr(load_hub(project).threads)

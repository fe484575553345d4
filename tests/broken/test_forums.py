"""A hub with every fault of mailing lists and their boxes: the exact messages are `forums.txt`, renewed by `--renew`."""

from __future__ import annotations

from pathlib import Path

from hubgen.problems import Problem
from tests.hubs import TOPIC, mail, mailing_list, make_hub, problems_of, told

HERE = Path(__file__).parent
FOLDER = "content/forums"
NO_HEAD = "el final de un mensaje que se cortó\n\n"
STRANGE = (
    mail(1),
    mail(1),
    mail(1, "Otro mensaje."),
    *(mail(number, head="Content-Type: text/plain; charset=x-klingon\n", body="café") for number in range(2, 8)),
    mail(8).replace("Message-ID: <m8@example.org>\n", ""),
    mail(9).replace("Date: ", "Date: ayer ").replace("From ana9@finca.example.org Mon Nov 10", "From ana9 Lun 10"),
    mail(10).replace("From: Persona", "X: Persona"),
    mail(11, head="Content-Type: multipart/mixed; boundary=nunca\n"),
    mail(12, head="Auto-Submitted: auto-generated\n"),
)
FAULTY: dict[str, str | bytes] = {
    "content/topics/vender.yaml": TOPIC,
    f"{FOLDER}/fields/list.yaml": mailing_list(
        address="exportar en listas", subscribe="ftp://example.org/", unsubscribe="tel:+50400000000", members="muchos",
        mask="quizá", max_kb="-3", closed="ayer", hide_senders="[nadie]", topics="[vnder]", list="exportar",
    ),
    f"{FOLDER}/empty/list.yaml": "title: Lista\n",
    f"{FOLDER}/undated/list.yaml": mailing_list(members="212"),
    f"{FOLDER}/strange/list.yaml": mailing_list(remove="[m1@example.org, m99@example.org]"),
    f"{FOLDER}/strange/a.mbox": NO_HEAD + "".join(STRANGE),
    f"{FOLDER}/strange/b.mbox": b"PK\3\4 no mail at all",
    f"{FOLDER}/strange/c.mbox": b"",
    f"{FOLDER}/Mis Listas/list.yaml": mailing_list(),
    f"{FOLDER}/alone/a.mbox": mail(1),
    f"{FOLDER}/top.mbox": mail(1),
    f"{FOLDER}/exportar.yaml": mailing_list(),
    f"{FOLDER}/deep/er/list.yaml": mailing_list(),
    f"{FOLDER}/many/list.yaml": "- title: Una\n- title: Otra\n",
    f"{FOLDER}/rows/list.csv": "title\nUna\n",
    f"{FOLDER}/text/list.md": "---\ntitle: Una\n---\n",
}  # fmt: skip


def written(problems: list[Problem]) -> str:
    return "\n\n".join(told([one]) for one in problems) + "\n"


def test_the_messages_are_these(tmp_path, renew):
    """Every fault in one run; a strange mail is a warning, and costs no other mail."""
    found = [one for one in problems_of(make_hub(tmp_path, FAULTY)) if one.rule != "thin-topic"]

    if renew:
        (HERE / "forums.txt").write_text(written(found), "utf-8")
    assert written(found) == (HERE / "forums.txt").read_text("utf-8")
    for one in found:
        assert one.mend or one.expected, told([one])
        assert not (one.is_error and one.where.file.endswith(("a.mbox", "b.mbox", "c.mbox")) and "strange" in one.where.file)


def test_a_sound_list_has_none(tmp_path):
    files = {f"{FOLDER}/exportar/list.yaml": mailing_list(), f"{FOLDER}/exportar/a.mbox": mail(1) + mail(2, answers=1)}
    found = problems_of(make_hub(tmp_path, {"content/topics/vender.yaml": TOPIC, **files}))
    assert [one.rule for one in found] == ["thin-topic"]

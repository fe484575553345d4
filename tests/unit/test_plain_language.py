"""The rules for people on whole entries: every text of every language, at the author's own place, never too many."""

from __future__ import annotations

from hubgen.memo import Memo
from hubgen.problems import Problem
from hubgen.project import Project
from hubgen.stages.load import load
from tests.hubs import (
    compiled,
    config_of,
    document,
    event,
    financing,
    guide,
    load_hub,
    make_hub,
    news,
    standard,
    translation,
    write_files,
)

RULES = {"long-sentence", "abbreviation", "link-text", "heading-order", "list-under-paragraph"}
LONG = "uno " * 35 + "fin."
GUIDE = "content/guides/a.md"


def found(project: Project, **options: object) -> list[Problem]:
    return [one for one in compiled(project, **options).problems if one.rule in RULES]


def places(project: Project) -> list[tuple[str, str, int, int]]:
    return [(one.rule, one.where.file, one.where.line, one.where.column) for one in found(project)]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_the_line_is_that_of_the_file(tmp_path):
    """Below the front matter, lines are counted from the top of the file, columns from its edge."""
    text = guide("Bien.\n\nLea [aquí](guide/a).\n")

    assert places(make_hub(tmp_path, {GUIDE: text})) == [("link-text", GUIDE, line_of(text, "Lea"), 5)]


def test_a_translation_is_read_in_its_own_language_and_file(tmp_path):
    """Each file tells its own lines; what explains in one language explains nothing in another."""
    spanish = guide("El número fiscal (RTN).\n", summary="Con el RTN.")
    english = translation("Bring the RTN.\n", title="A", summary="B")
    project = make_hub(tmp_path, {GUIDE: spanish, "content/guides/a.en.md": english})

    line = line_of(english, "Bring")
    assert places(project) == [("abbreviation", "content/guides/a.en.md", line, 11)]


def test_fields_are_told_at_their_place(tmp_path):
    """Summaries, steps and conditions, in the language of the field."""
    steps = "[{title: Uno, text: El ISV se paga.}]"
    text = guide(
        summary=f'"{LONG}"', steps=steps, kind="procedure", authority="Oficina", source="https://a.example.org"
    )
    line = financing(conditions="[Traiga su DPI.]")
    project = make_hub(tmp_path, {GUIDE: text, "content/financing/b.md": line})

    assert sorted(places(project)) == [
        ("abbreviation", "content/financing/b.md", line_of(line, "Traiga"), len("conditions: ") + 1),
        (
            "abbreviation",
            GUIDE,
            line_of(text, "steps"),
            text.split("\n")[line_of(text, "steps") - 1].index("El ISV") + 1,
        ),
        ("long-sentence", GUIDE, line_of(text, "uno uno"), len("summary: ") + 1),
    ]
    assert {one.where.field for one in found(project)} == {"conditions", "steps.1.text", "summary"}


def test_names_are_no_sentences(tmp_path):
    """Titles, places and names of papers explain, but are not asked to be explained."""
    text = event(title="Taller DMC", place='"Hotel HYX, Col. ABC"', mode="onsite", countries="[HN]")
    assert not found(make_hub(tmp_path, {"content/events/a.md": text}))


def test_title_and_summary_explain_for_the_text(tmp_path):
    text = guide("Lleve el RTN y el ISV.\n", title="El Registro Tributario Nacional (RTN)", summary="ISV: impuesto.")
    assert not found(make_hub(tmp_path, {GUIDE: text}))


def test_the_text_explains_for_the_summary(tmp_path):
    text = guide("El Registro Tributario Nacional es gratis.\n", summary="Cómo pedir el RTN.")
    assert not found(make_hub(tmp_path, {GUIDE: text}))


def test_the_text_of_a_yaml_entry(tmp_path):
    """In a block of lines the line is told; elsewhere the field."""
    block = standard(body="|\n  Bien.\n\n  Lea [aquí](standard/a).")
    flat = standard(body='"Lea [aquí](standard/a)."', slug="b")
    project = make_hub(tmp_path, {"content/standards/a.yaml": block, "content/standards/b.yaml": flat})

    assert places(project) == [
        ("link-text", "content/standards/a.yaml", line_of(block, "Lea"), 0),
        ("link-text", "content/standards/b.yaml", line_of(flat, "Lea"), len("body: ") + 1),
    ]


def test_a_cell_is_told_as_a_cell(tmp_path):
    table = "slug,title,summary,kind,topics,date,author,body\na,A,B,note,vender,2026-10-02,Yo,Lea [aquí](news/a).\n"
    (one,) = found(make_hub(tmp_path, {"content/news/a.csv": table}))

    assert (one.rule, one.where.row, one.where.column) == ("link-text", 2, 8)


def test_the_page_about_the_hub_is_read_too(tmp_path):
    project = make_hub(tmp_path, {"content/about.md": "---\ntitle: Quiénes somos\n---\nEl XYZ nos paga.\n"})
    assert [one.rule for one in found(project)] == ["abbreviation"]


def test_five_of_a_kind_and_how_many_more(tmp_path):
    """A clerk is not drowned: the rest is one line, at the place of the sixth."""
    text = guide("\n\n".join(f"[aquí](guide/a) {number}" for number in range(20)) + "\n")
    problems = found(make_hub(tmp_path, {GUIDE: text}))

    assert len(problems) == 6
    assert str(problems[5].message) == "15 more of the same kind in this entry" and problems[5].mend
    assert problems[5].where.line == line_of(text, "[aquí](guide/a) 5")


def test_six_are_told_as_they_are(tmp_path):
    """No line says that one more is there."""
    text = guide("Vaya: " + ", ".join(f"el A{letter}C" for letter in "QWERTZ") + ".\n")
    problems = found(make_hub(tmp_path, {GUIDE: text}))

    assert [str(one.message)[-5:] for one in problems] == ['"AQC"', '"AWC"', '"AEC"', '"ARC"', '"ATC"', '"AZC"']


def test_each_language_has_its_own_five(tmp_path):
    many = "\n\n".join("[aquí](guide/a)" for _ in range(8)) + "\n"
    files = {GUIDE: guide(many), "content/guides/a.en.md": translation("Title. " + many, title="A", summary="B")}

    assert len(found(make_hub(tmp_path, files))) == 12


def test_strict_makes_them_faults(tmp_path):
    project = make_hub(tmp_path, {GUIDE: guide("Lea [aquí](guide/a).\n")})
    assert all(one.is_error for one in found(project, strict=True))
    assert not any(one.is_error for one in found(project))


def test_drafts_and_scheduled_entries_are_read(tmp_path):
    """Whoever writes wants to know before it is published."""
    files = {GUIDE: guide("El XYZ.\n", draft="yes"), "content/news/b.md": news("El XYZ.\n", date="2027-01-01")}
    assert [one.rule for one in found(make_hub(tmp_path, files))] == ["abbreviation"] * 2


def test_an_entry_says_what_only_a_glossary_can_explain(tmp_path):
    """The stage that knows of other entries decides."""
    project = make_hub(tmp_path, {GUIDE: guide("El XYZ. El PDF.\n")})
    (entry,) = (one for one in load_hub(project).entries if one.type == "guide")

    assert [(one.text, one.language, one.where.file) for one in entry.unexplained] == [("XYZ", "es", GUIDE)]


def test_findings_come_back_from_the_memo(tmp_path):
    """An unchanged text is not read again, and tells the same."""
    project = make_hub(
        tmp_path / "hub", {GUIDE: guide(f"{LONG}\n\nLea [aquí](guide/a). El XYZ.\n\n#### A\n\nB:\n- c\n")}
    )
    config = config_of(project)
    told = []
    for _ in range(2):
        with Memo.open(tmp_path / "memo.sqlite3") as memo:
            loaded = load(project, config.context, memo)
            told.append((loaded.problems, [one.unexplained for one in loaded.entries], memo.misses))

    assert told[0][:2] == told[1][:2] and len(told[0][0]) == 4
    assert (told[0][2], told[1][2]) == (2, 0)  # the guide and the topic


def test_a_file_that_moved_down_tells_its_new_lines(tmp_path):
    """A field more above the text is a line more."""
    project = make_hub(tmp_path, {GUIDE: guide("Lea [aquí](guide/a).\n")})
    before = places(project)
    write_files(project.root, {GUIDE: guide("Lea [aquí](guide/a).\n", level="basic")})

    assert [line for *_, line, _ in places(project)] == [before[0][2] + 1]


def test_documents_and_other_types(tmp_path):
    """Every type passes the same rules."""
    text = document(summary="El XYZ.", slug="a")
    assert [one.rule for one in found(make_hub(tmp_path, {"content/documents/a.yaml": text}))] == ["abbreviation"]

"""Files of content that are not read: in a folder that is none, or with an ending that is none."""

from __future__ import annotations

import os
import sys

import pytest

from hubgen.options import Options
from hubgen.pipeline import build
from tests.hubs import DAY, TOPIC, errors, guide, load_hub, make_hub, question, the_error, told


@pytest.mark.parametrize(
    ("folder", "mend"),
    [
        ("preguntas", "move it to content/faq/"),
        ("preguntas-frecuentes", "move it to content/faq/"),
        ("temas", "move it to content/topics/"),
        ("noticias", "move it to content/news/"),
        ("mercados", "move it to content/markets/"),
        ("guide", "move it to content/guides/"),
        ("giudes", "move it to content/guides/"),
        ("recetas", None),
    ],
)
def test_folder_in_another_language_is_told_with_the_right_one(tmp_path, folder, mend):
    """By the words for a type in any language, or a slip; never by a likeness of letters alone."""
    hub = make_hub(tmp_path, {"content/topics/vender.yaml": TOPIC, f"content/{folder}/a.md": "x"})
    (one,) = [one for one in load_hub(hub).problems if one.is_error]

    assert (one.mend and str(one.mend)) == mend


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("faq/frecuentes.xlsx", 'save the sheet as "CSV UTF-8" under the name frecuentes.csv'),
        ("faq/sub/frecuentes.ods", 'save the sheet as "CSV UTF-8" under the name frecuentes.csv'),
        ("statistics/precios.xlsx", 'save the sheet as "CSV UTF-8" under the name precios.csv'),
        ("faq/FAQ.CSV", "rename it to end in .csv"),
        ("faq/notas.txt", "write its text as notas.yaml, or remove the file from faq"),
        ("markets/italia.docx", "write its text as italia.md, or remove the file from markets"),
        ("guides/pan.yml", "rename it to end in .yaml"),
    ],
)
def test_file_with_another_ending_is_told(tmp_path, name, mend):
    """It would leave its section empty, and nobody would know."""
    one = the_error(make_hub(tmp_path, {f"content/{name}": b"PK"}))

    assert (one.rule, one.where.file, str(one.mend)) == ("unknown-field", f"content/{name}", mend)


def test_file_for_readers_or_beside_its_own_list_is_none(tmp_path):
    """Named by a field or a link, or the workbook from which the table beside it was saved."""
    files = {
        "content/guides/a.md": guide("Vea [la hoja](caja.xlsx).\n", files="[{title: Notas, path: notas.txt}]"),
        "content/guides/caja.xlsx": b"PK",
        "content/guides/notas.txt": "x",
        "content/documents/sin-ficha.docx": b"PK",
        "content/faq/preguntas.yaml": question(),
        "content/faq/preguntas.xlsx": b"PK",
    }
    found = errors(load_hub(make_hub(tmp_path, files)).problems)

    assert not found, told(found)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_text(tmp_path):
    """As old archives leave them: the manifest of the site could not tell from which file a page came."""
    hub = make_hub(tmp_path / "hub", {"content/guides/precio.md": guide(slug="precio")})
    (hub.content_dir / "guides/precio.md").rename(hub.content_dir / "guides" / os.fsdecode(b"caf\xe9.md"))
    (one,) = errors(build(hub, Options(day=DAY)).compiled.problems)

    assert (one.rule, str(one.mend)) == ("unreadable-file", "rename it, with plain letters")

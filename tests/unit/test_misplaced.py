"""Files of content that are not read: in a folder that is none, or with an ending that is none."""

from __future__ import annotations

import pytest

from tests.hubs import TOPIC, document, errors, guide, load_hub, make_hub, question, the_error, told


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

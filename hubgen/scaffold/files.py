"""All files of a new hub: its settings, its samples, and what lies beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hubgen.model.frozen import frozen
from hubgen.scaffold.answers import Answers
from hubgen.scaffold.samples import beside, path_of, sample_of
from hubgen.scaffold.settings import config_text
from hubgen.scaffold.texts import TEXTS


@frozen(slots=False)
class Scaffold:
    """The files of a new hub by path, and how many entries they hold."""

    files: Mapping[str, str]
    entries: int


def scaffold(answers: Answers) -> Scaffold:
    """Every file of the new hub."""
    texts = TEXTS[answers.text_language]
    files = {path_of(name, texts): sample_of(name, answers, texts) for name in answers.types}
    for name in answers.types:
        files |= beside(name, texts)
    files |= around(answers.name, answers.text_language)
    files["config.yaml"] = config_text(answers, texts)  # last: a folder without it is no hub
    return Scaffold(files, len(answers.types))


def around(name: str, language: str) -> dict[str, str]:
    """What lies beside config.yaml and content/: the page for the clerk, and what Git leaves alone."""
    texts = TEXTS.get(language, TEXTS["en"])
    return {
        ".gitignore": "/site/\n/site-members/\n/site-staff/\n/.hubgen/\n",
        "README.md": f"# {_markdown(name)}\n\n{texts['readme'].strip()}\n",
    }


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", text)

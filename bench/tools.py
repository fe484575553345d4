"""The programs that are measured, and what a person does in their projects between two builds."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from bench.make_hub import as_csv
from hubgen.project import bundled


@dataclass(frozen=True)
class Tool:
    """A program with the project that it builds."""

    name: str
    command: tuple[str, ...]
    project: Path
    output: str
    """Folder of the finished site, in the project."""
    memory: tuple[str, ...]
    """What it keeps from one build to the next, in the project; gone before a cold build."""
    guides: str
    """Folder of the Markdown files of guides."""
    rows: str
    """A spreadsheet of firms."""
    template: str
    """The template of guides that an edit writes."""
    template_now: Path
    """Where that one is read before the first edit."""

    @property
    def site(self) -> Path:
        return self.project / self.output


def hubgen(binary: Path, project: Path, day: str) -> Tool:
    command = (str(binary), "-C", str(project), "build", "--date", day)
    rows = "content/directory/empresas-1.csv"
    template = "templates/guide.html"
    own, builtin = f"themes/plain/{template}", bundled("themes") / "plain" / template
    return Tool("hubgen", command, project, "site", (".hubgen",), "content/guides", rows, own, builtin)


def hugo(binary: Path, project: Path, day: str) -> Tool:
    cache = f"--cacheDir={project / 'cache'}"
    command = (str(binary), "build", "--source", str(project), "--clock", f"{day}T12:00:00Z", cache)
    rows, template = "assets/directory/empresas-1.csv", "layouts/guias/page.html"
    memory = ("resources", "cache", ".hugo_build.lock")
    return Tool("Hugo", command, project, "public", memory, "content/guias", rows, template, project / template)


Change = tuple[str, str]
"""A page of the site and a word that stands in it after the build."""


class Edits:
    """Edits of one project; each starts from the files as they were made, so that words do not pile up."""

    def __init__(self, tool: Tool):
        self._tool = tool
        guides = sorted((tool.project / tool.guides).glob("*-*.md"))
        self._guide = guides[len(guides) // 2]
        self._guide_text = self._guide.read_text("utf-8")
        self._guide_page = f"guias/{self._guide.stem}.html"
        self._rows = list(csv.DictReader((tool.project / tool.rows).read_text("utf-8").splitlines()))
        self._template_text = tool.template_now.read_text("utf-8")

    def nothing(self, word: str) -> None:
        """The project stays as it is."""

    def forget(self, word: str) -> None:
        """Everything that a build has written or remembers is somewhere else.

        It is not removed: for a minute or more ext4 passes over the places of removed files one by one, so that a
        site would be written more slowly than on the machine of somebody who has none yet.
        """
        gone = Path(mkdtemp(prefix="gone-", dir=self._tool.project.parent))
        for name in (self._tool.output, *self._tool.memory):
            if (path := self._tool.project / name).exists():
                path.replace(gone / name)

    def guide(self, word: str) -> Change:
        """A word more in the first sentence of a guide."""
        head, rule, body = self._guide_text.removeprefix("---\n").partition("---\n")
        self._guide.write_text("---\n" + head + rule + body.replace(". ", f" {word}. ", 1), "utf-8")
        return self._guide_page, word

    def row(self, word: str) -> Change:
        """A word more in the summary of a firm, which also stands in lists."""
        number = len(self._rows) // 2
        row = self._rows[number]
        changed = {**row, "summary": f"{row['summary'].rstrip('.')} {word}."}
        rows = [*self._rows[:number], changed, *self._rows[number + 1 :]]
        (self._tool.project / self._tool.rows).write_text(as_csv(iter(rows)), "utf-8")
        return f"directorio/{row['slug']}.html", word

    def template(self, word: str) -> Change:
        """A line more above the steps of all guides."""
        target = self._tool.project / self._tool.template
        target.parent.mkdir(parents=True, exist_ok=True)
        steps = "<ol class=steps>"
        target.write_text(self._template_text.replace(steps, f"<p class=meta>{word}\n{steps}"), "utf-8")
        return self._guide_page, word


SCENARIOS: Mapping[str, Callable[[Edits, str], Change | None]] = {
    "cold": Edits.forget,
    "nothing changed": Edits.nothing,
    "one guide edited": Edits.guide,
    "one CSV row edited": Edits.row,
    "template of guides edited": Edits.template,
}
"""What happens before a build, in the order of a round: after the first all builds are warm."""
SEARCH_SCENARIOS: Mapping[str, str] = {
    "cold": "cold",
    "indexed text changed": "one guide edited",
    "indexed text the same": "template of guides edited",
}
"""Rows of the table of the search -> the scenario that each is."""


def is_in(change: Change, tool: Tool) -> bool:
    """Whether the word of an edit stands in the page: a build that misses it would be fast for nothing."""
    page, word = change
    return word in (tool.site / page).read_text("utf-8")

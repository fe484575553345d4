"""Whatever an author changes of an entry, programs that follow it know it again: no id changes (P16)."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hubgen.project import Project, bundled
from hubgen.stages.plan.planner import plan
from hubgen.stages.writers import WRITERS
from hubgen.theme import load_theme
from tests.hubs import (
    CONFIG,
    config_of,
    errors,
    event,
    financing,
    guide,
    make_hub,
    news,
    organization,
    resolve_hub,
    told,
    translation,
)

EDITS_OF_A_HUB = 20
SEED = 20261122

THEME = load_theme(bundled("themes") / "plain")
TOPICS = {
    "content/topics/vender.yaml": "title: Vender\nsummary: Clientes y ferias.\n",
    "content/topics/exportar.yaml": "title: Exportar\nsummary: Vender fuera del país.\n",
}
ENTRIES = {
    "content/guides/precio.md": guide(),
    "content/guides/precio.en.md": translation("Add up.\n", title="Set a price", summary="How to."),
    "content/guides/costos.md": guide(title="Costos", level="basic"),
    "content/news/feria.md": news(),
    "content/financing/equipo.md": financing(rolling=None, opens="2026-10-01", closes="2026-11-30T16:00"),
    "content/events/rueda.md": event(repeat="FREQ=WEEKLY;BYDAY=TH;UNTIL=20261231"),
    "content/directory/cumbre.yaml": organization(),
    # Never edited, so that no topic loses its last entry or its last date, and with them its feed and its calendar.
    "content/events/fixed.md": event(title="Fija", topics="[vender, exportar]"),
}


@pytest.mark.parametrize("hubs", [3, pytest.param(10, marks=pytest.mark.slow)])
def test_no_edit_changes_an_id(tmp_path: Path, hubs: int):
    """Title, slug with its old address, topic, base_url, https, a file moved: twenty edits on each hub."""
    edits: list[Callable[[Hub], None]] = [retitle, rename, change_topic, change_base_url, change_scheme, move_file]
    done: dict[str, int] = {}
    for round_ in range(hubs):
        dice = random.Random(SEED + round_)
        hub = Hub(tmp_path / f"hub{round_}", dice)
        before = ids(hub)
        assert len(before["entries"]) >= 8 and len(before["dates"]) >= 8 and len(before["cards"]) == 1
        for _ in range(EDITS_OF_A_HUB):
            edit = dice.choice(edits)
            edit(hub)
            done[edit.__name__] = done.get(edit.__name__, 0) + 1
            assert ids(hub) == before, (SEED + round_, edit.__name__)
    assert sum(done.values()) == hubs * EDITS_OF_A_HUB and len(done) == len(edits)


class Hub:
    def __init__(self, folder: Path, dice: random.Random):
        self.project: Project = make_hub(folder, {**TOPICS, **ENTRIES})
        self.dice, self.count = dice, 0

    def some_entry(self) -> Path:
        """The file of an original below a folder of its type."""
        found = [
            path
            for path in sorted((self.project.root / "content").rglob("*.*"))
            if not path.name.endswith(".en.md") and "topics" not in path.parts and path.stem != "fixed"
        ]
        return self.dice.choice(found)

    def next(self) -> int:
        self.count += 1
        return self.count

    def config(self, pattern: str, text: str) -> None:
        path = self.project.config_file
        path.write_text(re.sub(pattern, text, path.read_text("utf-8")), "utf-8")


def ids(hub: Hub) -> dict[str, set[str]]:
    """Every id that a program outside may keep: of items, of feeds, of dates, of contacts."""
    files = dict(for_programs(hub.project))
    entries: set[str] = set()
    feeds: set[str] = set()
    for path, text in files.items():
        if path.endswith("feed.atom"):
            first, *rest = re.findall(r"<id>([^<]*)</id>", text)
            entries.update(rest)
            # Feeds of single choices come and go with what is chosen; their ids are held by other tests.
            feeds.update({first} if re.search(r"feed/[^/]*@|feed/topic/", first) else set())
        elif path.endswith("feed.json"):
            entries.update(item["id"] for item in json.loads(text)["items"])
    unfolded = "".join(files.values()).replace("\r\n ", "")
    uids = set(re.findall(r"^UID:(.*)\r$", unfolded, re.MULTILINE))
    cards = {uid for uid in uids if "organization/" in uid}
    dates = {uid for uid in uids - cards if not uid.startswith("tag:")}
    return {"entries": entries, "feeds": feeds, "dates": dates, "cards": cards}


def for_programs(project: Project) -> Iterator[tuple[str, str]]:
    """The feeds, calendars and exports of a hub with their addresses; its pages are not made, which saves most time."""
    site, problems = resolve_hub(project)
    config = config_of(project)
    planned = plan(site, config, {language: THEME.texts(language) for language in config.languages})
    assert not errors([*problems, *planned.problems]), told(problems)
    for output in planned.outputs:
        if output.value is not None:
            yield output.path, WRITERS[output.writer](output.value()).decode()


# ---------------------------------------------------------------- edits


def retitle(hub: Hub) -> None:
    path = hub.some_entry()
    path.write_text(re.sub(r"(?m)^title: .*$", f"title: Otro título {hub.next()}", path.read_text("utf-8")), "utf-8")


def rename(hub: Hub) -> None:
    """Another slug, the first id pinned, the old address kept: what the handbook tells an author to do."""
    path = hub.some_entry()
    old = path.stem
    new = f"nombre-{hub.next()}"
    text = path.read_text("utf-8")
    kind = {"guides": "guide", "news": "news", "financing": "financing", "events": "event", "directory": "organization"}
    folder = path.relative_to(hub.project.root / "content").parts[0]
    if "\nid: " not in f"\n{text}":
        text = re.sub(r"(?m)^title:", f"id: {kind[folder]}/{old}\ntitle:", text, count=1)
    aliases = re.search(r"(?m)^aliases: \[(.*)\]$", text)
    address = f"/viejo/{old}.html"
    if aliases:
        text = text.replace(aliases[0], f"aliases: [{aliases[1]}, {address}]")
    else:
        text = re.sub(r"(?m)^title:", f"aliases: [{address}]\ntitle:", text, count=1)
    path.with_stem(new).write_text(text, "utf-8")
    path.unlink()
    other = path.with_name(f"{old}.en.md")
    if other.exists():
        other.rename(path.with_name(f"{new}.en.md"))


def change_topic(hub: Hub) -> None:
    path = hub.some_entry()
    text = path.read_text("utf-8")
    topic = hub.dice.choice(["vender", "exportar", "exportar, vender"])
    path.write_text(re.sub(r"(?m)^topics: .*$", f"topics: [{topic}]", text), "utf-8")


def change_base_url(hub: Hub) -> None:
    hub.config(
        r"(?m)^base_url: .*$", f"base_url: https://sitio{hub.next()}.example.org/{hub.dice.choice(['', 'hub/'])}"
    )


def change_scheme(hub: Hub) -> None:
    secure = "https:" in hub.project.config_file.read_text("utf-8")
    hub.config(r"base_url: https?:", "base_url: http:" if secure else "base_url: https:")


def move_file(hub: Hub) -> None:
    """Into a folder of its section, or back: folders are for the author's order only."""
    path = hub.some_entry()
    root = hub.project.root / "content"
    section = root / path.relative_to(root).parts[0]
    target = section / hub.dice.choice(["", "2026", "viejas/2025"])
    target.mkdir(parents=True, exist_ok=True)
    for one in (path, path.with_name(f"{path.stem}.en.md")):
        if one.exists() and one.parent != target:
            one.rename(target / one.name)


def test_the_config_of_this_test_is_the_usual_one():
    """The edits above look for these lines."""
    assert "base_url: https://" in CONFIG and "tag_authority: " in CONFIG

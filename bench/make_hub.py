"""Makes a hub of any size to measure with: the same bytes for the same options, on every machine.

    python bench/make_hub.py --entries 2000 --seed 1 /tmp/hub
    hubgen -C /tmp/hub build --date 2026-11-22

Of its entries 40 % are firms and institutions, 25 % news, 15 % guides of 1,200 words, 10 % financing, 10 % standards.
Nothing is kept in memory but the entry that is being written.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from bench.entries import (
    DAY,
    TOPICS,
    Plan,
    counts_of,
    financing,
    guide,
    news,
    organization,
    organization_file,
    standard,
)
from bench.prose import Prose

ROWS = 1000  # of a spreadsheet
MOST_IN_BUDGET = 50_000
IN_MARKDOWN = 20  # each how many firms one has a file of its own

CONFIG = """\
hubgen: 1
title: Hub de medida
summary: Un sitio inventado, hecho para medir cuánto pesa y cuánto tarda.
base_url: https://medida.example.org/
tag_authority: medida.example.org,2026-01-01
languages: [{languages}]
timezone: America/Tegucigalpa
country: HN
contact: {{name: Mesa de ayuda, email: ayuda@medida.example.org, phone: "+504 0000-0000", hours: lunes a viernes}}
license: CC-BY-4.0
search: {search}
profiles:
- {{slug: micro-alimentos, title: Micro empresa de alimentos, countries: [HN], sectors: [C], sizes: [micro]}}
- {{slug: pequena-exportadora, title: Pequeña empresa que exporta, sizes: [small], stages: [exporting]}}
"""


IN_FILES: Mapping[str, tuple[str, Callable[[Plan, int], str]]] = {
    "news": ("news", news),
    "guide": ("guides", guide),
    "financing": ("financing", financing),
    "standard": ("standards", standard),
}
"""Content type -> its folder, and the text of the file of an entry."""


def plan_of(entries: int, seed: int) -> Plan:
    """The plan of a hub of that size; a topic has three entries at least."""
    return Plan(seed, counts_of(entries), Prose(seed), TOPICS[: max(1, min(len(TOPICS), entries // 30))])


def files_of(plan: Plan) -> Iterator[tuple[str, str]]:
    """Path and text of each file below `content/`."""
    yield (
        "topics/temas.csv",
        as_csv({"slug": slug, "title": title, "summary": text} for slug, title, text in plan.topics),
    )
    firms = range(plan.counts["organization"])
    for start in firms[::ROWS]:
        rows = (organization(plan, number) for number in firms[start : start + ROWS] if number % IN_MARKDOWN)
        yield f"directory/empresas-{start // ROWS + 1}.csv", as_csv(rows)
    for number in firms[::IN_MARKDOWN]:
        yield f"directory/{plan.slug('organization', number)}.md", organization_file(plan, number)
    for kind, (folder, make) in IN_FILES.items():
        for number in range(plan.counts[kind]):
            yield f"{folder}/{plan.slug(kind, number)}.md", make(plan, number)


def as_csv(rows: Iterator[Mapping[str, str]]) -> str:
    found = list(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(found[0]) if found else ["slug"], lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    return text.getvalue()


def make_hub(
    folder: Path, entries: int, seed: int, languages: Sequence[str] = ("es",), *, search: bool = False
) -> None:
    """Writes the hub into a folder that is not there yet or empty."""
    for path, text in files_of(plan_of(entries, seed)):
        target = folder / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    config = CONFIG.format(languages=", ".join(languages), search="true" if search else "false")
    if entries > MOST_IN_BUDGET:  # a list of all values of a filter is longer than a page may be
        config += "budget: {page: 40k}\n"
    (folder / "config.yaml").write_text(config, "utf-8")


@click.command(help=(__doc__ or "").partition("\n")[0])
@click.option("--entries", default=2000, show_default=True, type=click.IntRange(min=20), help="How many entries.")
@click.option("--seed", default=1, show_default=True, help="Another number, another hub.")
@click.option("--languages", default="es", show_default=True, help="As in es,en,pt: entries stand in for themselves.")
@click.option("--search", is_flag=True, help="With a search, whose index takes its time.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def main(folder: Path, entries: int, seed: int, languages: str, search: bool) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty")
    make_hub(folder, entries, seed, languages.split(","), search=search)
    click.echo(f"{entries} entries in {folder}; build it with: hubgen -C {folder} build --date {DAY}")


if __name__ == "__main__":
    main()

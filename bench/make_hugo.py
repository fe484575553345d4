"""Makes a Hugo project of the content of a made hub: the same texts, so that two programs do the same work.

    python bench/make_hugo.py --entries 2000 --seed 1 /tmp/hugo
    hugo --source /tmp/hugo

What is not content lies in `bench/hugo/`: settings, templates, and the content adapter that makes a page of each row of
a spreadsheet, for Hugo has no rows. Texts differ from those of the hub in the addresses of their links alone, and in
the name of the field `kind`.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from bench.entries import Plan
from bench.make_hub import files_of, plan_of

SKELETON = Path(__file__).resolve().parent / "hugo"
SECTIONS = (
    ("guide", "guides", "guias", "Guías"),
    ("news", "news", "noticias", "Noticias"),
    ("organization", "directory", "directorio", "Directorio"),
    ("financing", "financing", "financiamiento", "Financiamiento"),
    ("standard", "standards", "normas", "Normas"),
)
"""Content type, its folder in a hub, its section in the addresses of a Spanish hub, and the title of that."""
SECTION_OF_TYPE = {kind: section for kind, _, section, _ in SECTIONS}
SECTION_OF_FOLDER = {folder: section for _, folder, section, _ in SECTIONS}
TERMS: Mapping[str, Mapping[str, str]] = {
    "countries": {
        "HN": "Honduras", "GT": "Guatemala", "SV": "El Salvador", "NI": "Nicaragua", "CR": "Costa Rica",
        "PA": "Panamá", "DO": "República Dominicana", "MX": "México", "CO": "Colombia", "PE": "Perú", "EC": "Ecuador",
        "BO": "Bolivia",
    },
    "sectors": {
        "A": "Agricultura", "C": "Industria", "G": "Comercio", "H": "Transporte", "I": "Alojamiento y comida",
        "J": "Información", "M": "Servicios profesionales", "P": "Enseñanza", "Q": "Salud", "S": "Otros servicios",
    },
}  # fmt: skip
"""Taxonomy -> its values with their names; the topics come with the made content."""
_LINK = re.compile(r"\]\((\w+)/([\w-]+)\)")
_KIND = re.compile(r"(?m)^kind: ")


def project_files(plan: Plan) -> Iterator[tuple[str, str]]:
    """Path and text of each file that the skeleton lacks; the entries are those of `make_hub.files_of`."""
    for _, _, section, title in SECTIONS:
        yield f"content/{section}/_index.md", titled(title)
    names = {**TERMS, "topics": {slug: title for slug, title, _ in plan.topics}}
    for taxonomy, values in names.items():
        for value, title in values.items():
            yield f"content/{taxonomy}/{value.lower()}/_index.md", titled(title)
    for path, text in files_of(plan):
        folder, _, name = path.partition("/")
        if folder not in SECTION_OF_FOLDER:
            continue  # the topics, which are no entries here
        if name.endswith(".csv"):
            yield f"assets/{path}", text
        else:
            yield f"content/{SECTION_OF_FOLDER[folder]}/{name}", as_hugo(text)


def titled(title: str) -> str:
    return f'---\ntitle: "{title}"\n---\n'


def as_hugo(text: str) -> str:
    """A Markdown file of the hub as Hugo takes it: links by address, and no `kind`, which means the kind of a page."""
    head, rule, body = text.removeprefix("---\n").partition("---\n")
    links = _LINK.sub(lambda found: f"](/{SECTION_OF_TYPE[found[1]]}/{found[2]}.html)", body)
    return "---\n" + _KIND.sub("class: ", head) + rule + links


def make_hugo(folder: Path, entries: int, seed: int) -> None:
    """Writes the project into a folder that is not there yet or empty."""
    shutil.copytree(SKELETON, folder, dirs_exist_ok=True)
    for path, text in project_files(plan_of(entries, seed)):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")


@click.command(help=(__doc__ or "").partition("\n")[0])
@click.option("--entries", default=2000, show_default=True, type=click.IntRange(min=20), help="How many entries.")
@click.option("--seed", default=1, show_default=True, help="As of make_hub.py.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def main(folder: Path, entries: int, seed: int) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty")
    make_hugo(folder, entries, seed)
    click.echo(f"{entries} entries in {folder}; build it with: hugo --source {folder}")


if __name__ == "__main__":
    main()

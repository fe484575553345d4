"""Makes a directory of firms that offer and seek, to measure matching with: the same rows for the same seed.

    python bench/make_directory.py --firms 5000 --seed 1 /tmp/directory
    hubgen -C /tmp/directory build --date 2026-11-22

Each firm offers one thing and seeks two; half of the items stand in its row of the directory, half in `items.csv`.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from bench.make_hub import CONFIG, as_csv

DAY = date(2026, 11, 22)
COUNTRIES = ("HN", "GT", "SV", "NI", "CR", "PA", "MX", "DE", "ES", "NL")
PRODUCTS = (
    "hs:090111", "hs:090121", "hs:0901", "hs:040900", "hs:0409", "hs:152190", "hs:180100", "hs:180632", "hs:392321",
    "hs:392330", "hs:481910", "hs:482110", "hs:442199", "hs:630510", "hs:701090", "hs:830990", "hs:841934", "hs:843680",
    "hs:610910", "hs:6203", "hs:640399", "hs:690911", "hs:710692", "hs:940360", "isic:4923", "isic:5210", "isic:5229",
    "isic:6201", "isic:7120", "isic:1811",
)  # fmt: skip
UNITS = ("tonne", "kilogram", "piece")
CERTIFICATES = ("", "", "", "", "Producción orgánica", "Comercio justo")
TOPIC = "slug,title,summary\nvender,Vender,Clientes y proveedores.\n"
ITEM = ("title", "code", "quantity", "unit", "per", "lead_days", "certificates", "ship_to", "until")


def firm(seed: int, number: int, *, crowd: bool) -> tuple[dict[str, str], list[dict[str, str]]]:
    """The row of a firm, and its rows of `items.csv`; they depend on the seed and the number alone.

    Args:
        crowd: whether all firms trade one product in one country.
    """
    chance = random.Random(f"{seed}/{number}")
    home = COUNTRIES[0] if crowd else chance.choice(COUNTRIES)
    row = {
        "slug": f"firma-{number:05}",
        "title": f"Firma {number}",
        "summary": f"Empresa inventada número {number}, para medir.",
        "kind": "company",
        "countries": home,
        "sectors": "10",
        "contact.email": f"firma-{number:05}@example.org",
        "consent": "2026-01-15",
        "verified": (DAY - timedelta(days=chance.randrange(700))).isoformat(),
        "review_every": "9999d",
    }
    items = []
    for place, side in enumerate(("offer", "seek", "seek")):
        item = _item(chance, side, home, crowd=crowd)
        if chance.random() < 0.5:
            items.append({"organization": row["slug"], "side": side, **item})
        else:
            column = f"{side}s.{max(place, 1)}"
            row |= {f"{column}.{name}": text for name, text in item.items()}
    return row, items


def _item(chance: random.Random, side: str, home: str, *, crowd: bool) -> dict[str, str]:
    code = PRODUCTS[0] if crowd else chance.choice(PRODUCTS)
    reach = {home, *chance.sample(COUNTRIES, chance.randrange(4))} if side == "offer" and not crowd else {home}
    values = (
        f"Producto {code}", code, str(chance.choice((1, 5, 20, 100, 1000))), chance.choice(UNITS), "year",
        str(chance.choice((5, 15, 30, 60))), chance.choice(CERTIFICATES), ";".join(sorted(reach)),
        (DAY + timedelta(days=chance.randrange(-20, 360))).isoformat(),
    )  # fmt: skip
    return dict(zip(ITEM, values, strict=True))


def make_directory(folder: Path, firms: int, seed: int, *, shuffle: bool = False, crowd: bool = False) -> None:
    """Writes the hub into a folder that is not there yet or empty."""
    made = [firm(seed, number, crowd=crowd) for number in range(1, firms + 1)]
    rows, items = [row for row, _ in made], [item for _, found in made for item in found]
    if shuffle:
        random.Random(seed).shuffle(rows)
        random.Random(seed).shuffle(items)
    columns = dict.fromkeys(name for _, name in sorted(_columns(rows)))
    files = {
        "topics/temas.csv": TOPIC,
        "directory/firmas.csv": as_csv({name: row.get(name, "") for name in columns} for row in rows),
        "chains/items.csv": as_csv(iter(items)),
    }
    for path, text in files.items():
        target = folder / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    (folder / "config.yaml").write_text(CONFIG.format(languages="es", search="false"), "utf-8")


def _columns(rows: list[dict[str, str]]) -> Iterator[tuple[bool, str]]:
    """The slug first: the names of the others in the order of letters."""
    return ((name != "slug", name) for row in rows for name in row)


@click.command(help=(__doc__ or "").partition("\n")[0])
@click.option("--firms", default=5000, show_default=True, type=click.IntRange(min=1), help="How many firms.")
@click.option("--seed", default=1, show_default=True, help="Another number, another directory.")
@click.option("--shuffle", is_flag=True, help="The same rows in another order.")
@click.option("--crowd", is_flag=True, help="One product in one country.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def main(folder: Path, firms: int, seed: int, shuffle: bool, crowd: bool) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty")
    make_directory(folder, firms, seed, shuffle=shuffle, crowd=crowd)
    click.echo(f"{firms} firms in {folder}; build it with: hubgen -C {folder} build --date {DAY}")


if __name__ == "__main__":
    main()

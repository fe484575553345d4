"""Offers and requests: the pairs of the example hub that people worked out by hand, and what decides each of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from bench.make_directory import make_directory
from hubgen.matching.goods import Good, goods_of
from hubgen.matching.pairs import BEST, Match, Matches, match
from hubgen.matching.points import reasons
from hubgen.model.entry import Data, Entry, Localized, Places, Ref
from hubgen.model.site import Published, Site
from hubgen.problems import Location
from hubgen.project import Project
from tests.conftest import ROOT
from tests.hubs import CONFIG, DAY, config_of, make_hub, resolve_hub

REGIONS = ("occidente-hn", "centro-sur-hn", "costa-norte-hn")
GROUPS = "groups: {UNIONEUR: [DE, ES, NL]}\nregions:\n" + "".join(
    f"  {name}: {{country: HN, label: {{es: {name}, en: {name}, pt: {name}}}}}\n" for name in REGIONS
)
FILES = ("directory/cadenas.csv", "directory/empresas.csv", "directory/instituciones.yaml", "chains/items.csv")


@cache
def example() -> tuple[Site, dict[str, tuple[str, ...]]]:
    """The firms of the example hub with what they offer and seek."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        files = {f"content/{name}": (ROOT / "content" / name).read_text("utf-8") for name in FILES}
        project = make_hub(Path(folder), files, CONFIG + GROUPS)
        return resolve_hub(project)[0], dict(config_of(project).groups)


@cache
def found() -> Matches:
    site, groups = example()
    return match(with_dryer(site), groups)


def with_dryer(site: Site) -> Site:
    """The site with a notice that sells a used dryer, of a firm of the directory."""
    item = {"title": Localized.of((("es", "Secadora de granos usada"),)), "code": "hs:841934", "quantity": Decimal(1),
            "unit": "piece", "lead_days": 7, "ship_to": ("HN",)}  # fmt: skip
    return replace(site, entries=(*site.entries, notice("vendo-secadora", "sell", item, "red-cafetalera-ejemplo")))


def notice(slug: str, kind: str, item: dict[str, object], firm: str = "", day: date = DAY) -> Published:
    data = {
        "kind": kind,
        "date": day,
        "expires": date(2027, 1, 31),
        "countries": ("HN",),
        "item": Data.of(tuple(item.items())),
    }
    if firm:
        data["organization"] = Ref(f"organization/{firm}")
    entry = Entry(
        f"notice/{slug}", "notice", "es", Localized.of((("es", slug),)), Data.of(tuple(data.items())), None, "",
        Places(Location("")),
    )  # fmt: skip
    return Published(entry, "current", "", day, None, False, {}, {}, {})


def pair(seek: str, code: str, offer: str) -> Match | None:
    for one in found().all:
        ids = one.seek.entry.id.rpartition("/")[2], one.offer.entry.id.rpartition("/")[2]
        if ids == (seek, offer) and one.seek.code == code:
            return one
    return None


@pytest.mark.parametrize(
    ("seek", "code", "offer", "points"),
    # sum = code + quantity + time + confirmed in 2026
    [
        ("cafe-cumbre-ejemplo", "392321", "empaques-volcan-ejemplo", (3, 2, 1, 1)),
        ("tostaduria-plaza-ejemplo", "392321", "empaques-lago-ejemplo", (3, 1, 0, 0)),  # confirmed 540 days ago
        ("importadora-rin-ejemplo", "090111", "cooperativa-niebla-ejemplo", (3, 2, 1, 1)),  # two certificates
        ("cafe-viajero-ejemplo", "090111", "cafe-cumbre-ejemplo", (3, 2, 1, 1)),
        ("importadora-canal-ejemplo", "0901", "finca-mirador-ejemplo", (2, 1, 1, 1)),  # a group as its members
        ("importadora-turia-ejemplo", "040900", "cooperativa-abeja-ejemplo", (3, 2, 1, 1)),
        ("colmenas-pino-ejemplo", "152190", "apiarios-cerro-ejemplo", (3, 0, 1, 1)),  # tonnes and kilograms
        ("beneficio-quebrada-ejemplo", "841934", "vendo-secadora", (3, 1, 1, 1)),  # a notice of the board
        ("yutes-valle-ejemplo", "4923", "transporte-cumbres-ejemplo", (2, 2, 1, 1)),
        ("beneficio-quebrada-ejemplo", "5210", "carga-istmo-ejemplo", (1, 0, 1, 1)),
    ],
)
def test_a_match_has_the_points_that_were_counted_by_hand(seek, code, offer, points):
    one = pair(seek, code, offer)
    assert one is not None
    why = one.reasons
    assert (why.code, why.quantity, int(why.lead), int(why.verified)) == points
    assert why.points == sum(points)


@pytest.mark.parametrize(
    ("seek", "code", "offer"),
    [
        ("tostaduria-plaza-ejemplo", "392321", "bolsas-centro-ejemplo"),  # confirmed 541 days ago
        ("beneficio-quebrada-ejemplo", "841934", "secadoras-istmo-ejemplo"),  # does not reach Honduras
        ("mieles-oriente-ejemplo", "040900", "apiarios-cerro-ejemplo"),  # holds no certificate
        ("mieles-oriente-ejemplo", "040900", "mieles-oriente-ejemplo"),  # the same firm
        ("importadora-rin-ejemplo", "090111", "finca-mirador-ejemplo"),  # holds one of two certificates
    ],
)
def test_what_does_not_hold_is_no_match(seek, code, offer):
    assert pair(seek, code, offer) is None


def test_what_ended_yesterday_is_no_match():
    """Of the extractors nothing is left but the filters of the same chapter."""
    one = pair("cooperativa-abeja-ejemplo", "843680", "equipos-miel-ejemplo")
    assert one is not None and one.offer.code == "842129"


def test_the_best_offer_comes_first():
    [bags] = [good for good in found().goods_in("organization/tostaduria-plaza-ejemplo") if good.code == "392321"]
    assert [(one.offer.entry.id[13:], one.reasons.points) for one in found().of(bags)] == [
        ("empaques-volcan-ejemplo", 7),
        ("empaques-lago-ejemplo", 4),
    ]


def test_a_notice_without_a_firm_is_confirmed_on_its_day():
    """It has nobody else's; and it is never matched with what stands in it."""
    jute = {"title": Localized.of((("es", "Sacos"),)), "code": "hs:630510"}
    site = Site(
        DAY,
        (
            notice("compro", "buy", jute),
            notice("vendo", "sell", jute),
            notice("viejo", "sell", jute, day=date(2025, 5, 30)),
        ),
        None,
    )
    assert [(one.seek.party, one.offer.party) for one in match(site, {}).all] == [("notice/compro", "notice/vendo")]


def test_firms_that_claim_a_day_of_next_year_hide_none(tmp_path):
    """They come first among equals, and have no point for this year."""
    bags = {"title": Localized.of((("es", "Bolsas"),)), "code": "hs:392321"}
    entries = [notice("compro", "buy", bags)]
    entries += [notice(f"futuro{n}", "sell", bags, day=date(DAY.year + 1, 1, 1)) for n in range(BEST + 1)]
    entries += [notice("de-este-anio", "sell", bags)]
    found = match(Site(DAY, tuple(entries), None), {}).all
    assert found[0].offer.entry.id == "notice/de-este-anio"


def every_pair(goods: list[Good]) -> Iterator[Match]:
    """The ten best offers of each request, every request compared with every offer."""
    for seek in (good for good in goods if good.side == "seek"):
        offers = [good for good in goods if good.side == "offer"]
        fits = [Match(seek, offer, why) for offer in offers if (why := reasons(seek, offer, DAY.year))]
        yield from sorted(fits, key=lambda one: one.order)[:BEST]


def told(matches: Iterator[Match] | tuple[Match, ...]) -> list[tuple[object, ...]]:
    return sorted((one.seek.order, one.offer.order, one.reasons.points) for one in matches)


@pytest.mark.parametrize("crowd", [False, True])
def test_the_index_finds_what_comparing_all_with_all_finds(tmp_path, crowd):
    """In any order of rows; a made directory has ties, ends, groups of units and stale firms enough."""
    make_directory(tmp_path / "a", 150, seed=3, crowd=crowd)
    make_directory(tmp_path / "b", 150, seed=3, shuffle=True, crowd=crowd)
    sites = [resolve_hub(Project(tmp_path / name))[0] for name in "ab"]
    first, second = (match(site, {}) for site in sites)
    assert len(first.all) > 100
    assert [(one.seek.order, one.offer.order, one.reasons) for one in first.all] == [
        (one.seek.order, one.offer.order, one.reasons) for one in second.all
    ]
    goods = list(goods_of(sites[0], {}))
    random.Random(1).shuffle(goods)
    assert told(first.all) == told(every_pair(sorted(goods, key=lambda good: (good.order, repr(good.item)))))


@pytest.mark.parametrize(
    ("offered", "sought", "points"),
    [("month", "month", 2), ("year", "month", 0), ("month", "year", 2), ("once", "month", 2), ("year", "once", 2)],
)
def test_amounts_of_other_periods_are_compared_by_the_year(offered: str, sought: str, points: int):
    """A thousand a year is a twelfth of a thousand a month."""
    title = Localized.of((("es", "Miel"),))
    item = {"title": title, "code": "hs:040900", "quantity": Decimal(1000), "unit": "kilogram", "ship_to": ("HN",)}
    seek = notice("busco", "buy", item | {"per": sought})
    site = replace(example()[0], entries=(seek, notice("vendo", "sell", item | {"per": offered})))
    [one] = match(site, {}).all
    assert one.reasons.quantity == points

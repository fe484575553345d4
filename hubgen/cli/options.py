"""Flags that several commands share, and what they become."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from hubgen.model.audience import AUDIENCES
from hubgen.options import Options, sensible_workers


class Day(click.ParamType[date]):
    """A day as YYYY-MM-DD."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        from hubgen.model.values.days import YEARS  # not where no day is given

        try:
            if len(value) == 10 and (day := date.fromisoformat(value)).year in YEARS:
                return day
        except ValueError:
            pass
        self.fail(f'"{value}" is not a day; write it as 2026-11-30.', param, ctx)


def compile_flags(command: Callable[..., Any]) -> Callable[..., Any]:
    """The flags of everything that compiles a hub: day, drafts, audience, address, budget, strictness."""
    for option in reversed(
        (
            click.option(
                "--date", "day", type=Day(), envvar="HUBGEN_DATE", help="Build as of that day; default: today."
            ),
            click.option("--drafts", is_flag=True, help="Treat drafts as ready."),
            click.option(
                "--audience",
                type=click.Choice(AUDIENCES),
                default="public",
                show_default=True,
                help="For whom: members see members' entries too, staff sees all.",
            ),
            click.option(
                "--base-url",
                default="",
                metavar="URL",
                envvar="HUBGEN_BASE_URL",
                help="Another address than in config.yaml.",
            ),
            click.option(
                "--budget",
                type=click.Choice(["error", "warn", "off"]),
                default="error",
                show_default=True,
                help="What becomes of pages that are too heavy.",
            ),
            click.option("--strict", is_flag=True, help="Treat warnings as faults."),
            click.option(
                "--workers",
                type=click.IntRange(1, 64),
                default=None,
                metavar="N",
                help="Processes for a large hub; default: one for each core, at most 4.",
            ),
        )
    ):
        command = option(command)
    return command


def build_options(flags: dict[str, Any], *, memo: bool = True, output_dir: Path | None = None) -> Options:
    return Options(
        day=flags["day"],
        drafts=flags["drafts"],
        audience=flags["audience"],
        base_url=flags["base_url"],
        budget=flags["budget"],
        strict=flags["strict"],
        memo=memo,
        output_dir=output_dir,
        workers=flags["workers"] or sensible_workers(),
    )

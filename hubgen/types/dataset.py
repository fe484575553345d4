"""Dataset: figures in a CSV file, and what each of its columns means."""

from __future__ import annotations

from collections.abc import Iterator

from hubgen.model.data_table import NUMBERS, DataColumn
from hubgen.model.entry import Data
from hubgen.model.field import Field
from hubgen.problems import Problem, say
from hubgen.types.base import ContentType, Draft

REVIEW_DAYS = {"daily": 1, "weekly": 7, "monthly": 31, "quarterly": 92, "yearly": 366}
"""By frequency, the longest that one of its periods lasts; a single survey has no next one."""
MOST_DECIMALS = 9


def columns_of(data: Data) -> tuple[DataColumn, ...]:
    """The columns that an entry declares; one that was faulty is text without a part."""
    return tuple(
        DataColumn(
            str(one.get("name", "")),
            str(one.get("type", "text")),
            str(one.get("role", "none")),
            places if isinstance(places := one.get("decimals"), int) else None,
        )
        for one in data.items_of("columns")
        if isinstance(one, Data)
    )


def is_drawn(data: Data) -> bool:
    """Whether the entry wants a chart."""
    chart = data.get("chart")
    return isinstance(chart, Data) and chart.get("type") in ("bars", "lines")


def _is_csv(draft: Draft) -> Iterator[Problem]:
    file = draft.data.text("data")
    if file and not file.lower().endswith(".csv"):
        yield draft.fault(
            "value-type",
            "data",
            say('"{text}" is no CSV file', text=file),
            expected=say("a file that ends in .csv, in the folder of this one"),
            mend=say('in the spreadsheet, "Save as" and the type "CSV UTF-8"'),
        )


def _columns(draft: Draft) -> Iterator[Problem]:
    """Each column has a name of its own, and figures as many decimals as can be read."""
    seen: set[str] = set()
    for number, column in enumerate(columns_of(draft.data), 1):
        if column.name and column.name in seen:
            yield draft.fault(
                "value-type",
                f"columns.{number}.name",
                say("two columns have the name {name}", name=column.name),
                mend=say("rename one of them, here and in the file with the data"),
            )
        seen.add(column.name)
        if column.decimals is not None and column.decimals > MOST_DECIMALS:
            yield draft.fault(
                "value-type",
                f"columns.{number}.decimals",
                say("{count} decimals are too many", count=column.decimals),
                expected=say("a number from 0 to {most}", most=MOST_DECIMALS),
            )


def _chart(draft: Draft) -> Iterator[Problem]:
    """A chart is drawn from columns that exist, its figures from one with figures."""
    chart = draft.get("chart")
    if not isinstance(chart, Data) or not is_drawn(draft.data):
        return
    columns = {column.name: column for column in columns_of(draft.data)}
    for name in ("x", "y", "by"):
        column, field = chart.get(name), f"chart.{name}"
        if column is None and name != "by" and field not in draft.faulty:
            yield draft.fault(
                "missing-field",
                field,
                say("a chart needs the column for {name}", name=name),
                mend=say("add {field}: …", field=name),
            )
        elif column is not None and column not in columns and "columns" not in draft.faulty:
            yield draft.fault(
                "not-in-vocabulary",
                field,
                say('"{text}" is no column of this dataset', text=column),
                expected=say("one of: {labels}", labels=", ".join(columns)),
            )
    y = columns.get(str(chart.get("y", "")))
    if y and y.type not in NUMBERS:
        yield draft.fault(
            "value-type",
            "chart.y",
            say("{column} holds no figures, and a chart is drawn from figures", column=y.name),
            expected=say("a column of the type {types}", types=", ".join(NUMBERS)),
        )


DATASET = ContentType(
    name="dataset",
    folder="statistics",
    slugs={"es": "estadisticas", "en": "statistics", "pt": "estatisticas"},
    forms=("yaml",),
    requires=("title", "summary", "topics", "source", "verified"),
    review_by=("frequency", REVIEW_DAYS),
    facets=("topics", "countries", "kind", "frequency"),
    ledger=("period", "frequency", "publisher", "countries", "products", "sectors", "license"),
    meta=("kind", "period", "publisher"),
    schema_type=lambda data: "Dataset",
    data_field="data",
    texts=("method",),
    fed_values=(("kind", "prices"),),
    tells_periods=True,
    marks_overdue=True,
    not_exported=frozenset({"columns", "chart", "missing"}),
    rules=(_is_csv, _columns, _chart),
    own=(
        Field("kind", "enum(data_kind)", "always", ("tipo", "kind", "tipo")),
        Field("data", "path", "always", note="CSV file"),
        Field("columns", "list[map(column)]", "always", note="every column of the CSV, in order"),
        Field("license", "string(80)", "always"),
        Field("period", "string(30)", "optional", note="`2025-2026`, `2026-10`"),
        Field("frequency", "enum(freq)", "optional", ("frecuencia", "frequency", "frequência")),
        Field("publisher", "string(120)"),
        Field("method", "md"),
        Field("missing", "list[string(10)]", "optional", note="codes for no data"),
        Field("chart", "map(chart)"),
    ),
)

"""What a page may weigh, and how pictures are made small."""

from __future__ import annotations

import re
from decimal import Decimal

from hubgen.config_parts.nodes import Problems, add_fault, items_of, pairs_of
from hubgen.model.node import Node, Scalar
from hubgen.problems import say

BUDGETS = ("page", "total", "image", "file", "part")


def read_budget(node: Node, problems: Problems) -> dict[str, int]:
    budget = {}
    for key, value in pairs_of(node, "budget", problems):
        size = as_bytes(value.text) if isinstance(value, Scalar) else None
        if key.text not in BUDGETS:
            add_fault(
                problems,
                "unknown-field",
                key,
                say('unknown setting "{field}"', field=key.text),
                expected=say("one of: {labels}", labels=", ".join(BUDGETS)),
            )
        elif size is None:
            add_fault(
                problems,
                "value-type",
                value,
                say("this is not a size"),
                expected=say("a number with k or M, such as 10k"),
            )
        else:
            budget[key.text] = size
    return budget


def as_bytes(text: str) -> int | None:
    """`10k` = 10,000 and `5M` = 5,000,000 bytes; None where the text is no size."""
    match = re.fullmatch(r"(\d{1,9}(?:\.\d+)?)\s*([kKmM]?)B?", text.strip())
    if not match:
        return None
    return int(Decimal(match[1]) * {"": 1, "k": 1000, "m": 1_000_000}[match[2].lower()])


def read_images(node: Node, problems: Problems) -> dict[str, object]:
    images: dict[str, object] = {}
    for key, value in pairs_of(node, "images", problems):
        words = [one.text for one in items_of(value) if isinstance(one, Scalar)]
        if key.text == "widths" and words and all(re.fullmatch(r"[1-9]\d{1,3}", word) for word in words):
            images["widths"] = tuple(sorted(int(word) for word in words))
        elif key.text == "formats" and words and set(words) <= {"avif", "jpeg", "webp"}:
            images["formats"] = tuple(words)
        elif key.text == "load" and words in (["lazy"], ["link"]):
            images["load"] = words[0]
        elif key.text in ("widths", "formats", "load"):
            add_fault(
                problems,
                "value-type",
                value,
                say("this is no setting for {field}", field=key.text),
                expected=say("widths: [320, 640], formats: [avif, jpeg], load: lazy or link"),
            )
        else:
            add_fault(problems, "unknown-field", key, say('unknown setting "{field}"', field=key.text))
    return images

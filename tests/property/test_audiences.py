"""Whatever is restricted, the site of other readers is that of a hub without it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen.model.audience import AUDIENCES, may_see
from tests.hubs import (
    CONFIG,
    PRICES,
    compiled,
    dataset,
    document,
    errors,
    event,
    financing,
    guide,
    make_hub,
    market,
    news,
    organization,
    question,
    standard,
    term,
    told,
)

SPANISH = CONFIG.replace("[es, en, pt]", "[es]").replace("title@en: SME Centre\ntitle@pt: Centro PME\n", "")

# Where an entry of each type lies, and what makes its text.
KINDS = {
    "guide": ("guides/{}.md", lambda **more: guide("## Trato {title}\n\nTexto.\n".format(**more), **more)),
    "news": ("news/{}.md", lambda **more: news(urgent="yes", date="2026-11-20", **more)),
    "event": ("events/{}.md", event),
    "financing": ("financing/{}.md", financing),
    "organization": ("directory/{}.yaml", organization),
    "standard": ("standards/{}.yaml", standard),
    "market": ("markets/{}.md", market),
    "document": ("documents/{}.yaml", document),
    "dataset": ("statistics/{}.yaml", dataset),
    "question": ("faq/{}.yaml", question),
    "term": ("glossary/{}.yaml", term),
    "topic": ("topics/{}.yaml", lambda **more: "".join(f"{name}: {text}\n" for name, text in more.items())),
}

entries = st.lists(
    st.tuples(st.sampled_from(sorted(KINDS)), st.sampled_from(AUDIENCES), st.integers(0, 9)), min_size=1, max_size=8
)


def files_of(drawn, audience):
    """The hub of an audience: each entry leads to one that its readers see; those of others are left out."""
    ids = [f"{kind}/e{number}" for number, (kind, _, _) in enumerate(drawn)]
    files = {"content/topics/vender.yaml": "title: Vender\nsummary: Clientes.\n"}
    for number, (kind, visibility, other) in enumerate(drawn):
        if not may_see(audience, visibility):
            continue
        target = other % len(drawn)
        related = f"[{ids[target]}]" if may_see(visibility, drawn[target][1]) and target != number else None
        path, text = KINDS[kind]
        data = {"data": f"d{number}.csv"} if kind == "dataset" else {}
        fields = {"title": f"Ficha {number}", "summary": f"Dice algo de {number}.", "visibility": visibility, **data}
        files["content/" + path.format(f"e{number}")] = text(**fields, **({"related": related} if related else {}))
        if kind == "dataset":
            files[f"content/statistics/d{number}.csv"] = PRICES
    return files


def site(files, audience):
    with tempfile.TemporaryDirectory() as folder:
        result = compiled(make_hub(Path(folder), files, SPANISH), audience=audience)
        assert not errors(result.problems), told(result.problems)
        return {file.path: file.content or (file.source and file.source.read_bytes()) for file in result.files}


@settings(max_examples=12)
@given(drawn=entries, audience=st.sampled_from(AUDIENCES[:2]))
def test_what_is_restricted_leaves_no_trace(drawn, audience):
    """The whole hub and the hub without what its readers may not see give the same bytes."""
    assert site(files_of(drawn, "staff"), audience) == site(files_of(drawn, audience), audience)

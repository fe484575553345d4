"""Thread: a mailing list with the archive of its mails; its threads are entries that nobody writes by hand."""

from __future__ import annotations

from collections.abc import Iterator

from hubgen.model.entry import Data
from hubgen.model.field import Field
from hubgen.problems import Problem, say
from hubgen.types.base import ContentType, Draft

PAGES = ("http:", "https:", "mailto:")


def is_list(data: Data) -> bool:
    """Whether the entry is the list itself, not one of its threads."""
    return "list" not in data


def _ways(draft: Draft) -> Iterator[Problem]:
    """One joins and leaves a list by mail or on a page."""
    for name in ("subscribe", "unsubscribe"):
        url = draft.data.text(name)
        if url and not url.lower().startswith(PAGES):
            yield draft.fault(
                "value-type",
                name,
                say('"{text}" is neither a page nor a mail address', text=url),
                expected=say("mailto:… or https://…"),
            )


def _members(draft: Draft) -> Iterator[Problem]:
    if draft.has("members") and not draft.has("updated"):
        yield draft.fault(
            "missing-field",
            "updated",
            say("the number of members needs its day"),
            mend=say("add {field}: …", field="updated"),
        )


THREAD = ContentType(
    name="thread",
    folder="forums",
    slugs={"es": "foros", "en": "forums", "pt": "foruns"},
    forms=("list.yaml",),
    boxes=".mbox",
    requires=("title", "summary", "topics"),
    facets=("list", "topics", "year", "answered"),
    ledger=("terms", "members", "closed"),
    form=lambda data: "mailing-list" if is_list(data) else "",
    schema_type=lambda data: "CollectionPage" if is_list(data) else "DiscussionForumPosting",
    meta=("updated", "messages"),
    names_feed=True,
    private=frozenset({"remove", "hide_senders"}),
    rules=(_ways, _members),
    own=(
        Field("address", "email", "always", note="posting address"),
        Field("subscribe", "url", "always", note="`mailto:` or page"),
        Field("unsubscribe", "url", "always", note="`mailto:` or page"),
        Field("terms", "text(200)", note="who may join"),
        Field("members", "int", note="declared, dated by `updated`"),
        Field("mask", "bool", note="default true: `name@…`"),
        Field("max_kb", "int", note="per message shown; default 64"),
        Field("remove", "list[string(200)]", note='Message-IDs withheld (shown as "message withdrawn")'),
        Field("hide_senders", "list[email]", note="opted out: name and text withheld"),
        Field("closed", "date", note="read-only since"),
    ),
    computed=(
        Field("list", "ref(thread)", "optional", ("lista", "list", "lista")),
        Field("messages", "int", "optional", ("mensajes", "messages", "mensagens")),
        Field("people", "int", "optional", ("personas", "people", "pessoas")),
        Field("answered", "string(20)", "optional", ("respuesta", "answer", "resposta")),
    ),
)

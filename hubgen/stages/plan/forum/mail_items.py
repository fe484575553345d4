"""The mails of threads as items of feeds."""

from __future__ import annotations

import hashlib
import html
from collections import Counter
from collections.abc import Iterator

from hubgen.formats.feeds.feed import FeedItem
from hubgen.formats.html_words import cut_words
from hubgen.model.site import Published
from hubgen.model.thread import Message
from hubgen.stages.plan.addresses import part_path, permalink
from hubgen.stages.plan.frame import Frame
from hubgen.stages.plan.machine.ids import entry_tag
from hubgen.stages.plan.machine.moments import midnight

SUMMARY_LIMIT = 300


def mail_items(one: Published, frame: Frame) -> Iterator[FeedItem]:
    """An item for each mail that readers may read; its id comes from its Message-ID."""
    thread, config = frame.site.threads[one.id], frame.config
    language = frame.language if one.is_translated(frame.language) else one.entry.language
    same: Counter[str] = Counter()
    for message in thread.messages:
        if message.withheld:
            continue
        same[message.id] += 1
        again = f" {same[message.id]}" if same[message.id] > 1 else ""  # another mail under an id that is used
        moment = message.sent or midnight(one.changed, config.zone)
        page = part_path(one.paths[language], frame.display.sheets.page_of(thread, message.number))
        texts = [passage.text for passage in message.passages if passage.kind == "text"]
        mark = hashlib.sha256(f"{message.id}{again}".encode()).hexdigest()[:10]
        yield FeedItem(
            id=f"{entry_tag(one, language, config)}#{mark}",
            url=f"{permalink(config, page)}#m{message.number}",
            title=_title(one, message, frame),
            summary=cut_words(" ".join(" ".join(texts).split()), SUMMARY_LIMIT),
            language=language,
            published=moment,
            updated=moment,
            html=_html(texts) if config.feeds.text == "full" else "",
            authors=(message.sender,) if message.sender else (),
        )


def _title(one: Published, message: Message, frame: Frame) -> str:
    title = frame.display.title(one).text
    return title if message.number == 1 else frame.texts["mail_re"].format(title=title)


def _html(texts: list[str]) -> str:
    paragraphs = (part for text in texts for part in text.split("\n\n"))
    return "".join(f"<p>{html.escape(part).replace(chr(10), '<br>')}</p>" for part in paragraphs)

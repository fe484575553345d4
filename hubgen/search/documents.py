"""What the search knows of one page: plain values that plan gathers and pagefind indexes."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from hubgen.formats.plain import plain
from hubgen.model.frozen import frozen


@frozen
class SearchDocument:
    """One page in one language, as the search sees it."""

    path: str
    """Site path: `guias/costos.html`."""
    language: str
    title: str
    text: str
    """All text of the page that helps to find it, without markup."""
    day: date
    """For the order by date, and shown with the result."""
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Name -> values in the words of the document's language: `type`, `country`, `topic`."""
    meta: tuple[tuple[str, str], ...] = ()
    """Name -> words shown with the result; they can be searched too: `type`, `country`, `state`, `synonyms`."""
    answers: bool = False
    """Whether it is there to answer questions: its title counts once more, where no reader sees it."""

    def record(self) -> dict[str, object]:
        """The document as pagefind's service takes it (AddRecord).

        The title stands in the text once more: measured on the example hub, titles then come first
        as often as with HTML and its heading weights. The day, which a result shows, stands in the
        address: all meta is searched too, and "3" must not find everything from the third.
        """
        words = {
            "title": self.title,
            **dict(self.meta),
            "answers": f"{self.title} {self.title} {self.title}" if self.answers else "",
        }
        return {
            "url": f"{quote(self.path, safe='/-._~')}?{self.day.isoformat()}",
            "content": _line(f"{self.title} {self.text}"),
            # The browser asks in lower case, and finds no index for "pt-BR".
            "language": self.language.lower(),
            "meta": {name: _line(text) for name, text in words.items() if text},
            "filters": {name: list(map(_line, values)) for name, values in self.filters if values},
            "sort": {"date": self.day.isoformat()},
        }


def _line(text: str) -> str:
    """The text in one line, without what has no form in JSON."""
    return " ".join(plain(text).split())

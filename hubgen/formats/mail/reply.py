"""The link that answers a mail of an archive, and the mark by which an answer is known again.

Some mail programs keep only the subject and the text of a `mailto:` link. So the id of the mail that is answered
stands in the text too, and is read there when the answer comes into the archive.

Source: RFC 6068; `In-Reply-To` is one of the fields that it names.
"""

from __future__ import annotations

import re
from urllib.parse import quote

_MARK = re.compile(r"^[> \t]*\[Re: <([!-;=?-~]{3,200})>\][ \t]*$", re.MULTILINE)
_BLANKS = re.compile(r"\n{3,}")


def reply_link(address: str, subject: str, id: str) -> str:
    """A `mailto:` to a list with subject, In-Reply-To and the mark in the text."""
    fields = (("subject", f"Re: {subject}"), ("In-Reply-To", f"<{id}>"), ("body", f"\r\n\r\n[Re: <{id}>]\r\n"))
    return f"mailto:{quote(address, safe='@')}?" + "&".join(f"{name}={quote(value, safe='')}" for name, value in fields)


def without_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """The text of a mail without marks, and the ids in them; those in quotes are older and name nothing new."""
    found = tuple(match[1] for match in _MARK.finditer(text) if not match[0].lstrip().startswith(">"))
    return (_BLANKS.sub("\n\n", _MARK.sub("", text)).rstrip(), found) if "[Re: <" in text else (text, ())

"""Ids that never change: of feeds, of what stands in them, of what stands in calendars.

They come from `tag_authority` and the id of an entry, never from an address or a title,
so that a reader's program knows an item again after a move (RFC 4151; RFC 4287, 4.2.6).
"""

from __future__ import annotations

from urllib.parse import quote

from hubgen.config import Config
from hubgen.locale.formatting import slugify
from hubgen.matching.pairs import Match
from hubgen.model.audience import Audience
from hubgen.model.site import Published

_PLAIN = "/-._~"


def entry_tag(one: Published, language: str, config: Config) -> str:
    """`tag:pyme.example.org,2026-01-01:guide/costos`; a translation has its language behind an `@`."""
    own = "" if language == one.entry.language else f"@{language}"
    return f"tag:{config.tag_authority}:{quote(one.id, safe=_PLAIN)}{own}"


def match_tag(match: Match, language: str, config: Config) -> str:
    """`tag:…:match/organization/x/hs:090111/cafe-verde/organization/y/…@es`: whose request, whose offer, of what."""
    name = "/".join(
        f"{good.entry.id}/{good.scheme}:{good.code}/{slugify(good.title)}" for good in (match.seek, match.offer)
    )
    return f"tag:{config.tag_authority}:match/{quote(name, safe=_PLAIN + ':')}@{language}"


def feed_tag(key: str, language: str, config: Config, audience: Audience) -> str:
    """`tag:pyme.example.org,2026-01-01:feed/financing/instruments/guarantee@es`; the same for all its forms.

    The feed of another audience holds other things, and so it is another one: `…:feed-members/financing@es`.
    """
    feed = "feed" if audience == "public" else f"feed-{audience}"
    return f"tag:{config.tag_authority}:{feed}/{quote(key, safe=_PLAIN)}@{language}"


def calendar_uid(name: str, config: Config) -> str:
    """`event/rueda-alimentos@pyme.example.org`, in every language the same (RFC 7986, 5.3)."""
    domain = config.tag_authority.partition(",")[0].rpartition("@")[2]
    return f"{name}@{domain}"

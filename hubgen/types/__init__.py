"""The content types of a hub, one file each, and the engine that reads their field tables.

No registry: `TYPES` is the list. A new type is one file here, one template, one golden page.
"""

from __future__ import annotations

from collections.abc import Mapping

from hubgen.types.advisor import ADVISOR
from hubgen.types.base import ContentType
from hubgen.types.chain import CHAIN
from hubgen.types.dataset import DATASET
from hubgen.types.diagnostic import DIAGNOSTIC
from hubgen.types.document import DOCUMENT
from hubgen.types.event import EVENT
from hubgen.types.financing import FINANCING
from hubgen.types.guide import GUIDE
from hubgen.types.market import MARKET
from hubgen.types.news import NEWS
from hubgen.types.notice import NOTICE
from hubgen.types.organization import ORGANIZATION
from hubgen.types.partner import PARTNER
from hubgen.types.question import QUESTION
from hubgen.types.standard import STANDARD
from hubgen.types.term import TERM
from hubgen.types.thread import THREAD
from hubgen.types.topic import TOPIC

TYPES: tuple[ContentType, ...] = (
    TOPIC,
    GUIDE,
    NEWS,
    ORGANIZATION,
    FINANCING,
    STANDARD,
    EVENT,
    DOCUMENT,
    MARKET,
    DATASET,
    DIAGNOSTIC,
    NOTICE,
    CHAIN,
    THREAD,
    TERM,
    QUESTION,
    ADVISOR,
    PARTNER,
)
BY_NAME: Mapping[str, ContentType] = {kind.name: kind for kind in TYPES}
BY_FOLDER: Mapping[str, ContentType] = {kind.folder: kind for kind in TYPES}

"""The rules of feed formats, checked by another hand than the one that writes.

Each checker gives the faults of a file as sentences, and an empty list for a file without fault. It knows what the
specification demands and what the W3C validator warns of. What others may extend (unknown elements, other modules) is
a fault here, for none of it is ours.
"""

from tests.feed_rules.atom import atom_faults
from tests.feed_rules.json_feed import json_feed_faults
from tests.feed_rules.opml import opml_faults
from tests.feed_rules.rss import rss_faults

__all__ = ["atom_faults", "json_feed_faults", "opml_faults", "rss_faults"]

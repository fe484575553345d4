"""Laws of repeating events: what content may say, calendars can follow."""

import re
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen.formats.calendars.repeats import LIMIT, expand
from hubgen.types.event import REPEAT

START = datetime(2026, 11, 30, 22, 0, tzinfo=UTC)


ZONES = st.sampled_from(["America/Santiago", "Europe/Berlin", "Asia/Kathmandu"])


@settings(deadline=None)
@given(st.from_regex(REPEAT, fullmatch=True), st.dates(), ZONES)
def test_any_rule_of_an_event_is_followed(rule, until, zone):
    """A rule that an event may have gives its occurrences in order, from the start on."""
    rule = re.sub(r"UNTIL=\d{8}", f"UNTIL={until.isoformat().replace('-', '')}", rule)

    found = expand(START, rule, zone)

    assert found[0] == START and list(found) == sorted(set(found)) and len(found) <= LIMIT

"""How long pages take on slow networks."""

from __future__ import annotations

# The arithmetic of a cold page of one request: three round trips, the handshake, the bytes with their overhead.
NETWORKS = (("GPRS", 35_000, 1.0), ("EDGE", 240_000, 0.6), ("3G", 400_000, 0.4))
HANDSHAKE_BYTES = 4_700
REQUEST_BYTES = 350
OVERHEAD = 1.06


def seconds(size: int, bits_per_second: int, round_trip_s: float) -> float:
    """Seconds until a cold page of one request has come: three round trips, then the bytes."""
    sent = HANDSHAKE_BYTES + OVERHEAD * (size + REQUEST_BYTES)
    return 4 * round_trip_s + sent * 8 / bits_per_second

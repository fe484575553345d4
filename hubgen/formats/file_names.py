"""Names of files that every system can hold and every web host finds again."""

from __future__ import annotations

import re
import unicodedata

WINDOWS_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{name}{digit}" for name in ("com", "lpt") for digit in range(10))]
)
"""Windows keeps these for devices, with any suffix."""
NAME_BYTES = 255
PATH_BYTES = 1000
# Windows refuses the first ones; `%`, `?` and `#` mean something in an address.
_RESERVED = re.compile(r'[\\:*"<>|%?#]')


def is_portable_path(path: str) -> bool:
    """Whether each part of a path below the site's folder is a plain name, neither `..` nor hidden nor a device."""
    return len(path.encode("utf-8", "replace")) <= PATH_BYTES and all(map(_is_portable_name, path.split("/")))


def _is_portable_name(name: str) -> bool:
    return (
        bool(name)
        and name[0] not in ". "
        and name[-1] not in ". "
        and len(name.encode("utf-8", "replace")) <= NAME_BYTES
        and name.partition(".")[0].strip().lower() not in WINDOWS_DEVICES
        and not _RESERVED.search(name)
        # Control characters, marks of direction, line and paragraph separators, and what is no character.
        and not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp", "Cn") for char in name)
    )

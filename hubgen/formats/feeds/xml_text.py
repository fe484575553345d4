"""What a text loses before it stands in XML; escaping is left to whoever writes the XML."""

from __future__ import annotations

import re

# All but Char, production 2 of XML 1.0: no reference such as &#1; can stand for these either.
_NO_CHAR = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def keep_xml_chars(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold.

    These are the control characters below the blank (but tab and line ends), single surrogates, U+FFFE
    and U+FFFF. A parser refuses the whole file for one of them.
    """
    return text if text.isprintable() else _NO_CHAR.sub("", text)


def one_line(text: str) -> str:
    """The text for a field of one line: each line break a blank, nothing blank at the ends, XML characters only.

    Line breaks are those of `str.splitlines`; LINE SEPARATOR and NEXT LINE are among them.
    """
    if text.isprintable():  # nearly every one: it holds neither line breaks nor what XML has no place for
        return text.strip()
    return keep_xml_chars(" ".join(text.splitlines())).strip()

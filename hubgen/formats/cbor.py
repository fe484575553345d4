"""CBOR as far as the search index needs it: whole numbers from 0 up, text, arrays (RFC 8949, section 3)."""

from __future__ import annotations

Value = int | str | list["Value"]

_NUMBER, _TEXT, _ARRAY = 0, 3, 4
_INLINE = 24  # smaller arguments stand in the first byte itself
_WIDTHS = {24: 1, 25: 2, 26: 4, 27: 8}


def decode(data: bytes) -> Value:
    """The one value that the bytes hold.

    Raises:
        ValueError: they are cut off, go on after the value, or hold something of another kind.
    """
    value, end = _decode(data, 0)
    if end != len(data):
        raise ValueError("bytes after the value")
    return value


def encode(value: Value) -> bytes:
    """The value in the shortest form."""
    if isinstance(value, int):
        return _head(_NUMBER, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    return _head(_ARRAY, len(value)) + b"".join(map(encode, value))


def _decode(data: bytes, at: int) -> tuple[Value, int]:
    kind, argument, at = _read_head(data, at)
    if kind == _NUMBER:
        return argument, at
    if kind == _TEXT:
        text = data[at : at + argument]
        if len(text) < argument:
            raise ValueError("a text is cut off")
        return text.decode(), at + argument
    if kind != _ARRAY:
        raise ValueError(f"major type {kind}")
    items: list[Value] = []
    for _ in range(argument):
        item, at = _decode(data, at)
        items.append(item)
    return items, at


def _read_head(data: bytes, at: int) -> tuple[int, int, int]:
    """Major type, argument, and where the content begins."""
    if at >= len(data):
        raise ValueError("the value is cut off")
    kind, argument = data[at] >> 5, data[at] & 31
    at += 1
    if argument < _INLINE:
        return kind, argument, at
    width = _WIDTHS.get(argument, 0)
    number = data[at : at + width]
    if not width or len(number) < width:
        raise ValueError("the value is cut off, or of no known length")
    return kind, int.from_bytes(number, "big"), at + width


def _head(kind: int, argument: int) -> bytes:
    if argument < _INLINE:
        return bytes([kind << 5 | argument])
    for code, width in _WIDTHS.items():
        if argument < 1 << 8 * width:
            return bytes([kind << 5 | code]) + argument.to_bytes(width, "big")
    raise ValueError("a number beyond 64 bits")

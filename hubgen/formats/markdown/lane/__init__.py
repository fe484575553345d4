"""The fast lane: the bytes that the library would give for a text, at a fraction of its price, or `Odd`.

What is here was read off Python-Markdown 3.11 as `dialect` configures it, and is held to its bytes by random texts
(`tests/markdown_fuzz.py`). Unknown means odd: every rule accepts less than the library does, never more, and nothing
is guessed or repaired. A group of blocks that is odd goes to the library alone, where nothing beside it can lean on
it; else the whole text does.
"""

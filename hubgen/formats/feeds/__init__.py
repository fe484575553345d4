"""Feeds, and lists of feeds: one value, written as Atom, RSS and JSON Feed."""

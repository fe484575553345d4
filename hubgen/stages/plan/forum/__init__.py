"""Mailing lists and their threads: pages, and what feeds tell of each mail."""

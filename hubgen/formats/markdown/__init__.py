"""Markdown as clean HTML: the dialect, the sanitiser, the last pass, and what is wrong in a text."""

"""The nouns: what a hub is made of, as values that do not change."""

"""Pages for people: one file per kind."""

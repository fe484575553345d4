"""A site to its outputs."""

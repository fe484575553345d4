"""Texts marked by hand: what the rules for people must find in them, and what they must leave alone."""

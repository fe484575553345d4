"""Calendars and cards: both are made of content lines (RFC 5545, RFC 6350)."""

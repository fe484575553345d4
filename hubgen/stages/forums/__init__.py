"""Mailing lists: boxes of mail to threads, each an entry of its own."""

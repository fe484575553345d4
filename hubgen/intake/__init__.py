"""Mails of readers as drafts: forms found in them, their lines as fields, corrections beside their entry, a ledger."""

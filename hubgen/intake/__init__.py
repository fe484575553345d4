"""Mails of readers as drafts: forms found in them, their lines as fields, corrections as proposals, a ledger."""

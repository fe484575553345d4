"""Search: small documents in, an index for the browser out. Knows nothing of entries and pages."""

"""What the answers to a diagnostic come to."""

"""What `hubgen add` does once its words are understood."""

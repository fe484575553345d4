"""What is read and written, one file per format; nothing here knows of hubs, types or settings."""

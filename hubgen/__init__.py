"""hubgen: a static site generator for low-bandwidth information hubs."""

__version__ = "0.1.0"

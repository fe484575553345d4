"""The command line: thin commands, one file each, imported when called."""

"""New entries and translations as text, made from the field tables.

Nothing here asks, prints or writes a file: `cli/add.py` does. Comments in what is made
are told through `tell`, so that they come in the language of messages.
"""

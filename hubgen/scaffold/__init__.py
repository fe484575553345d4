"""A new hub as files: its config.yaml explained in plain words, one sample per content type, a page for the clerk.

It reads answers and makes texts; `cli/new.py` asks, and writes them. Comments and
samples are in the hub's first language where we have it (es, en, pt), else in English.
"""

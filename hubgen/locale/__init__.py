"""What hubgen knows of languages, countries, money and code lists.

`formatting` writes dates, numbers and names as a language does, and folds, slugs and
sorts text; `reference` labels codes of ISIC and HS. The data beside them are extracts
made by `tools/extract_cldr.py` (Unicode CLDR, under the Unicode License v3; IANA time
zone database) and our own tables. Nothing here knows of hubs or reads a clock.
"""

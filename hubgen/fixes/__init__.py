"""What `hubgen check --fix` changes by itself: misspelt field names, missing slugs and the empty line
above a list, and not a byte more.

A change is made only where the file still says what the problem was told about, and
kept only if the file then says the same as before but for the mend.
"""

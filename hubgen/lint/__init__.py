"""The rules for people (W10 to W14): what makes a text hard to read, found in the author's own lines.

`passages` cuts a Markdown source into paragraphs, items, headings and cells; `prose` takes the inline markup out of
one of them and keeps the way back to the source; `sentences`, `abbreviations` and `link_texts` look at what is left;
`reading` puts them together for one text. Nothing here knows of entries or files, and no rule ever fails: a text that
nobody could have meant is one in which less is found.
"""

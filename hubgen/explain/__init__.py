"""Why a page is as it is: a hub planned but not rendered, asked about one file, entry, address or rule.

`survey` reads the hub, `facts` answers, `days` knows when the answer changes, `rules`
holds what a rule means. Nothing here prints.
"""

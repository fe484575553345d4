"""The state of this machine and of one hub, as findings: what is well, what may trouble, what has to be mended.

Looks only. `mend` finishes an interrupted build and removes a damaged memo; `support_file`
packs the findings without content, names of persons or passwords.
"""

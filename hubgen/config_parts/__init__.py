"""The structured settings of config.yaml, one file per setting; `config.py` calls them."""

"""`python -m hubgen` is the command `hubgen`."""

from hubgen.cli.main import main

main()

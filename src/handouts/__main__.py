"""`python -m handouts`: the same as the `handouts` command."""

from handouts.cli.main import run

run()

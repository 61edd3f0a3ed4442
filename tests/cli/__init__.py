"""The command line: exit codes, what goes to stdout and what to stderr, and nothing written while a problem stands."""

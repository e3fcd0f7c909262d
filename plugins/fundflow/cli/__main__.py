"""`python -m fundflow.cli`: the command line without its installed script."""

from fundflow.cli import main

main()

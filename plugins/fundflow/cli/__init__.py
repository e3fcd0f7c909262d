"""The command line: `fundflow <verb>`.

One module per verb, found by its name: `cli/<verb>.py` holds a function `<verb>`, or a typer app named `app` for a
verb with verbs of its own. Names with a leading underscore are helpers. Verbs import what they need inside the
function, so that `fundflow check` need not wait for a database driver.

Exit codes: 0 done, 1 findings that reject a file, 2 wrong use, 3 server, disk or network failed.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pkgutil import iter_modules

import typer

from fundflow import collector
from fundflow.cli._mistakes import told


def verbs() -> list[str]:
    """Every verb, by its module's name."""
    return sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))


def build_app() -> typer.Typer:
    app = typer.Typer(
        help="Theo dõi giải ngân vốn các chương trình MTQG. / Follows public money to the cell it was reported in.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    for verb in verbs():
        module = import_module(f"{__name__}.{verb}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=verb)
        else:
            app.command(verb)(getattr(module, verb))
    return app


def main() -> None:
    """The entry point: an error meant for people is shown without a traceback."""
    try:
        sys.exit(build_app()(prog_name="fundflow", standalone_mode=False))
    except Exception as error:
        mistake = told(error)
        if mistake is None:
            raise
        print(mistake, file=sys.stderr)  # noqa: T201 - this is the one place that speaks for the program
        sys.exit(mistake.exit_code)
    finally:
        collector.retire()

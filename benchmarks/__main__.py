"""`make bench`: makes the workloads from a seed, runs fundflow and its peers in turn, writes docs/benchmarks.md.

`--only A,B` measures these workloads alone and leaves the page's other sections; `--short` shows in a minute that the
benchmark itself works, and writes nothing.
"""

from __future__ import annotations

import argparse
import sys
from types import ModuleType

from benchmarks import annexes, dag_folder, drop, large_workbook, page, reports, validation
from benchmarks.measuring import CommandFailed
from benchmarks.stage import stage

WORKLOADS: dict[str, ModuleType] = {
    "A": reports,
    "B": large_workbook,
    "C": annexes,
    "F": drop,
    "G": dag_folder,
    "V": validation,
}
"""Each has a TITLE and measure(stage, rounds, short, say) -> Markdown, and ROUNDS if these are not for --rounds to say."""


def main() -> None:
    options = _options()
    failed: list[str] = []
    for letter in options.only:
        workload = WORKLOADS[letter]
        rounds = 1 if options.short else getattr(workload, "ROUNDS", options.rounds)
        _say(f"{letter}) {workload.TITLE}")
        try:
            with stage() as standing:
                text = workload.measure(standing, rounds, options.short, _say)
        except CommandFailed as error:  # a failed run is no time; the other workloads are measured all the same
            _say(str(error))
            failed.append(letter)
            continue
        section = page.section(letter, workload.TITLE, text, rounds)
        print(section)  # noqa: T201
        if not options.short:
            page.put(section)
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", type=_letters, default=list(WORKLOADS), metavar="A,B", help="these workloads alone")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--short", action="store_true", help="small workloads, one round, no page")
    return parser.parse_args()


def _letters(text: str) -> list[str]:
    letters = text.upper().split(",")
    if unknown := set(letters) - set(WORKLOADS):
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))}: there are {', '.join(WORKLOADS)}")
    return letters


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

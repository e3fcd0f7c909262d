"""docs/benchmarks.md: a head, and one section per workload. A run replaces the sections of what it has measured."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from benchmarks.measuring import machine

PAGE = Path(__file__).parents[1] / "docs/benchmarks.md"
HEAD = """# Benchmarks

Written by `make bench`. fundflow and its peers (benchmarks/peers/) run in turn, round by round; the last column is
fundflow's median over the peer's, from the same rounds. fundflow reads, checks every rule, keeps every cell's address,
loads bitemporal facts and refreshes the tables; the peers only load, or only read. Seeds are fixed. “Processor” counts
the processes and the server's work for them; “peak” is the largest single process, the server's included.
"""
SECTION = re.compile(r"^## (?P<letter>[A-Z])\) .*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def section(letter: str, title: str, text: str, rounds: int) -> str:
    """One workload's section; it says itself when and where it was measured."""
    return f"## {letter}) {title}\n\n{text}\n\n{date.today():%d/%m/%Y}, {rounds} round{'s' if rounds > 1 else ''}; {machine()}.\n"


def put(text: str, path: Path = PAGE) -> None:
    """Puts a section into its place on the page, by its letter."""
    page = path.read_text(encoding="utf-8") if path.exists() else ""
    sections = {match["letter"]: match[0].rstrip() + "\n" for match in SECTION.finditer(page)}
    sections |= {match["letter"]: text for match in SECTION.finditer(text)}
    path.write_text("\n".join([HEAD, *(sections[letter] for letter in sorted(sections))]), encoding="utf-8")

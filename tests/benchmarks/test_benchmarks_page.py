"""docs/benchmarks.md: a run of one workload replaces its own section, and no other."""

from __future__ import annotations

from benchmarks import page


def test_a_section_takes_its_place_by_its_letter(tmp_path):
    path = tmp_path / "benchmarks.md"
    for letter, text in (("C", "annexes"), ("A", "reports"), ("C", "annexes again")):
        page.put(page.section(letter, f"Workload {letter}", text, rounds=5), path)
    written = path.read_text()
    assert written.startswith(page.HEAD)
    assert [line for line in written.splitlines() if line.startswith("## ")] == ["## A) Workload A", "## C) Workload C"]
    assert "annexes again" in written and "annexes\n" not in written
    assert written.count("reports\n") == 1
    assert "5 rounds" in written

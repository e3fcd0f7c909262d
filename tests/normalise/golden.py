"""Makes the golden workbooks of tests/workbooks/<form>/{pass,fail}: `python tests/normalise/golden.py`, when a form changes.

They are drawn by `variants`, kept as files so that what was once read right stays read right; beside each stands what
must come out (.json): the rows, or the one finding.
"""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

from variants import WORDS, variant
from variants.faults import PLANTED

from fundflow.reference import Reference

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests/workbooks"
FORMS = {
    "disbursement": "disbursement",
    "allocation_tall": "allocation_tall",
    "allocation_wide": "allocation_wide",
    "04-SDKP/ĐVDT": "carryover_04_sdkp",
}
PASSING = 4  # per form
FIRST_SEED, LAST_SEED = 70_000, 70_400


def make() -> None:
    reference = Reference.load(ROOT / "include/reference")
    for folder in FORMS.values():
        shutil.rmtree(FOLDER / folder, ignore_errors=True)
    made: set[tuple[str, str]] = set()
    for seed in range(FIRST_SEED, LAST_SEED):
        form = FORMS[variant(seed, reference).form]
        _keep(variant(seed, reference), FOLDER / form / "pass" / f"{seed}.xlsx", None)
        for plant in PLANTED:
            spoiled = variant(seed, reference)
            expected = plant(spoiled, random.Random(seed))
            if expected and (form, plant.__name__) not in made:
                made.add((form, plant.__name__))
                _keep(spoiled, FOLDER / form / "fail" / f"{plant.__name__}.xlsx", expected)


def _keep(made, path: Path, expected: tuple | None) -> None:
    if expected is None and len(list(path.parent.glob("*.xlsx"))) >= PASSING:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(path)
    said = {"unit": made.folder_unit}
    if expected:
        said |= dict(zip(("rule", "sheet", "cell"), expected, strict=True))
    else:
        said["rows"] = [dict(zip(WORDS, row, strict=True)) for row in sorted(made.rows, key=str)]
    path.with_suffix(".json").write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    make()

"""What the programmes, units, money and law are called and how they hang together: include/reference/*.csv, in memory.

    reference = Reference.load(settings.include / "reference")
    reference.component_by_name("TDA 1 – Hỗ trợ PTSX …", programme="GNBV", parent="GNBV.3").code  -> "GNBV.3.1"
    reference.unit_by_name("TX Kỳ Anh", on=date(2023, 9, 30)).code                                -> "42.449"
    reference.deadline(2021, 2022, "SN", "GNBV", on=date(2023, 11, 30)).deadline                  -> 2024-12-31

rows.py and tables.py read and check the rows, words.py compares names, grammar.py, components.py and units.py know how
people write them, law.py answers until when money may be spent. Names are matched exactly (after abbreviations, case,
spaces and tone placement); a near miss is a suggestion, never an answer.
"""

from fundflow.reference.book import Reference
from fundflow.reference.law import LawAnswer
from fundflow.reference.rows import BadReference
from fundflow.reference.tables import Component, Duty, Unit
from fundflow.reference.words import UNRELATED_NAME, Match

__all__ = ["UNRELATED_NAME", "BadReference", "Component", "Duty", "LawAnswer", "Match", "Reference", "Unit"]

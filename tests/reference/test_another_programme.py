"""docs/adding-a-programme.md, done: rows only, no code."""

from __future__ import annotations

from datetime import date

import pytest

SUCCESSOR = {
    "components.csv": [
        "CT3,,Chương trình mục tiêu quốc gia 2026-2035,,programme,,,yes,,VND,2026-01-01,,OK,NQ 257/2025/QH15",
        "CT3-HPA,CT3,Phát triển kinh tế nông thôn,,part,,,yes,,VND,2026-01-01,,OK,made up",
        "CT3-HPA-07,CT3-HPA,Sinh kế cộng đồng,,content,,SN,yes,,VND,2026-01-01,,OK,made up",
    ],
    "component_aliases.csv": ["CT3-HPA,Hợp phần 1,OK,made up", "CT3,CTMTQG 2026-2035,OK,made up"],
}
ABROAD = {
    "components.csv": [
        "0600,,Rural roads and bridges programme,,programme,,,yes,,KES,,,OK,made up",
        "0611,0600,Bridges & tunnels,,vote,,,yes,,KES,,,OK,made up",
        "0612,0600,Feeder roads,,vote,,,yes,,KES,,,OK,made up",
    ],
    "level_words.csv": ["vote,vote"],
    "units.csv": ["KE.NAKURU,Nakuru County,county,,2013-01-01,,,OK,made up"],
}


@pytest.mark.parametrize(
    ("text", "above", "code"),
    [
        ("Hợp phần 1: Phát triển kinh tế nông thôn", "CT3", "CT3-HPA"),
        ("NDTP 07", "CT3-HPA", "CT3-HPA-07"),
        ("Nội dung thành phần số 7. Sinh kế cộng đồng", "CT3-HPA", "CT3-HPA-07"),
        ("CT3-HPA-07", None, "CT3-HPA-07"),
    ],
)
def test_the_successor_with_other_levels(with_rows, text, above, code):
    assert with_rows(SUCCESSOR).component_by_name(text, parent=above, on=date(2026, 6, 30)).code == code


def test_old_names_keep_their_meaning_beside_it(with_rows):
    reference = with_rows(SUCCESSOR)
    assert reference.component_by_name("Dự án 2", "GNBV", on=date(2026, 6, 30)).code == "GNBV.2"
    assert reference.programme_in("Báo cáo CTMTQG 2026-2035") == "CT3"


@pytest.mark.parametrize(
    ("text", "code"),
    [("Bridges and tunnels", None), ("Bridges & tunnels", "0611"), ("0612", "0612"), ("0612 Feeder roads", "0612")],
)
def test_another_country(with_rows, text, code):
    reference = with_rows(ABROAD)
    assert reference.component_by_name(text, programme="0600").code == code
    assert reference.components["0611"].currency == "KES"
    assert reference.unit_by_name("NAKURU COUNTY", date(2023, 1, 1), province="KE").code == "KE.NAKURU"

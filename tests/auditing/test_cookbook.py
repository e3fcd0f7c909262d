"""Every question of the cookbook, asked as an auditor's login may ask, against what the sample workbooks say.

The samples are 77 workbooks with their truth; the sequel corrects some of them: 42.440 sent its September report twice
more on one day (+50, then -400 million spent and 100 million more given), 42.444 restated its June report and its
closing form by 50 million each, 42.449 sent a report without its unit of money.
"""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from fundflow import waivers
from fundflow.auditing import cookbook, documents
from fundflow.exceptions import WrongUse
from fundflow.migrations import migrate
from fundflow.settings import CHECKOUT, Settings
from fundflow.warehouse import Warehouse

QUESTIONS = cookbook.read_questions(Settings())
MILLION = 1_000_000


@pytest.fixture(scope="module")
def ask(audited, warehouse):
    """Answers a question by its name, as the role that auditors have."""
    migrate(warehouse)
    with Warehouse(audited, role="auditor") as reading:

        def answer(name: str, **given: str) -> list[dict]:
            rows = cookbook.ask(reading, cookbook.find_question(audited, name), given)
            return [row._asdict() for row in rows]

        yield answer


@pytest.fixture(scope="module")
def truth() -> dict:
    """Sums of the samples' truth on 30/9/2023, (programme, capital type, money year) -> available, disbursed."""
    known = json.loads((CHECKOUT / "include/samples/ha_tinh_2023/truth.json").read_text("utf-8"))
    sums = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for line in known["_lines"]["2023-09-30"]:
        one = sums[line["component"].split(".")[0], line["capital_type"], line["money_year"]]
        one[0] += Decimal(line["available"])
        one[1] += Decimal(line["disbursed"])
    return sums


def test_there_are_twenty_three_and_each_has_its_test():
    assert [question.number for question in QUESTIONS] == list(range(1, 24))
    assert {f"test_{question.name}" for question in QUESTIONS} <= set(globals())


def test_known_on_a_day(ask, truth):
    said = {
        (row["program_code"], row["capital_type"], row["money_year_first"]): [
            row["available_vnd"], row["disbursed_vnd"]
        ] for row in ask("known_on_a_day")
    }  # fmt: skip
    expected = {key: sums for key, sums in truth.items() if any(sums)}
    expected["GNBV", "SN", 2023][1] -= 400 * MILLION  # 42.440 took it back, and was given the same by the decision
    assert said == expected


def test_known_on_a_day_before_the_correction_came(ask, warehouse):
    before = warehouse.value("SELECT min(superseded_at) - interval '1 microsecond' FROM core.supersession")
    now = {row["disbursed_vnd"] for row in ask("known_on_a_day", units="42.440")}
    then = {row["disbursed_vnd"] for row in ask("known_on_a_day", units="42.440", known_at=str(before))}
    assert sum(then) - sum(now) == 400 * MILLION


def test_cells_behind_a_figure(ask):
    cells = {(row["measure"], row["workbook"], row["sheet"], row["cell"], row["raw_text"]) for row in ask("2")}
    assert cells == {
        ("allocated", "PL01 phan bo KPSN GNBV 2023.xlsx", "PB", "E16", "1544.254"),
        ("allocated", "PL01 phan bo KPSN GNBV 2023.xlsx", "PB", "F16", "46.112"),
        ("disbursed", "BC giai ngan T6-2023 444 (dinh chinh).xlsx", "Sự nghiệp", "J10", "404.668"),
    }


def test_versions_of_a_report(ask):
    versions = ask("versions_of_a_report")
    assert [row["workbook"].removeprefix("BC giai ngan T9-2023 ") for row in versions] == [
        "440.xlsx", "440 (lan 2).xlsx", "440 (lan 3).xlsx",
    ]  # fmt: skip
    first, second, third = (row["disbursed_vnd"] for row in versions)
    assert (second - first, third - first) == (50 * MILLION, -400 * MILLION)
    assert [row["in_force"] for row in versions] == [False, False, True]


def test_restated_cells(ask):
    restated = [
        (row["unit_code"], row["component_code"], row["measure"], str(row["as_of"]), row["cells_after"],
         row["difference_vnd"] / MILLION) for row in ask("restated_cells")
    ]  # fmt: skip
    assert restated == [
        ("42.440", "GNBV.2", "disbursed", "2023-09-30", "Vốn SN!J10", 50),
        ("42.444", "GNBV.4.1", "carried_out", "2023-01-31", "04-SDKP!K12", 50),
        ("42.444", "GNBV.4.1", "disbursed", "2023-01-31", "04-SDKP!I12", -50),
        ("42.444", "GNBV.2", "disbursed", "2023-06-30", "Sự nghiệp!J10", 50),
        ("42.440", "GNBV.2", "disbursed", "2023-09-30", "Vốn SN!J10", -450),
        ("42.440", "GNBV.6.2", "allocated", "2023-09-30", "Vốn SN!I14", 100),
    ]
    assert ask("restated_cells", until="2021-01-02") == []


def test_same_day_resubmissions(ask):
    sent = {(row["unit_code"], str(row["as_of"])): (row["versions"], row["rejected"]) for row in ask("5")}
    assert sent["42.440", "2023-09-30"] == (3, 0)
    assert sent["42.444", "2023-06-30"] == (2, 0)
    assert sent["42.449", "2023-09-30"] == (2, 1)
    assert ("42.436", "2023-09-30") not in sent
    assert {row["unit_code"] for row in ask("5", units="42.444")} == {"42.444"}


def test_old_money_under_new(ask, truth):
    rows = ask("old_money_under_new")
    assert {row["unit_name"] for row in rows} > {"Huyện Đức Thọ", "Huyện Cẩm Xuyên"}
    assert all(row["remaining_vnd"] > 0 and row["new_money_on_top_vnd"] > 0 for row in rows)
    assert all(row["money_year_last"] < 2023 and row["deadline_date"] == date(2023, 12, 31) for row in rows)
    left = sum(available - spent for (_, _, year), (available, spent) in truth.items() if year < 2023)
    assert sum(row["remaining_vnd"] for row in rows) <= left


def test_carryover_by_year(ask, truth):
    left = {
        (row["program_code"], row["capital_type"], row["money_year_first"]): row["remaining_vnd"]
        for row in ask("carryover_by_year")
    }
    expected = {key: sums[0] - sums[1] for key, sums in truth.items() if key[2] < 2023 and sums[0] > sums[1]}
    assert left == expected


def test_deadline_by_day_asked(ask):
    said = [(row["money_year"], str(row["asked_on"]), str(row["deadline_date"])) for row in ask("8")]
    assert (
        [row[1:] for row in said if row[0] == 2021]
        == [row[1:] for row in said if row[0] == 2022]
        == [
            ("2023-09-30", "2023-12-31"),
            ("2023-11-30", "2024-12-31"),
            ("2025-01-01", "2025-12-31"),
            ("2026-01-01", "2026-12-31"),
        ]
    )


def test_at_risk_by_owner(ask):
    rows = ask("at_risk_by_owner")
    assert {row["owner"] for row in rows} == {"nguồn không tách / not split by the source"}
    by_year = ask("carryover_by_year")
    assert sum(row["at_risk_vnd"] for row in rows) == sum(row["at_risk_vnd"] for row in by_year)


def test_advances_unsettled(ask, warehouse):
    rows = ask("advances_unsettled")
    open_advances = warehouse.value("""
        SELECT sum(amount) FROM core.fact WHERE measure = 'advance'
            AND NOT EXISTS (SELECT FROM core.supersession WHERE superseded_id = submission_id)
    """)
    assert sum(row["advance_vnd"] for row in rows) == open_advances
    assert all(row["workbook"].startswith("04-SDKP") for row in rows)


def test_ledger_breaks(ask):
    [row] = ask("ledger_breaks")
    assert (row["unit_code"], row["component_code"]) == ("42.444", "GNBV.4.1")
    assert (row["closing_vnd"], row["opening_vnd"]) == (Decimal("499185000"), Decimal("449185000"))
    assert (row["closing_cells"], row["opening_cells"]) == ("04-SDKP!K12", "Sự nghiệp!E13; Sự nghiệp!F13")


def test_decisions_without_spending(ask):
    rows = ask("decisions_without_spending")
    assert {row["decision_number"] for row in rows} <= {"2726/QĐ-UBND", "2727/QĐ-UBND", "1369/QĐ-UBND", "1370/QĐ-UBND"}
    assert {row["spending"] for row in rows} == {"reported as zero"}
    [one] = [row for row in rows if (row["unit_code"], row["component_code"]) == ("42.440", "GNBV.7.2")]
    assert (one["given_vnd"], one["days_since"]) == (Decimal("3835846000"), 274)
    early = ask("decisions_without_spending", on_day="2023-01-15")
    assert {row["spending"] for row in early} == {"not reported"}


def test_decision_against_report(ask):
    [row] = ask("decision_against_report")
    assert (row["unit_code"], row["component_code"], row["difference_vnd"]) == ("42.440", "GNBV.6.2", 100 * MILLION)
    assert (row["decision_cells"], row["report_cells"]) == ("PB!E58; PB!F58", "Vốn SN!I14")


def test_summary_against_units(ask):
    said = {(row["component_code"], row["measure"]): row["difference_vnd"] / MILLION for row in ask("14")}
    assert said == {("GNBV.2", "disbursed"): 400, ("GNBV.6.2", "allocated"): -100}


def test_reports_owed(ask):
    rows = {row["unit_code"]: row for row in ask("reports_owed")}
    assert len(rows) == 18
    assert rows["42.SNNPTNT"]["reported"] == 0 and rows["42.SNNPTNT"]["nil_returns"] == 4
    assert rows["42.436"]["owed"] == "disbursement 2023-12-31; 04-SDKP/ĐVDT 2024-01-31"
    assert ask("reports_owed", on_day="2023-10-25") == []  # what 42.449 sent last was rejected; the one before stands


def test_files_rejected(ask):
    rows = ask("files_rejected")
    assert {(row["unit_code"], row["rule"]) for row in rows} == {("42.449", "unit_of_money.missing")}
    assert {row["sheet"] for row in rows} == {"KPSN", "Đầu tư"}


def test_journal_of_a_file(ask):
    kinds = [row["kind"] for row in ask("journal_of_a_file")]
    assert kinds[0] == "receipt"
    assert {"receipt", "load", "supersession"} <= set(kinds)
    assert ask("journal_of_a_file", workbook="no such file") == []


def test_largest_unspent_lines(ask):
    rows = ask("largest_unspent_lines")
    left = [row["remaining_vnd"] for row in rows]
    assert len(rows) == 20
    assert left == sorted(left, reverse=True)
    assert (rows[0]["unit_name"], rows[0]["component_code"], left[0]) == ("Huyện Nghi Xuân", "GNBV.6.2", 4309704000)


def test_execution_rates(ask, truth):
    [row] = [row for row in ask("execution_rates") if (row["program_code"], row["capital_type"]) == ("DTTS", "SN")]
    available = {year: truth["DTTS", "SN", year][0] for year in (2021, 2022, 2023)}
    spent = {year: truth["DTTS", "SN", year][1] for year in (2021, 2022, 2023)}
    assert row["all_money_pct"] == round(sum(spent.values()) * 100 / sum(available.values()), 2)
    assert row["this_year_pct"] == round(spent[2023] * 100 / available[2023], 2)
    carried = (spent[2021] + spent[2022]) * 100 / (available[2021] + available[2022])
    assert row["carried_over_pct"] == round(carried, 2)


def test_spending_that_fell(ask):
    [row] = ask("spending_that_fell")
    assert (row["unit_code"], row["component_code"], row["money_year_first"]) == ("42.440", "GNBV.2", 2023)
    assert (row["before_vnd"], row["after_vnd"]) == (Decimal("443696000"), Decimal("382734000"))


@pytest.fixture
def decided(warehouse):
    """Asks after a person has let the rejected workbook of 42.449 in, and has waived and taken back for 42.440."""
    with warehouse.transaction(rollback=True):
        [file] = warehouse.query("SELECT file_id, sha256 FROM quality.file WHERE status = 'rejected'")
        binds = {"rule": "unit_of_money.missing", "granted_by": "An", "valid_until": date(2100, 1, 31)}
        let_in, _ = waivers.grant(warehouse, reason="đồng, said on the phone", sha256=file.sha256, **binds)
        warehouse.run_sql("decisions/mark_waived", file_id=file.file_id, rule=binds["rule"], waiver_id=let_in)
        taken_back, _ = waivers.grant(warehouse, reason="all of them say đồng", unit="42.440", **binds)
        waivers.revoke(warehouse, taken_back, because="now they say it", revoked_by="Bình")
        warehouse.run_sql(
            "decisions/add_decision", file_id=file.file_id, reference="R", matter="quarantined", choice="ask",
            decided_by="Chi", reason="which unit of money?", valid_until=None, through="command line", judged_at="now",
        )  # fmt: skip
        yield lambda name, **given: [
            row._asdict() for row in cookbook.ask(warehouse, cookbook.find_question(warehouse.settings, name), given)
        ]


def test_waivers_in_force(decided, ask):
    [row] = decided("waivers_in_force")
    assert (row["unit_code"], row["rule"], row["granted_by"]) == ("42.449", "unit_of_money.missing", "An")
    assert row["findings"] == 2 and row["cells"].startswith("KPSN")
    assert decided("waivers_in_force", on_day="2100-02-01") == decided("waivers_in_force", on_day="2023-01-01") == []
    assert decided("waivers_in_force", units="42.444") == ask("waivers_in_force") == []


def test_decisions_of_people(decided):
    rows = decided("decisions_of_people")
    assert {(row["decided_by"], row["choice"], row["unit_code"], row["reason"]) for row in rows} == {
        ("An", "waive", "42.449", "đồng, said on the phone"),
        ("An", "waive", "42.440", "all of them say đồng"),
        ("Bình", "take back", "42.440", "now they say it"),
        ("Chi", "ask", "42.449", "which unit of money?"),
    }
    assert {row["unit_code"] for row in decided("decisions_of_people", units="42.449")} == {"42.449"}
    assert decided("decisions_of_people", until="2021-01-02") == []


def test_ledger_of_a_unit(ask):
    rows = ask("ledger_of_a_unit")
    assert {row["budget_year"] for row in rows} == {2022, 2023}
    one = {(row["budget_year"], row["money_year_first"], row["budget_level"]): row for row in rows
           if (row["component_code"], row["capital_type"]) == ("GNBV.4.1", "SN")}  # fmt: skip
    closed, opened = (one[year, 2022, "mọi cấp / all levels"] for year in (2022, 2023))
    assert closed["closing_vnd"] == opened["opening_vnd"] == Decimal("499185000")
    assert opened["carried_in_vnd"] == Decimal("449185000")
    assert opened["closing_vnd"] == opened["carried_in_vnd"] - opened["disbursed_vnd"]
    given = [one[2023, 2023, level]["allocated_vnd"] for level in ("TINH", "TW", "mọi cấp / all levels")]
    assert given[0] + given[1] == given[2]
    assert ask("ledger_of_a_unit", unit="no such unit") == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_the_sql_with_its_values_answers_the_same_when_it_is_pasted(question, warehouse):
    pasted = warehouse.query(question.ready({}).replace("%", "%%"))
    assert pasted == cookbook.ask(warehouse, question, {})


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_every_question_is_in_both_languages_and_says_what_can_be_set(question):
    assert question.vi.endswith("?") and question.en.endswith("?")
    assert question.prose_vi and question.prose_en
    assert question.binds
    assert {bind.name for bind in question.binds} == set(cookbook.PLACEHOLDER.findall(question.sql))


@pytest.mark.parametrize(
    "wanted, given, word",
    [("99", {}, "99"), ("known_on_a_day", {"day": "x"}, "on_day"), ("known_on_a_day", {"on_day": "30/9"}, "30/9")],
)
def test_what_cannot_be_meant_is_told(ask, wanted, given, word):
    with pytest.raises(WrongUse, match=word):
        ask(wanted, **given)


def test_a_quote_in_a_value_stays_a_value(warehouse):
    question = cookbook.find_question(Settings(), "journal_of_a_file")
    assert warehouse.query(question.ready({"workbook": "x' OR true --"})) == []


def test_the_page_is_fresh(audited, warehouse):
    """Run `make docs` where this fails."""
    page = (CHECKOUT / "docs" / "cookbook.md").read_text("utf-8")
    assert documents.cookbook_page(audited, warehouse) == page

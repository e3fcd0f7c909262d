"""The command line: every verb explains itself, mistakes get one message, and `check` needs no database driver."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest

from fundflow.cli import verbs
from fundflow.cli._mistakes import told
from fundflow.cli._times import day, moment
from fundflow.exceptions import WrongUse

WAIVED = [
    "waive",
    "grant",
    "line_not_twice",
    "--unit",
    "42.444",
    "--until",
    "1/1/2020",
    "--by",
    "Lan",
    "--why",
    "quá_hạn_đã_lâu",
]


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "fundflow.cli", *arguments]
    return subprocess.run(command, env=os.environ | variables, capture_output=True, text=True)


def test_the_verbs_of_the_contract_are_there():
    assert {"alerts", "check", "demo", "export", "ingest", "refresh", "status", "stop", "up", "url"} <= set(verbs())


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_has_help_in_both_languages(verb):
    answer = run(verb, "--help")
    assert answer.returncode == 0
    assert " / " in " ".join(answer.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nonsense",), "[FF01] Lệnh không đúng. Hãy xem: fundflow --help. / No such command 'nonsense'"),
        (("status", "--nonsense"), "[FF01] Không có tùy chọn này. Hãy xem: fundflow status --help. / No such option"),
        (("check",), "[FF01] Thiếu một tham số hoặc tùy chọn bắt buộc. Hãy xem: fundflow check --help. / Missing"),
        (("auditpack", "--size", "0"), "[FF01] Có giá trị không hợp lệ. Hãy xem: fundflow auditpack --help. / Invalid"),
        (("alerts", "--on", "2023-02-30"), "[FF01] Không hiểu ngày “2023-02-30”. Hãy ghi 2023-09-30 hoặc 30/09/2023."),
        (("alerts", "--on", "0001-01-01"), "[FF01] Ngày “0001-01-01” phải trong các năm 2000-2100."),
        (("export", "status", "--out", "x", "--on", "9999-12-31"), "[FF01] Ngày “9999-12-31” phải trong các năm"),
        (("trace", "42.444/GNBV.2/SN", "--known-at", "noon"), "[FF01] Không hiểu thời điểm “noon”."),
        (("export", "nonsense", "--out", "x"), "[FF01] Không có “nonsense” để xuất. Hãy chọn: status, carryover, slow"),
        (("rules", "list", "--kind", "nonsense"), "[FF01] Không có loại luật “nonsense”. Hãy chọn: business, across,"),
        (
            ("rules", "trial", "line_not_twice", "nowhere.xlsx"),
            "[FF01] Có giá trị không hợp lệ. Hãy xem: fundflow rules",
        ),
        (WAIVED, "[FF01] Ngày cuối 01/01/2020 đã qua; hãy ghi từ hôm nay trở đi."),
        (("quality", "--out", __file__), f"[FF01] Không đọc hoặc ghi được “{__file__}” (File exists)."),
    ],
)
def test_wrong_use_is_told_in_one_message_and_exit_code_2(arguments, said, settings):
    answer = run(*arguments, FUNDFLOW_WAREHOUSE_URL=settings.warehouse_url or "")
    assert answer.returncode == 2
    assert answer.stderr.startswith(said) and answer.stderr.count("\n") == 1


@pytest.mark.parametrize("typed", ["2023-09-30", "30/09/2023", "30/9/2023", " 2023-09-30 "])
def test_a_day_is_typed_as_people_here_write_it(typed):
    assert day(typed) == date(2023, 9, 30)


@pytest.mark.parametrize(
    "typed", ["", "9/30/2023", "2023-9-30", "hôm nay", "2023-09-30T17:00", "30/9/23", "2023-09-30Z"]
)
def test_what_is_no_day_is_told(typed):
    with pytest.raises(WrongUse, match="Không hiểu ngày"):
        day(typed)


@pytest.mark.parametrize("typed", ["2023-10-05T10:00:00", "2023-10-05T17:00:00+07:00", "2023-10-05 10:00Z"])
def test_a_moment_without_a_zone_is_of_utc(typed):
    assert moment(typed) == datetime(2023, 10, 5, 10, tzinfo=UTC)


def test_a_fault_of_the_program_is_not_hidden_as_a_mistake_of_the_person():
    assert told(ValueError("x")) is None and told(OSError(32, "Broken pipe")) is None
    assert told(OSError(28, "No space left on device", "a.xlsx")).exit_code == 3


def test_a_wrong_setting_is_told_in_one_message():
    answer = run("url", FUNDFLOW_SMTP_PORT="x")
    assert answer.returncode == 2
    assert answer.stderr.startswith("[FF02] Cấu hình sai: FUNDFLOW_SMTP_PORT")


def test_what_check_says_of_a_cell_is_one_line_for_the_next_program(tmp_path):
    answer = run("check", str(tmp_path / "a file that is not there, under a rather long name.xlsx"))
    assert [len(line) > 80 for line in answer.stdout.splitlines()[:2]] == [True, True]
    assert answer.stdout.splitlines()[1].endswith("(file.missing)")


def test_a_rules_name_is_shown_whole_however_narrow_the_terminal():
    shown = run("rules", "list", COLUMNS="80").stdout
    assert "│ totals_differ_by_rounding " in shown and "│ money_year_not_after_budget_year " in shown


def test_an_unreachable_warehouse_is_told_in_one_message(tmp_path):
    nowhere = "postgresql+psycopg://nobody@127.0.0.1:1/nothing"
    answer = run("status", FUNDFLOW_WAREHOUSE_URL=nowhere, FUNDFLOW_HOME=str(tmp_path))
    assert answer.returncode == 3
    assert "Traceback" not in answer.stderr


def test_the_command_line_starts_without_heavy_modules():
    heavy = "{'pandas', 'sqlalchemy', 'psycopg', 'great_expectations', 'airflow', 'openpyxl', 'duckdb'}"
    program = f"import sys; from fundflow.cli import build_app; build_app(); print({heavy} & set(sys.modules))"
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"

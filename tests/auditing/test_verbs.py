"""`fundflow ask` and `fundflow auditpack`, as a person types them."""

from __future__ import annotations

import csv
import io
import json
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner

from fundflow.cli import build_app
from fundflow.exceptions import WrongUse


@pytest.fixture
def fundflow(audited, monkeypatch):
    monkeypatch.setattr("fundflow.settings.load_settings", lambda: audited)

    def run(*arguments: str) -> str:
        answer = CliRunner().invoke(build_app(), arguments, catch_exceptions=False)
        assert answer.exit_code == 0, answer.output
        return answer.stdout

    return run


def test_ask_alone_lists_the_questions(fundflow):
    lines = fundflow("ask").splitlines()
    assert len(lines) == 23
    assert lines[5].startswith(" 6  old_money_under_new: Tiền cũ chưa tiêu")


def test_an_answer_is_the_same_on_the_screen_for_machines_and_in_a_file(fundflow, tmp_path):
    screen = fundflow("ask", "summary_against_units")
    [first, second] = json.loads(fundflow("ask", "14", "--json"))
    fundflow("ask", "14", "--out", str(tmp_path / "a.csv"))
    filed = list(csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig"))))
    assert (first["difference_vnd"], second["difference_vnd"]) == ("400000000", "-100000000")
    assert [row["difference_vnd"] for row in filed] == ["400000000", "-100000000"]
    assert "400.000.000" in screen and "Vốn SN!I14" in screen


def test_a_value_can_be_set_and_the_sql_shown_with_it(fundflow):
    assert json.loads(fundflow("ask", "14", "--set", "units=42.444", "--json")) == []
    assert "^@ '42.444'" in fundflow("ask", "14", "--set", "units=42.444", "--sql")
    assert "Không có dòng nào" in fundflow("ask", "14", "--set", "units=42.444")


def test_a_day_may_be_set_as_people_here_write_it(fundflow):
    """The server alone would take 6/9/2023 for the ninth of June."""
    typed, iso = (fundflow("ask", "18", "--set", f"on_day={day}", "--json") for day in ("6/9/2023", "2023-09-06"))
    assert typed == iso != fundflow("ask", "18", "--set", "on_day=2023-06-09", "--json")
    assert "'2023-09-06'" in fundflow("ask", "18", "--set", "on_day=6/9/2023", "--sql")


def test_a_value_that_cannot_be_read_is_told_with_an_example(fundflow):
    with pytest.raises(WrongUse, match=r"--set 'on_day=2023-09-30' --set 'units=42'"):
        fundflow("ask", "14", "--set", "on_day=30/13/2023")


def test_a_value_without_its_name_is_told(fundflow):
    with pytest.raises(WrongUse, match="--set"):
        fundflow("ask", "14", "--set", "42.444")


def test_a_pack_is_written_and_can_be_drawn_again_from_its_own_readme(fundflow, tmp_path):
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    said = fundflow("auditpack", "--size", "4", "--seed", "3", "--weighted", "--on", "2023-06-30", "--out", str(first))
    assert "dòng trong" in said
    with ZipFile(first) as pack:
        readme = pack.read("README.txt").decode("utf-8-sig")
    [command] = [line.split("fundflow ")[1] for line in readme.splitlines() if "fundflow auditpack" in line]
    fundflow(*command.replace("FILE.zip", str(second)).split())
    assert first.read_bytes() == second.read_bytes()

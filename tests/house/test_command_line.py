"""The command line: every verb explains itself, mistakes get one message, and `check` needs no database driver."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from fundflow.cli import verbs


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


@pytest.mark.parametrize("arguments", [("nonsense",), ("status", "--nonsense"), ("check",)])
def test_wrong_use_is_exit_code_2(arguments):
    answer = run(*arguments)
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr


def test_a_wrong_setting_is_told_in_one_message():
    answer = run("url", FUNDFLOW_SMTP_PORT="x")
    assert answer.returncode == 2
    assert answer.stderr.startswith("[FF02] Cấu hình sai: FUNDFLOW_SMTP_PORT")


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

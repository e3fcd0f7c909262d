"""Settings: from the environment, complete without it, and the same in the processes we start."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fundflow.exceptions import SettingsError
from fundflow.settings import CHECKOUT, Settings, load_settings


def test_without_any_variable_everything_lies_in_the_checkout():
    settings = load_settings()
    assert settings.root == CHECKOUT
    assert settings.home == CHECKOUT / ".fundflow"
    assert settings.inbox == CHECKOUT / ".fundflow" / "inbox"
    assert settings.warehouse_url is None


def test_the_folders_follow_the_home_unless_they_are_named(monkeypatch, tmp_path):
    monkeypatch.setenv("FUNDFLOW_HOME", str(tmp_path))
    monkeypatch.setenv("FUNDFLOW_INBOX", "/srv/share")
    settings = load_settings()
    assert settings.archive == tmp_path / "archive"
    assert settings.inbox == Path("/srv/share")


def test_a_relative_home_is_made_absolute(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FUNDFLOW_HOME", "here")
    assert load_settings().inbox == tmp_path / "here" / "inbox"


def test_an_empty_variable_is_no_setting(monkeypatch):
    monkeypatch.setenv("FUNDFLOW_WAREHOUSE_URL", "")
    assert load_settings().warehouse_url is None


def test_a_wrong_value_is_named_without_a_traceback(monkeypatch):
    monkeypatch.setenv("FUNDFLOW_SMTP_PORT", "twenty-five")
    with pytest.raises(SettingsError, match="FUNDFLOW_SMTP_PORT"):
        load_settings()


def test_another_process_gets_the_same_settings(monkeypatch, tmp_path):
    here = Settings(home=tmp_path, smtp_password="sé-cret", smtp_starttls=False, today=date(2023, 10, 2))
    for name, value in here.as_environment().items():
        monkeypatch.setenv(name, value)
    there = load_settings()
    assert there == here.model_copy(update={"root": there.root})
    assert there.smtp_password.get_secret_value() == "sé-cret"


def test_a_secret_does_not_show_when_settings_are_printed():
    assert "sé-cret" not in repr(Settings(smtp_password="sé-cret"))

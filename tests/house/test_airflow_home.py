"""Airflow's home: a configuration that parses, secrets that stay, and nothing of another Airflow."""

from __future__ import annotations

import configparser
import json
import stat

import pytest

from fundflow.house import airflow_home
from fundflow.house.secrets import secret
from fundflow.settings import Settings


def configuration(server) -> configparser.ConfigParser:
    airflow_home.write(server)
    parser = configparser.ConfigParser()
    parser.read(server.airflow_home / "airflow.cfg")
    return parser


def test_a_secret_is_made_once_and_for_its_owner_alone(tmp_path):
    settings = Settings(home=tmp_path)
    first = secret(settings, "one")
    assert secret(settings, "one") == first != secret(settings, "two")
    assert len(first) == 44
    assert stat.S_IMODE((tmp_path / "secrets" / "one").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700


def test_the_configuration_keeps_to_this_machine(server):
    written = configuration(server)
    assert written["api"]["host"] == "127.0.0.1"
    assert written["core"]["load_examples"] == "False"
    assert written["core"]["dags_folder"] == str(server.root / "dags")
    assert written["database"]["sql_alchemy_conn"].startswith("postgresql+psycopg://postgres@/airflow?host=")


def test_files_with_secrets_are_for_their_owner_alone(server):
    configuration(server)
    for name in ("airflow.cfg", "passwords.json"):
        assert stat.S_IMODE((server.airflow_home / name).stat().st_mode) == 0o600


def test_a_percent_sign_in_a_path_survives(tmp_path):
    text = airflow_home._as_text({"database": {"sql_alchemy_conn": "x?host=/a%20b"}})
    parser = configparser.ConfigParser()
    parser.read_string(text)
    assert parser["database"]["sql_alchemy_conn"] == "x?host=/a%20b"


def test_another_airflow_on_the_machine_has_no_say(server, monkeypatch):
    monkeypatch.setenv("AIRFLOW__CORE__LOAD_EXAMPLES", "True")
    environment = airflow_home.environment(server)
    assert "AIRFLOW__CORE__LOAD_EXAMPLES" not in environment
    assert environment["AIRFLOW_HOME"] == str(server.airflow_home)


@pytest.mark.parametrize(
    "others, asked_directly", [(None, "127.0.0.1"), ("intranet.example", "intranet.example,127.0.0.1")]
)
def test_airflows_processes_reach_their_server_past_a_proxy(server, monkeypatch, others, asked_directly):
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.setenv("http_proxy", "http://proxy.example:3128")
    if others:
        monkeypatch.setenv("NO_PROXY", others)
    assert airflow_home.environment(server)["no_proxy"] == asked_directly


def test_the_mail_connection_says_what_the_settings_say(tmp_path):
    settings = Settings(home=tmp_path, smtp_host="mail.example", smtp_port=587, smtp_user="u", smtp_password="p")
    connection = json.loads(airflow_home.environment(settings)["AIRFLOW_CONN_FUNDFLOW_SMTP"])
    assert (connection["host"], connection["port"]) == ("mail.example", 587)
    assert (connection["login"], connection["password"]) == ("u", "p")
    assert connection["extra"] == {"disable_ssl": True, "disable_tls": False, "from_email": settings.mail_from}

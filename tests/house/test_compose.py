"""docker-compose.yaml names what the pipeline needs, and says the same as the project's settings."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from fundflow.house.airflow_home import COMMON
from fundflow.settings import Settings

CHECKOUT = Path(__file__).resolve().parents[2]
TEXT = (CHECKOUT / "docker-compose.yaml").read_text()
COMPOSE = yaml.safe_load(TEXT)
AIRFLOW = {"airflow-init", "api-server", "scheduler", "dag-processor", "triggerer"}


def environment(service: str) -> dict[str, str]:
    return COMPOSE["services"][service]["environment"]


def test_every_service_is_there():
    assert set(COMPOSE["services"]) == AIRFLOW | {"postgres"}
    assert "name" not in COMPOSE, "docker-compose 1.29.2 refuses it"


@pytest.mark.parametrize("service", sorted(AIRFLOW))
def test_airflow_is_set_up_as_on_a_laptop(service):
    for section, options in COMMON.items():
        for option, value in options.items():
            assert environment(service)[f"AIRFLOW__{section.upper()}__{option.upper()}"] == value


@pytest.mark.parametrize("service", sorted(AIRFLOW))
def test_every_variable_of_ours_is_a_setting(service):
    ours = [name for name in environment(service) if name.startswith("FUNDFLOW_")]
    assert ours
    for name in ours:
        assert name.removeprefix("FUNDFLOW_").lower() in Settings.model_fields, name


def test_production_logs_people_in_with_fab():
    assert environment("api-server")["AIRFLOW__CORE__AUTH_MANAGER"].endswith("FabAuthManager")


def test_no_secret_has_a_default():
    for name in re.findall(r"\$\{([A-Z_]*(?:PASSWORD|KEY|SECRET)[A-Z_]*)(?!\w)", TEXT):
        assert f"${{{name}:?" in TEXT, name
        assert f"${{{name}:-" not in TEXT, name


def test_the_example_names_every_variable_that_must_be_given():
    example = (CHECKOUT / ".env.example").read_text()
    needed = set(re.findall(r"\$\{([A-Z_]+):\?", TEXT))
    assert needed <= set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))


def test_the_pages_are_not_open_to_the_network_by_default():
    assert COMPOSE["services"]["api-server"]["ports"] == ["${AIRFLOW_BIND:-127.0.0.1:8080}:8080"]


@pytest.mark.skipif(shutil.which("docker-compose") is None, reason="docker-compose is not installed")
def test_docker_compose_reads_it(tmp_path):
    filled = tmp_path / "env"
    filled.write_text(re.sub(r"^([A-Z_]+)=$", r"\1=x", (CHECKOUT / ".env.example").read_text(), flags=re.MULTILINE))
    command = ["docker-compose", "--env-file", str(filled), "config"]
    answer = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    assert set(yaml.safe_load(answer.stdout)["services"]) == set(COMPOSE["services"])

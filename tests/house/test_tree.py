"""The tree itself: everything that lies there is used, tested or explained, and the rooms keep apart."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from fundflow.cli import verbs

CHECKOUT = Path(__file__).resolve().parents[2]
PYTHON = [path for room in ("plugins", "dags") for path in (CHECKOUT / room).rglob("*.py")]
SOURCE = "\n".join(path.read_text() for path in PYTHON)
SQL = sorted((CHECKOUT / "include" / "sql").rglob("*.sql"))
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    return [CHECKOUT / name for name in listed.split("\0") if name and (CHECKOUT / name).is_file()]


def direct_dependencies() -> list[str]:
    named = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
    return [re.match(r"[A-Za-z0-9-]+", line).group() for line in named]


def imported_packages() -> set[str]:
    nodes = [node for path in PYTHON for node in ast.walk(ast.parse(path.read_text()))]
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {name.split(".")[0] for name in plain | {node.module for node in nodes if isinstance(node, ast.ImportFrom)}}


def canonical(name: str) -> str:
    """PyYAML and great_expectations as the index writes them: pyyaml, great-expectations."""
    return name.lower().replace("_", "-")


def listed_by_folder(name: str) -> bool:
    """True if code takes whatever lies in the file's folder: `sql / "checks"`, `f"datasets/{name}"`."""
    folder = name.rpartition("/")[0]
    return bool(re.search(rf'[/=] "{folder.rpartition("/")[2]}"|f"{folder}/\{{', SOURCE))


@pytest.mark.parametrize("path", SQL, ids=lambda path: str(path.relative_to(CHECKOUT / "include" / "sql")))
def test_every_sql_file_is_used_and_begins_with_prose(path):
    name = path.relative_to(CHECKOUT / "include" / "sql").with_suffix("").as_posix()
    assert path.read_text().startswith("-- ")
    assert f'"{name}"' in SOURCE or listed_by_folder(name)


@pytest.mark.parametrize("readme", ["README.md", "README.vi.md"])
def test_every_verb_is_in_the_readme(readme):
    text = (CHECKOUT / readme).read_text()
    for verb in verbs():
        assert re.search(rf"`{verb}\b", text), verb


def test_every_make_target_is_listed_and_the_readme_names_none_that_is_not_there():
    makefile = (CHECKOUT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)) == targets
    assert set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split()) == targets
    for page in ("README.md", "README.vi.md", "docs/operations.md"):
        assert set(re.findall(r"\bmake ([a-z-]+)", (CHECKOUT / page).read_text())) <= targets, page


def test_every_direct_dependency_has_a_reason_and_a_pinned_version():
    reasons = (CHECKOUT / "docs" / "dependencies.md").read_text()
    pinned = (CHECKOUT / "requirements.txt").read_text()
    assert sorted(re.findall(r"^\| ([a-z0-9-]+) \| \S", reasons, re.MULTILINE)) == sorted(direct_dependencies())
    for name in direct_dependencies():
        assert re.search(rf"^{name}==", pinned, re.MULTILINE), name


def test_what_is_imported_is_a_direct_dependency():
    named = {canonical(name) for name in direct_dependencies()}
    distributions = packages_distributions()
    for package in imported_packages() - sys.stdlib_module_names - {"fundflow", "fundflow_airflow"}:
        assert named & {canonical(name) for name in distributions[package]}, package


def test_every_module_says_what_it_is_for():
    for path in PYTHON:
        assert re.match(r'(#!.*\n)?(""")[^"\s]', path.read_text()), path


def test_every_room_and_every_shared_module_is_on_the_page_of_the_house():
    page = (CHECKOUT / "docs" / "architecture.md").read_text()
    _, _, tables = page.partition("## What lies where")
    named = set(re.findall(r"`([a-z_]+)/?`", tables.partition("## Who may import whom")[0]))
    lying_there = {
        path.stem for path in (CHECKOUT / "plugins" / "fundflow").glob("[a-z]*") if path.name != "__pycache__"
    }
    assert named == lying_there


def test_links_between_pages_lead_somewhere():
    pages = [CHECKOUT / "README.md", CHECKOUT / "README.vi.md", *(CHECKOUT / "docs").glob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_no_machine_of_ours_is_named():
    """Paths of the machine it was built on have no place in the project."""
    here = str(CHECKOUT)
    for path in tracked_files():
        if path.suffix in (".py", ".sql", ".md", ".toml", ".yml", ".yaml", ".txt", ".sh", "") and path != Path(
            __file__
        ):
            assert here not in path.read_text(errors="ignore"), path


def test_the_rooms_keep_apart():
    answer = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=CHECKOUT, capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stdout
    assert " 0 broken" in answer.stdout

"""Airflow's plugin scan imports fundflow_plugin and nothing else of ours: .airflowignore holds our packages back."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
SCAN = """
import json, sys
from airflow import plugins_manager
plugins_manager.ensure_plugins_loaded()
files = {name: getattr(module, "__file__", None) or "" for name, module in list(sys.modules.items())}
print("ANSWER" + json.dumps({"errors": plugins_manager.get_import_errors(), "files": files}))
"""


def modules_after_the_scan(folder: Path, home: Path) -> set[str]:
    """The names under which modules of the folder are loaded after Airflow looked for plugins."""
    variables = {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(folder),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home}/unused.db",
    }
    command = [sys.executable, "-c", SCAN]
    run = subprocess.run(command, env=os.environ | variables, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    answer = json.loads(run.stdout.split("ANSWER")[1])
    assert answer["errors"] == {}
    return {name for name, file in answer["files"].items() if file.startswith(f"{folder}/")}


def test_only_the_plugin_is_imported(tmp_path):
    assert modules_after_the_scan(PLUGINS, tmp_path) == {"fundflow_plugin"}


def test_without_the_ignore_file_our_modules_would_take_the_place_of_others(tmp_path):
    folder = tmp_path / "plugins"
    (folder / "fundflow").mkdir(parents=True)
    shutil.copy(PLUGINS / "fundflow_plugin.py", folder)
    (folder / "fundflow" / "calendar.py").write_text("# ours, not the standard library's")
    assert "calendar" in modules_after_the_scan(folder, tmp_path)
    shutil.copy(PLUGINS / ".airflowignore", folder)
    assert modules_after_the_scan(folder, tmp_path) == {"fundflow_plugin"}

"""Named points at which a test makes a loader, or a sender of mails, fail: `FUNDFLOW_FAULT=F6_staged:kill`.

They do nothing unless the settings allow faults (FUNDFLOW_ALLOW_FAULTS=1, tests only) and the variable names them.
Action: `kill` (SIGKILL of this process), `backend` (the server cuts our connections), `raise` (an OSError).
A number as third part fires at the n-th passage only: `F2_archived:kill:7`.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fundflow.warehouse import Warehouse

# In the order in which a file passes them.
LOADER_POINTS = (
    "F0_sensed",
    "F1_spooled",
    "F2_hashed",
    "F12_archived",
    "F3_received",
    "F4_locked",
    "F5_parsed",
    "F6_staged",
    "F7_checked",
    "F8_facts_inserted",
    "F9_decided",
    "F10_before_commit",
    "F11_after_commit",
)
MAIL_POINTS = ("F13_mail_sent", "F14_mail_marked")
_passages: Counter[str] = Counter()


def fault_point(name: str, warehouse: Warehouse) -> None:
    """A place where the program may be made to die; costs nothing in daily life."""
    wanted = os.environ.get("FUNDFLOW_FAULT")
    if not wanted or not warehouse.settings.allow_faults:
        return
    point, action, nth, *_ = [*wanted.split(":"), *("kill", "0")[wanted.count(":") :]]
    if point != name:
        return
    _passages[name] += 1
    if int(nth) in (0, _passages[name]):
        _fail(action, warehouse)


def _fail(action: str, warehouse: Warehouse) -> None:
    if action == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif action == "backend":
        warehouse.terminate_own_backends()
    else:
        raise OSError("fault injected by a test")

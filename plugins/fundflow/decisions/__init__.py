"""People decide: a file in quarantine, an unknown name or a large restatement waits for a person, who is told why.

What waits is data (ref.decision_policy) and a view (quality.waiting). matters.py reads it and writes it down for the
person; deciding.py does what was decided; letters.py writes to units and reminds deciders; asking.py keeps two tasks of
Airflow from asking the same. Airflow's tasks and `fundflow decide` take the same way.
"""

from __future__ import annotations

from fundflow.decisions.deciding import Choice, Decided, decide
from fundflow.decisions.letters import remind
from fundflow.decisions.matters import Matter, waiting

__all__ = ["Choice", "Decided", "Matter", "decide", "remind", "waiting"]

"""Which submission takes which one's place: decided by order of arrival, never by the order in which files happened
to be read.

Two files speak of the same subject when form, voice, unit and day (or decision) are equal. A later one replaces an
earlier one if they have a line in common (programme, capital type, unit); two that share none stand side by side:
one report per programme is common. Who says nothing at all (a nil return) speaks of everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Version:
    """One file of a subject. `arrival`: of two files, the one with the higher number was sent later; a rejected file that
    is sent again arrives anew.
    """

    file_id: int
    arrival: int
    subject: str
    scope: frozenset[str]
    content_hash: str | None
    in_force: bool = True


@dataclass(slots=True)
class Plan:
    """What a build does with the files that arrived. Pairs are (earlier, later); `narrower`: the later leaves out
    lines that the earlier spoke of.
    """

    accepted: list[int] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    superseded: list[tuple[int, int]] = field(default_factory=list)
    narrower: list[tuple[int, int]] = field(default_factory=list)


def plan(history: Iterable[Version], arrived: Iterable[Version]) -> Plan:
    """Adds each arrived version, in order of arrival, to the history of its subject.

    What is in force in the end does not depend on how arrivals are spread over builds.
    """
    result = Plan()
    versions: dict[str, list[Version]] = defaultdict(list)
    for version in history:
        versions[version.subject].append(version)
    for version in sorted(arrived, key=lambda one: one.arrival):
        versions[version.subject] = _add(version, versions[version.subject], result)
    return result


def _add(new: Version, known: list[Version], result: Plan) -> list[Version]:
    rivals = [version for version in known if _overlap(new, version)]
    if any(rival.in_force and _says_the_same(new, rival) for rival in rivals):
        result.unchanged.append(new.file_id)
        return [_confirmed(version, new) for version in known]
    result.accepted.append(new.file_id)
    replaced = [rival for rival in rivals if rival.in_force and rival.arrival < new.arrival]
    result.superseded += [(rival.file_id, new.file_id) for rival in replaced]
    result.narrower += [(rival.file_id, new.file_id) for rival in replaced if not _covers(new, rival)]
    later = [rival for rival in rivals if rival.arrival > new.arrival]
    if later:  # it came first, but is read last
        result.superseded.append((new.file_id, min(later, key=lambda rival: rival.arrival).file_id))
        new = replace(new, in_force=False)
    return [replace(version, in_force=False) if version in replaced else version for version in known] + [new]


def _confirmed(known: Version, again: Version) -> Version:
    """What says the same later stands later, too: what was sent between them, and is read last, does not replace it."""
    if known.in_force and _overlap(known, again) and _says_the_same(known, again):
        return replace(known, arrival=max(known.arrival, again.arrival))
    return known


def _overlap(one: Version, other: Version) -> bool:
    return not one.scope or not other.scope or not one.scope.isdisjoint(other.scope)


def _covers(new: Version, old: Version) -> bool:
    return not new.scope or old.scope <= new.scope


def _says_the_same(one: Version, other: Version) -> bool:
    return one.content_hash is not None and one.content_hash == other.content_hash

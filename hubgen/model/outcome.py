"""What a build tells when it is done: plain values, kept for the next one that finds nothing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from hubgen.model.frozen import frozen
from hubgen.model.problem_codec import dump_problem, load_problem
from hubgen.problems import Problem


@frozen
class Written:
    """What writing did to the site."""

    written: int
    """Files that are new or have other bytes than before."""
    unchanged: int
    removed: int
    gone: tuple[str, ...] = ()
    """Pages that the site no longer has: paths, those of entries before longer ones."""


@frozen
class Outcome:
    """A build in numbers."""

    problems: tuple[Problem, ...]
    day: str
    """The build day, YYYY-MM-DD; empty where the settings could not be read."""
    sources: int
    """Files of content that were read."""
    rows: int
    """Entries found in them."""
    pages: int
    files: int
    left_out: Mapping[str, int]
    """Why an entry is not published (`drafts`, `scheduled`, `hidden`, `staff`) -> how many are not."""
    home_bytes: int = 0
    """Of the home page after gzip; 0 where there is none."""
    heaviest: str = ""
    """Path of the heaviest page."""
    heaviest_bytes: int = 0
    written: Written | None = None
    """None where the site was left as it is."""

    def again(self) -> Outcome:
        """The same of a build that found nothing changed."""
        return replace(self, written=Written(0, self.files, 0))


def dump_outcome(outcome: Outcome) -> dict[str, object]:
    """As plain values of JSON."""
    raw = asdict(replace(outcome, problems=()))
    return raw | {"problems": [dump_problem(one) for one in outcome.problems]}


def load_outcome(raw: Mapping[str, Any]) -> Outcome:
    """The outcome that was dumped.

    Raises:
        TypeError, ValueError, KeyError: it is none.
    """
    kept = dict(raw)
    written = kept.pop("written")
    problems = tuple(load_problem(one) for one in kept.pop("problems"))
    found = written and Written(written["written"], written["unchanged"], written["removed"], tuple(written["gone"]))
    return Outcome(problems, written=found, **kept)


def heaviest_of(weights: Mapping[str, int]) -> tuple[str, int]:
    """Path and bytes of the heaviest page; none where there is no page."""
    path = max(weights, key=lambda path: (weights[path], path), default="")
    return path, weights.get(path, 0)

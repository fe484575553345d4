"""What a rule means, why it is there and how to mend what it finds, from `locale/rules.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from hubgen.model.frozen import frozen
from hubgen.problems import LATER_RULES, RULES, Rule

LANGUAGES = ("en", "es")


@frozen
class RuleText:
    """A rule in the words of one language; `wrong` and `right` are one example, before and after."""

    rule: Rule
    about: str
    means: str
    why: str
    mend: str
    wrong: str
    right: str

    @property
    def is_later(self) -> bool:
        """Whether this version knows the name alone and checks nothing yet."""
        return self.rule.code in LATER_RULES


def rule_text(rule: Rule, language: str) -> RuleText:
    """The rule in that language; in English where there is no text in it."""
    entry = _table()[rule.name]
    words = entry.get(language.partition("-")[0]) or entry["en"]
    return RuleText(
        rule, words.get("about", rule.about), words["means"], words["why"], words["mend"],
        entry["wrong"].rstrip("\n"), entry["right"].rstrip("\n"),
    )  # fmt: skip


def rule_texts(language: str) -> list[RuleText]:
    """All rules, in the order of their codes."""
    return [rule_text(rule, language) for rule in RULES.values()]


@cache
def _table() -> Mapping[str, Any]:
    import yaml

    text = files("hubgen.locale").joinpath("rules.yaml").read_text("utf-8")
    table: Mapping[str, Any] = yaml.load(text, yaml.CBaseLoader)
    return table

"""config.yaml of a new hub, explained in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from hubgen.formats.yaml_writer import as_yaml
from hubgen.scaffold.answers import Answers
from hubgen.scaffold.contact import example_code
from hubgen.scaffold.texts import TEXTS


def config_text(answers: Answers, texts: Mapping[str, str]) -> str:
    others = answers.languages[1:]
    contact = answers.contact

    def labels(key: str) -> str:
        words = {lang: TEXTS.get(lang.partition("-")[0], texts)[key] for lang in answers.languages}
        return ", ".join(f"{lang}: {as_yaml(word, inline=True)}" for lang, word in words.items())

    code = example_code(answers.country)
    known = [f"  {contact.field}: {as_yaml(contact.value)}"] if contact else []
    shown = {"email": "info@example.org", "phone": f"{code} 2200 0001", "whatsapp": f"{code} 9900 0001"}
    spare = [f"#  {name}: {as_yaml(value)}" for name, value in shown.items() if not contact or contact.field != name]
    return texts["config"].strip().format(
        title=as_yaml(answers.name),
        other_titles="".join(f"\n#title@{lang}: {as_yaml(answers.name)}" for lang in others),
        summary=as_yaml(texts["hub.summary"]),
        other_summaries="".join(f"\n#summary@{lang}: {as_yaml(_other(texts, lang)['hub.summary'])}" for lang in others),
        base_url=answers.base_url,
        tag_authority=answers.tag_authority,
        languages=", ".join(answers.languages),
        zone=answers.zone,
        country=answers.country,
        contact="\n".join([f"{'' if contact else '#'}contact:", *known, *spare]),
        region_labels=labels("region"),
        labels=labels("water"),
    ) + "\n"  # fmt: skip


def _other(texts: Mapping[str, str], language: str) -> Mapping[str, str]:
    return TEXTS.get(language.partition("-")[0], texts)

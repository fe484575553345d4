"""Units are counted as people say them."""

import pytest

from hubgen.locale.plurals import plural
from hubgen.model.vocabulary import shipped_vocabularies

WANTED = {
    "es": "gramos kilogramos toneladas libras litros metros metros+cuadrados metros+cúbicos unidades pares docenas "
    "horas días meses",
    "en": "grams kilograms tonnes pounds liters meters square+meters cubic+meters pieces pairs dozens hours days "
    "months",
    "pt": "gramas quilogramas toneladas libras litros metros metros+quadrados metros+cúbicos unidades pares dúzias "
    "horas dias meses",
}


@pytest.mark.parametrize("language", WANTED)
def test_every_shipped_unit_has_its_plural(language):
    names = [dict(term.labels)[language] for term in shipped_vocabularies()["unit"].terms]
    wanted = [word.replace("+", " ") for word in WANTED[language].split()]
    assert [plural(name, language) for name in names] == wanted


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        ("es", "saco de 69 kg", "sacos de 69 kg"),
        ("es", "galón", "galones"),
        ("es", "barril", "barriles"),
        ("es", "quintal", "quintales"),
        ("en", "69 kg bag", "69 kg bags"),
        ("en", "box of 12", "boxes of 12"),
        ("en", "tray", "trays"),
        ("pt", "galão", "galões"),
        ("pt", "quintal", "quintais"),
        ("pt", "barril", "barris"),
        ("fr", "sac", "sac"),
    ],
)
def test_units_of_a_hub_too(language, one, many):
    assert plural(one, language) == many

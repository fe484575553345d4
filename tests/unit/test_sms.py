"""A line for a short message: its alphabet, its room, what is cut."""

import pytest

from hubgen.formats.sms import one_message, room


def test_accents_that_the_alphabet_lacks_fall_away():
    assert one_message("", "Año, país, café, «miel» – opções", "") == 'Año, pais, café, "miel" - opcoes'


def test_what_is_too_long_loses_the_end_of_its_middle():
    text = one_message("Vende: ", "miel " * 60, ". Hasta 31 ene 2027")
    assert text.startswith("Vende: miel miel") and text.endswith("miel... Hasta 31 ene 2027")
    assert 155 < room(text) <= 160


def test_some_signs_take_the_room_of_two():
    assert room("5 €") == 4 and room("a[]") == 5
    assert room(one_message("", "€" * 200, "")) <= 160


@pytest.mark.parametrize("text", ["мёд " * 40, "蜂蜜" * 60, "🍯" * 60])
def test_other_scripts_have_seventy_units(text):
    found = one_message("", text, ". 2027-01-31")
    assert found.endswith(". 2027-01-31") and len(found.encode("utf-16-be")) // 2 <= 70
    found.encode("utf-8")  # no half of a pair is left

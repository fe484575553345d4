"""What `hubgen.scaffold` promises: a new hub of any kind can be published at once, and answers are understood."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen.config import read_config
from hubgen.formats.yaml_text import parse_yaml
from hubgen.locale.formatting import country_codes, zones_of
from hubgen.memo import Memo
from hubgen.project import Project
from hubgen.scaffold.answers import Answers, Contact, WrongAnswer
from hubgen.scaffold.contact import read_contact
from hubgen.scaffold.files import scaffold
from hubgen.scaffold.identity import read_address, read_name, tag_authority
from hubgen.scaffold.kinds import read_types, with_topics
from hubgen.scaffold.places import USUAL_ZONES, read_country, read_languages, read_zone, zones_for
from hubgen.scaffold.texts import TEXTS
from hubgen.stages.load import load
from hubgen.stages.resolve import ResolveOptions, resolve
from hubgen.types import TYPES

DAY = date(2026, 11, 22)
ALL = tuple(kind.name for kind in TYPES)


def answers(**changes) -> Answers:
    return Answers(
        **{
            "name": "Centro PYME",
            "base_url": "http://localhost/",
            "tag_authority": "0123456789ab.invalid,2026-11-22",
            "languages": ("es",),
            "country": "HN",
            "zone": "America/Tegucigalpa",
            "contact": None,
            "types": ALL,
            "day": DAY,
            **changes,
        }
    )


def write(folder: Path, files) -> Project:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    return Project(folder)


def problems_of(project: Project, day: date = DAY):
    """The site of a hub and everything that is wrong with it, before its pages are made."""
    config, faults = read_config(parse_yaml(project.config_file.read_text("utf-8"), "config.yaml"))
    assert config is not None, faults
    with Memo.open(None) as memo:
        loaded = load(project, config.context, memo)
    site, more = resolve(loaded, config, ResolveOptions(day))
    return site, [*faults, *loaded.problems, *more]


@pytest.mark.parametrize(
    "languages", [("es",), ("en",), ("pt",), ("es", "en", "pt"), ("pt-br", "es"), ("sw", "en"), ("qu",)]
)
def test_every_sample_can_be_published(tmp_path, languages):
    """A hub with all types has neither faults nor warnings, in our languages and in others."""
    site, problems = problems_of(write(tmp_path, scaffold(answers(languages=languages)).files))

    assert problems == []
    assert sorted(one.type for one in site.entries) == sorted(ALL)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("language", ["es", "en", "pt"])
def test_every_type_can_stand_alone(tmp_path, name, language):
    """A hub of one chosen type has no fault; a topic with few entries is the one warning."""
    made = scaffold(answers(languages=(language,), types=with_topics({name})))
    _, problems = problems_of(write(tmp_path, made.files))

    assert {one.rule for one in problems} <= {"thin-topic"}


def test_samples_say_that_they_are_examples():
    """Titles begin with the word, no address leads to a real site, nothing is said to be verified."""
    for language, word in (("es", "Ejemplo: "), ("en", "Example: "), ("pt", "Exemplo: ")):
        files = scaffold(answers(languages=(language,))).files
        content = {name: text for name, text in files.items() if name.startswith("content/")}
        assert all(word in text for text in content.values())
        hosts = {host for text in content.values() for host in re.findall(r"(?:://(?:www\.)?|@)([\w.-]+)", text)}
        assert hosts <= {"example.org"}
        assert not re.search(r"verified: \d", "".join(content.values()))


def test_languages_have_the_same_texts():
    """Each text exists in Spanish, English and Portuguese."""
    keys = {language: set(texts) for language, texts in TEXTS.items()}

    assert keys["es"] == keys["en"] == keys["pt"]


@pytest.mark.parametrize(
    "name",
    [
        'El "Centro": guía #1',
        "Wöstmann & Söhne",
        "Café \N{HOT BEVERAGE}\N{VARIATION SELECTOR-16} PYME",
        "- no",
        "{a: b}",
        "it's",
        "a\\b",
        "100 %",
    ],
)
def test_names_stay_as_they_were_typed(tmp_path, name):
    """Quotes, colons, # and emoji in a name survive config.yaml, in every language of the hub."""
    project = write(tmp_path, scaffold(answers(name=read_name(name), languages=("en", "es"))).files)
    _, problems = problems_of(project)
    config, _ = read_config(parse_yaml(project.config_file.read_text("utf-8"), "config.yaml"))

    assert problems == []
    assert config.title.original == name


@given(st.text(min_size=1, max_size=100))
def test_any_name_is_refused_or_kept(text):
    """A name is refused with words, or config.yaml holds it."""
    try:
        name = read_name(text)
    except WrongAnswer as wrong:
        assert str(wrong.message)
        return
    made = scaffold(answers(name=name))
    config, problems = read_config(parse_yaml(made.files["config.yaml"], "config.yaml"))
    assert not problems
    assert config.title.original == " ".join(name.split())


@pytest.mark.parametrize("languages", [("es", "en"), ("en",), ("pt", "sw")])
def test_optional_settings_work_when_uncommented(languages):
    """Every line that is commented out is right once its # is gone."""
    text = scaffold(answers(languages=languages)).files["config.yaml"]
    open_text = re.sub(r"(?m)^#(?=[a-z]|  )", "", text)
    config, problems = read_config(parse_yaml(open_text, "config.yaml"))

    assert not problems
    assert len(config.facets["financing"]) == 2
    assert config.profiles and config.groups and config.regions and config.colour and config.license
    assert config.contact.text("hours")


def test_config_has_the_contact():
    """The contact stands under its own field, and the others stay as comments."""
    text = scaffold(answers(contact=Contact("whatsapp", "+504 9900 0001"))).files["config.yaml"]
    config, problems = read_config(parse_yaml(text, "config.yaml"))

    assert not problems
    assert config.contact.get("whatsapp") == "+50499000001"
    assert config.contact.get("phone") is None


def test_config_comes_last():
    """config.yaml is written last: what is cut off before it is no hub."""
    assert list(scaffold(answers()).files)[-1] == "config.yaml"


# Answers


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("", "http://localhost/"),
        ("pyme.hn", "https://pyme.hn/"),
        ("https://pyme.hn", "https://pyme.hn/"),
        ("https://a.github.io/hub/", "https://a.github.io/hub/"),
        ("http://localhost:8000", "http://localhost:8000/"),
        ("https://café.hn/x", "https://xn--caf-dma.hn/x/"),
    ],
)
def test_addresses(text, url):
    """A bare domain gets https://, every address its final slash, no answer is localhost."""
    assert read_address(text) == url


@pytest.mark.parametrize(
    "text",
    ["pyme", "ftp://pyme.hn", "https://", "https://a.hn/?x=1", "https://me:secret@a.hn/", "a b.hn", "https://a.hn:x/"],
)
def test_wrong_addresses(text):
    """What is no address of a site is refused in words."""
    with pytest.raises(WrongAnswer):
        read_address(text)


def test_tag_authority():
    """A known domain holds the ids from today on; without one, an invented domain that can never exist does."""
    assert tag_authority("https://pyme.hn/hub/", DAY, "0123456789ab") == "pyme.hn,2026-11-22"
    assert tag_authority("http://localhost/", DAY, "0123456789ab") == "0123456789ab.invalid,2026-11-22"
    assert tag_authority("http://192.168.1.4/", DAY, "0123456789ab") == "0123456789ab.invalid,2026-11-22"


def test_languages():
    """Languages are codes or names; repeats fall away, nonsense is refused."""
    assert read_languages("es, en; es") == ("es", "en")
    assert read_languages("español,inglés,pt-BR") == ("es", "en", "pt-br")
    for text in ("", "klingonisch", "1"):
        with pytest.raises(WrongAnswer):
            read_languages(text)


def test_countries():
    """Countries are codes or names in any of our languages; a near miss is named."""
    assert read_country("hn") == "HN"
    assert read_country("Brasil") == "BR"
    assert read_country("Kenya") == "KE"
    with pytest.raises(WrongAnswer, match="Honduras"):
        read_country("Hondruas")


def test_zones():
    """Each country has a zone; where there are several, the one of most people comes first, and a city is enough."""
    assert all(zones_for(code) for code in country_codes())
    assert zones_for("BR")[0] == "America/Sao_Paulo"
    assert zones_for("HN") == ("America/Tegucigalpa",)
    assert all(usual in zones_of(country) for country, usual in USUAL_ZONES.items())
    assert read_zone("manaus", "BR") == "America/Manaus"
    assert read_zone("America/Sao Paulo") == "America/Sao_Paulo"
    with pytest.raises(WrongAnswer):
        read_zone("Tegus", "HN")


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("info@pyme.hn", "email", "info@pyme.hn"),
        ("+504 2200 0001", "phone", "+504 2200 0001"),
        ("2200-0001", "phone", "+504 2200-0001"),
        ("00504 2200 0001", "phone", "+504 2200 0001"),
        ("whatsapp: +504 9900 0001", "whatsapp", "+504 9900 0001"),
        ("WA 9900 0001", "whatsapp", "+504 9900 0001"),
        ("https://wa.me/50499000001", "whatsapp", "+50499000001"),
    ],
)
def test_contacts(text, field, value):
    """A contact is a mail address, a phone number or a WhatsApp number; the country's code is added."""
    found = read_contact(text, "HN")

    assert (found.field, found.value) == (field, value)


@pytest.mark.parametrize("text", ["call me", "12", "a@b", "504 2200 0001"])
def test_wrong_contacts(text):
    """What cannot be reached is refused, and so is a number that may or may not have its country code."""
    with pytest.raises(WrongAnswer):
        read_contact(text, "HN")


def test_no_contact():
    """A hub may have no contact yet."""
    assert read_contact("  ") is None


def test_types():
    """Types have many names; topics come along when a chosen type must name one."""
    assert read_types("guides,news") == ("topic", "guide", "news")
    assert read_types("guía Empresas") == ("topic", "guide", "organization")
    assert read_types("directory") == ("organization",)
    with pytest.raises(WrongAnswer, match="guides"):
        read_types("giudes")

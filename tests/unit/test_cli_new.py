"""What `hubgen new` promises: five questions, a flag for each, a hub that builds, and nothing overwritten."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click
import pytest

from hubgen.cli.main import main
from hubgen.cli.session import Session
from hubgen.config import read_config
from hubgen.formats.yaml_text import parse_yaml
from hubgen.project import bundled


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Each test works in its own folder, on a fixed day."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795348800")  # 2026-11-22, in the morning of Honduras


def hubgen(*args: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(list(args))
    return int(end.value.code or 0)


def config_of(folder: str):
    config, problems = read_config(parse_yaml(Path(folder, "config.yaml").read_text("utf-8"), "config.yaml"))
    assert not problems
    return config


@pytest.fixture
def person(monkeypatch):
    """A person at a terminal, who gives these answers and is asked nothing more."""
    asked: list[str] = []

    def answers(*texts: str) -> list[str]:
        waiting = iter(texts)

        def prompt(question: str, default: str = "", **_: object) -> str:
            asked.append(question)
            return next(waiting) or default

        monkeypatch.setattr(Session, "may_ask", True)
        monkeypatch.setattr(click, "prompt", prompt)
        return asked

    return answers


def test_flags_and_defaults(capsys):
    """Nobody is asked where nobody can answer: the country is enough, all else has a default."""
    assert hubgen("new", "mi-centro", "--country", "Honduras") == 0
    config, out = config_of("mi-centro"), capsys.readouterr()

    assert config.title.original == "mi-centro"
    assert (config.languages, config.zone, config.country) == (("es",), "America/Tegucigalpa", "HN")
    assert config.base_url == "http://localhost/"
    assert config.tag_authority.endswith(".invalid,2026-11-22") and len(config.tag_authority) == 12 + 8 + 11
    assert sorted(os.listdir("mi-centro")) == [".gitignore", "README.md", "config.yaml", "content"]
    assert out.out.startswith("Made mi-centro/ with 6 example pages (")
    assert "  cd mi-centro\n  hubgen serve" in out.err and "hubgen add guide" in out.err


def test_all_flags(capsys):
    """Every answer has its flag."""
    assert (
        hubgen(
            "new",
            "a",
            "--name",
            'El "Centro": #1',
            "--address",
            "pyme.hn/hub",
            "--languages",
            "es,inglés",
            "--country",
            "BR",
            "--contact",
            "wa +55 11 99999 0000",
            "--timezone",
            "manaus",
            "--types",
            "events,documents",
        )
        == 0
    )
    config = config_of("a")

    assert config.title.original == 'El "Centro": #1'
    assert (config.base_url, config.tag_authority) == ("https://pyme.hn/hub/", "pyme.hn,2026-11-22")
    assert (config.languages, config.zone) == (("es", "en"), "America/Manaus")
    assert config.contact.get("whatsapp") == "+5511999990000"
    assert sorted(os.listdir("a/content")) == ["documents", "events", "topics"]
    assert "hubgen add document" in capsys.readouterr().err


def test_country_has_no_default(capsys):
    """Without a country nothing is made, and the flag is named."""
    assert hubgen("new", "a", "--no-input") == 2

    assert "--country" in capsys.readouterr().err
    assert not Path("a").exists()


@pytest.mark.parametrize(
    ("flag", "value"),
    [
        ("country", "Narnia"),
        ("languages", "klingonisch"),
        ("address", "ftp://a.hn"),
        ("contact", "me"),
        ("timezone", "Nowhere"),
        ("types", "giudes"),
        ("name", " "),
    ],
)
def test_wrong_flags(flag, value, capsys):
    """A wrong flag ends the command with its name, before anything is made or asked."""
    flags = {"country": "HN", flag: value}
    assert hubgen("new", "a", *(f"--{name}={text}" for name, text in flags.items())) == 2

    assert f"--{flag}" in capsys.readouterr().err
    assert not Path("a").exists()


def test_zone_is_said_aloud(capsys):
    """Where a country has several zones and nobody can be asked, the one that was taken is told."""
    assert hubgen("new", "a", "--country", "BR") == 0

    assert "America/Sao_Paulo" in capsys.readouterr().err
    assert config_of("a").zone == "America/Sao_Paulo"


def test_five_questions(person):
    """A person answers five questions; the time zone is asked only where there are several."""
    asked = person("Centro: uno", "", "HN", "es, en", "2200 0001")
    assert hubgen("new", "a") == 0

    assert len(asked) == 5
    assert config_of("a").contact.get("phone") == "+50422000001"


@pytest.mark.parametrize(
    ("country", "language"), [("Honduras", "es"), ("Brasil", "pt"), ("Kenya", "en"), ("Estados Unidos", "en")]
)
def test_the_language_that_is_proposed_is_that_of_the_country(person, country, language):
    """The country is asked first, and understood in each language of hubgen; Enter takes the language usual there."""
    asked = person("", "", country, "", "")
    assert hubgen("new", "a", "--timezone", "UTC") == 0

    assert asked[2].startswith("Country") and asked[3].startswith("Languages")
    assert config_of("a").languages == (language,)


def test_questions_are_asked_again(person, capsys):
    """A wrong answer is explained in plain words and asked again."""
    asked = person("", "not an address", "", "Brazl", "Brasil", "klingonisch", "pt", "x", "", "Manaus")
    assert hubgen("new", "meu-centro") == 0
    err = capsys.readouterr().err

    assert len(asked) == 10
    assert "Brazil" in err and "klingonisch" in err and "Traceback" not in err
    config = config_of("meu-centro")
    assert (config.title.original, config.country, config.zone) == ("meu-centro", "BR", "America/Manaus")


def test_flags_are_not_asked(person):
    """What a flag says is not asked; wrong flags end the command before the first question."""
    asked = person("Uno", "", "")
    assert hubgen("new", "a", "--country", "HN", "--languages", "es") == 0
    assert hubgen("new", "b", "--address", "ftp://x") == 2

    assert len(asked) == 3


def test_folder_with_spaces(capsys):
    """Any folder will do: spaces, ü, folders above it that are not there yet, the current one."""
    assert hubgen("new", "Zum Süden/mein hub ü", "--country", "HN") == 0
    assert config_of("Zum Süden/mein hub ü").title.original == "mein hub ü"
    assert 'cd "Zum Süden/mein hub ü"' in capsys.readouterr().err.replace(os.sep, "/")
    os.mkdir("leer")
    os.chdir("leer")
    os.mkdir(".git")

    assert hubgen("new", ".", "--country", "HN") == 0
    assert config_of(".").title.original == "leer"


def test_used_folders_are_refused(capsys):
    """A folder with anything in it, or a file of that name, is refused with 4 and stays as it is."""
    os.mkdir("a")
    Path("a/notes.txt").write_text("mine", "utf-8")
    Path("b").write_text("mine", "utf-8")

    assert hubgen("new", "a", "--country", "HN") == 4
    assert "notes.txt" in capsys.readouterr().err
    assert hubgen("new", "b", "--country", "HN") == 4
    assert hubgen("new", "a", "--example") == 4
    assert os.listdir("a") == ["notes.txt"]


@pytest.mark.skipif(os.name == "nt", reason="folders of Windows have no such permission")
def test_nothing_stays_of_a_hub_that_cannot_be_written(monkeypatch, capsys):
    """Where the disk refuses half-way, what was written is taken away again."""
    import builtins

    real = builtins.open

    def full(name, *args, **kwargs):
        if str(name).endswith("config.yaml"):
            raise OSError(28, "No space left on device")
        return real(name, *args, **kwargs)

    monkeypatch.setattr("hubgen.cli.new.open", full, raising=False)
    assert hubgen("new", "a/b", "--country", "HN") == 3
    assert not Path("a").exists()
    assert "No space left" in capsys.readouterr().err


def test_example(capsys):
    """`--example` copies the example hub as it is, and takes no other answers."""
    assert hubgen("new", "a", "--example") == 0
    source = bundled("example")

    assert Path("a/config.yaml").read_bytes() == (source / "config.yaml").read_bytes()
    assert Path("a/content/topics/temas.csv").read_bytes() == (source / "content/topics/temas.csv").read_bytes()
    assert sorted(os.listdir("a")) == [".gitignore", "README.md", "config.yaml", "content"]
    assert hubgen("new", "b", "--example", "--country", "HN") == 2
    assert "--country" in capsys.readouterr().err


def test_json(capsys):
    """Programs get one object."""
    assert hubgen("new", "a", "--country", "HN", "--json") == 0
    told = json.loads(capsys.readouterr().out)

    assert (told["ok"], told["pages"], told["timezone"]) == (True, 6, "America/Tegucigalpa")


def test_a_new_hub_has_nothing_to_mend(capsys):
    """`hubgen check` has nothing to say about a new hub, but that it has no address yet."""
    types = "guides,news,directory,financing,standards,events,documents"
    assert hubgen("new", "a", "--country", "HN", "--types", types) == 0
    capsys.readouterr()
    assert hubgen("-C", "a", "--json", "check") == 0

    (one,) = json.loads(capsys.readouterr().out)["problems"]
    assert (one["severity"], one["field"]) == ("warning", "base_url")


def test_help_has_examples(capsys):
    """Help shows how the command is used."""
    assert hubgen("new", "--help") == 0

    assert "hubgen new my-hub" in capsys.readouterr().out

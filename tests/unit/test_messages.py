"""The messages in Spanish: none is missing, none is stale, each fits the values of its English template."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from hubgen.cli.root import cli
from hubgen.problems import Message
from tests.conftest import BUILD_DAY, ROOT
from tests.hubs import guide, make_hub


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"tool_{path.stem}", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


messages = _load(ROOT / "tools" / "messages.py")
TEMPLATES, NOT_READ = messages.scan()
SPANISH = messages.read(messages.SPANISH)

# Equal in both languages: commands to type, values to copy, marks without words, words that are the same.
EQUAL = frozenset({
    "#{near}",
    "[instruments, countries]",
    "error",
    "export LANG=C.UTF-8",
    "hubgen build",
    "hubgen check",
    "hubgen check config.yaml",
    "hubgen check {file}",
    "hubgen doctor --mend",
    "hubgen serve --port {port}",
    "hubgen {version}, Python {python}, {system}",
    "hubgen: 1",
    "python -m pip install --force-reinstall pyyaml",
    "python -m pip install {names}",
    "{line}",
    "{names}",
    "{reason}",
    "{reason}: {file}",
    "{{goal: 80, alarm: 60}}",
    "{{id: water, label: {{es: agua, en: water}}}}",
})  # fmt: skip

# Words of English messages that are neither Spanish nor the name of a field, a file, a flag or a rule.
ENGLISH = re.compile(
    r"\b(expected|mend|see|the|is|are|not|row|cell|faults?|warnings?|errors|add|write|remove|missing|unknown|such|line|"
    r"with|of|in|or|and|file|there|reading|checking|pages|site|hub)\b",
    re.IGNORECASE,
)


def test_every_template_can_be_told_from_the_source():
    """A template that is put together while the program runs could not be translated."""
    assert NOT_READ == []


def test_every_template_has_spanish():
    """`python tools/messages.py` lists the places of those that have none."""
    missing = {template: TEMPLATES[template][0] for template in TEMPLATES if not SPANISH.get(template)}
    assert missing == {}


def test_no_spanish_is_stale():
    """A translation whose English is gone would never be shown."""
    assert SPANISH.keys() - TEMPLATES.keys() == set()


def test_spanish_takes_the_same_values():
    """The same names in braces, each as often; it can be filled, and quotes stay in pairs."""
    for template, spanish in SPANISH.items():
        names = messages.names_in(template)
        assert messages.names_in(spanish) == names, template
        message = Message(template, tuple((name, "x1") for name in names))
        text = message.text(SPANISH)
        assert text.count("x1") == len(names), template
        assert text.count('"') % 2 == message.text().count('"') % 2, template


def test_spanish_differs_from_english():
    """Only what needs no translation reads the same in both languages."""
    equal = {template for template, text in SPANISH.items() if template == text}
    assert equal <= EQUAL


def test_spanish_keeps_spaces_at_both_ends():
    """Some texts are indented, or stand in columns."""
    for template, text in SPANISH.items():
        assert text[: len(text) - len(text.lstrip())] == template[: len(template) - len(template.lstrip())], template
        assert text == text.rstrip(), template


def test_file_is_as_the_tool_writes_it(tmp_path):
    """Sorted, one quoting for all: a new message changes its own lines and no others."""
    messages.write(tmp_path / "es.yaml", SPANISH)
    assert messages.SPANISH.read_text("utf-8") == (tmp_path / "es.yaml").read_text("utf-8")


FORMS = """
from tiny.words import SHARED

LOCAL = "module constant"
WORDS = {"a": "in a table", "b": "also in a table"}
PAIRS = ((1, "in a pair"), (2, "in another pair"))
_ONE = ("with a mend", "the mend")
BY_CODE = {1: _ONE}

def all_forms(x, message):
    say("literal")
    say("in two "
        "parts {x}", x=x)
    say("yes" if x else "no")
    say(LOCAL)
    say(SHARED)
    say(WORDS[x])
    for word, text in (("expected", 1), ("see", 2)):
        say(word)
    [say(text) for _, text in PAIRS]
    told, mend = BY_CODE.get(x, ("otherwise", "the other mend"))
    say(told)
    say(mend)
    say("")
    say(message.template)
    Field("a", "url", "conditional", note="a note")
    Field("a", "url", "optional", note="another note")
    session.say(say("inside"))

def unclear(text):
    say(f"with {text}")
    say(text)
"""


def test_scan_reads_every_form(tmp_path):
    """Literals, choices, constants, tables and loops are followed; what cannot be known is named by its line."""
    package = tmp_path / "tiny"
    package.mkdir()
    (package / "forms.py").write_text(FORMS, "utf-8")
    (package / "words.py").write_text('SHARED = "constant of another module"\n', "utf-8")

    templates, not_read = messages.scan(package)

    assert set(templates) == {
        "literal", "in two parts {x}", "yes", "no", "module constant", "constant of another module", "in a table",
        "also in a table", "expected", "see", "in a pair", "in another pair", "with a mend", "the mend", "otherwise",
        "the other mend", "a note", "inside",
    }  # fmt: skip
    lines = [FORMS.splitlines()[int(place.rpartition(":")[2]) - 1].strip() for place in not_read]
    assert lines == ['say(f"with {text}")', "say(text)"]


@pytest.fixture
def faulty(tmp_path):
    """A hub with a fault of several kinds: a field, a value, a reference, a row, a duplicate, a warning."""
    rows = "title,summary,kind,countries,contact.email,verified\nCafé,Tueste,asociacion,HN,a@b.example,nunca jamás\n"
    return make_hub(
        tmp_path,
        {
            "content/guides/uno.md": guide(summary=None, topics="[venderr]", date="30/11/2026"),
            "content/guides/dos.md": guide("[aquí](guide/nada)\n", titel="Hola"),
            "content/guides/tres.md": guide(slug="dos"),
            "content/guides/cuatro.md": "sin encabezado\n",
            "content/directory/firmas.csv": rows,
        },
    ).root


def _told(text: str) -> str:
    """The output without what the author wrote: excerpts, quoted words, and names of rules in brackets."""
    lines = [line for line in text.splitlines() if not re.match(r"\s*\d* *\|", line)]
    return re.sub(r'"[^"]*"|\[[\w-]+\]|content/\S+', "", "\n".join(lines))


def test_check_in_spanish(faulty):
    """Every line of a check that a person reads is in Spanish."""
    flags = ["-C", str(faulty), "--messages", "es"]
    done = CliRunner().invoke(cli, [*flags, "check", "--date", BUILD_DAY])

    assert done.exit_code == 1
    assert "   se esperaba " in done.stderr and "   arreglo   " in done.stderr
    assert "falta summary" in done.stderr and "errores" in done.stderr.splitlines()[-1]
    assert len(re.findall(r"\[[\w-]+\]$", done.stderr, re.MULTILINE)) >= 7
    assert [(word, done.stderr) for word in ENGLISH.findall(_told(done.stderr))] == []


def test_check_in_english_has_english_words(faulty):
    """The words that the Spanish check is searched for do stand in the English one."""
    done = CliRunner().invoke(cli, ["-C", str(faulty), "check", "--date", BUILD_DAY])
    assert {"expected", "mend", "the", "is", "not", "faults"} <= set(ENGLISH.findall(_told(done.stderr)))


def test_json_in_spanish(faulty):
    """Programs get the same messages; the names of rules stay."""
    done = CliRunner().invoke(cli, ["-C", str(faulty), "--messages", "es-HN", "--json", "check", "--date", BUILD_DAY])
    assert '"rule": "missing-field"' in done.stdout and '"message": "falta summary"' in done.stdout

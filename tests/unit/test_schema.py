"""The schemas accept what hubgen accepts, in the way an editor reads YAML, and refuse what is misspelt."""

import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from hubgen.cli.root import cli
from hubgen.config import read_config
from hubgen.formats.yaml_text import parse_yaml
from hubgen.schema import NAMES, default_context, schema_of
from hubgen.types import BY_NAME, TYPES
from hubgen.vscode import BEGINS, ENDS, files, merge, set_up

ROOT = Path(__file__).resolve().parents[2]


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2, core schema, as editors read it: no days, `no` is a word, 0127 is the number 127."""


EditorLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"^[-+]?\d+$", list("-+0123456789")),
    ("float", r"^[-+]?(\d+\.\d*|\.\d+|\d+)([eE][-+]?\d+)?$", list("-+.0123456789")),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)
EditorLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


@pytest.fixture(scope="module")
def schemas():
    config, problems = read_config(parse_yaml((ROOT / "config.yaml").read_text("utf-8"), "config.yaml"))
    assert config is not None and not problems
    return {name: Draft202012Validator(schema_of(name, config.context)) for name in NAMES}


def example_files(name: str) -> list[Path]:
    if name == "config":
        return [ROOT / "config.yaml"]
    return sorted((ROOT / "content" / BY_NAME[name].folder).rglob("*.yaml"))


def faults(validator: Draft202012Validator, value: object) -> list[str]:
    return [f"{list(error.absolute_path)}: {error.message[:200]}" for error in validator.iter_errors(value)]


def entry(text: str) -> object:
    return yaml.load(text, EditorLoader)


@pytest.mark.parametrize("name", NAMES)
def test_every_schema_is_a_schema(schemas, name):
    """Each schema is itself valid under its dialect, and names no dialect but that one."""
    Draft202012Validator.check_schema(schemas[name].schema)
    assert schemas[name].schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("loader", [EditorLoader, yaml.BaseLoader])
@pytest.mark.parametrize("name", NAMES)
def test_example_hub_is_valid(schemas, name, loader):
    """Everything the example hub writes in YAML is valid, with typed scalars and with bare text alike."""
    for file in example_files(name):
        assert faults(schemas[name], yaml.load(file.read_text("utf-8"), loader)) == [], file.name


def test_there_is_an_example_of_more_than_one_type():
    """The test above reads real content, not empty folders."""
    assert sum(bool(example_files(name)) for name in NAMES) >= 4


def test_every_type_in_yaml_has_a_schema():
    """Types that may be written in YAML have a schema; the settings too."""
    assert set(NAMES) == {"config", *(kind.name for kind in TYPES if kind.takes("yaml"))}


@pytest.mark.parametrize("name", NAMES)
def test_misspelt_key_is_refused(schemas, name):
    """A key that the field table does not know is refused, and named."""
    assert any("verifed" in fault for fault in faults(schemas[name], {"verifed": "2026-10-28"}))
    if name != "config":
        assert any("verifed" in fault for fault in faults(schemas[name], [{"verifed": "2026-10-28"}]))


def test_misspelt_key_in_a_map_is_refused(schemas):
    """The maps inside fields are as strict as the entries."""
    assert faults(schemas["guide"], entry("{draft: true, contact: {emial: a@example.org}}"))
    assert not faults(schemas["guide"], entry("{draft: true, contact: {email: a@example.org}}"))


@pytest.mark.parametrize("text", ["title@en: First", "documents_required: [{title: A, title@en: B}]"])
def test_translations_stand_beside_their_field(schemas, text):
    """A translatable field takes `@` and a language of the hub, in inner maps too."""
    assert not faults(schemas["guide"], entry(f"draft: true\n{text}"))
    assert faults(schemas["guide"], entry(f"draft: true\n{text}".replace("@en", "@fr")))


def test_only_texts_are_translated(schemas):
    """A field that is the same in every language takes no `@`."""
    assert faults(schemas["guide"], entry("{draft: true, countries@en: [HN]}"))


def test_vocabularies_take_ids_and_labels():
    """A vocabulary is offered by id, and understood by its labels in any language, with a capital or folded."""
    context = default_context()
    schema = Draft202012Validator(schema_of("guide", context))
    term = context.vocabularies["guide_kind"].get("procedure")
    assert term is not None
    for text in (term.id, *(label for _, label in term.labels), term.id.capitalize()):
        assert not faults(schema, {"draft": True, "kind": text}), text
    assert faults(schema, {"draft": True, "kind": "procedur"})


def test_vocabularies_of_the_hub_are_in_it(schemas):
    """A value that the hub adds is offered; one that nobody knows is refused."""
    assert not faults(schemas["financing"], {"draft": True, "instruments": ["export-consortium"]})
    assert faults(schemas["financing"], {"draft": True, "instruments": ["export-consortia"]})


@pytest.mark.parametrize("yes", ["true", "yes", "sí", "Sim"])
def test_draft_may_be_incomplete(schemas, yes):
    """Required fields are asked of every entry but a draft."""
    assert not faults(schemas["guide"], entry(f"draft: {yes}"))
    assert any("required" in fault for fault in faults(schemas["guide"], entry("title: A")))


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("sectors: [0127, A, '10']", "sectors: [coffee]"),
        ("sectors: todos", "sectors: [Z]"),
        ("date: 2026-11-30", "date: 30/11/2026"),
        ("verified: never", "verified: soon"),
        ("review_every: 180d", "review_every: 180"),
        ("cost_min: 12.5", "cost_min: 1.500,00"),
        ("source: https://example.org/a", "source: javascript:alert(1)"),
        ("source: {title: A}", "source: {titel: A}"),
        ("featured: no", "featured: maybe"),
        ("countries: HN", "countries: [H1]"),
        ("image:", "image: [a.png]"),
        ("title: 2026", "title: [a]"),
        ("slug: primera-exportacion", "slug: Primera Exportación"),
    ],
)
def test_values_of_each_type(schemas, good, bad):
    """A value that hubgen reads is valid in the way YAML types it; one of another shape is not."""
    assert faults(schemas["guide"], entry(f"draft: true\n{good}")) == []
    assert faults(schemas["guide"], entry(f"draft: true\n{bad}"))


def test_text_over_its_limit_is_refused(schemas):
    """The limits of the field table are those of the schema."""
    assert faults(schemas["guide"], {"draft": True, "title": "a" * 121})
    assert not faults(schemas["guide"], {"draft": True, "title": "a" * 120})


def test_fields_are_described_in_the_language_of_the_hub(schemas):
    """An editor shows the field's label in the hub's first language and the note of the contract."""
    told = schemas["guide"].schema["$defs"]["entry"]["properties"]["summary"]["description"]
    assert told.startswith("resumen · text(300) · plain language")


# -- the command -----------------------------------------------------------------------------------


def run(*args: str):
    return CliRunner().invoke(cli, list(args), standalone_mode=True)


@pytest.fixture
def hub(tmp_path):
    (tmp_path / "config.yaml").write_text((ROOT / "config.yaml").read_text("utf-8"), "utf-8")
    return tmp_path


def test_a_schema_is_printed_without_a_hub(tmp_path):
    """`hubgen schema guide` prints JSON alone, also where there is no hub."""
    done = run("-C", str(tmp_path), "schema", "guide")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["title"] == "content/guides/*.yaml"


def test_folder_names_a_schema_too_and_a_slip_is_suggested(tmp_path):
    """The folder of a type means its type; a slip ends with 2 and the nearest name."""
    assert run("-C", str(tmp_path), "schema", "guides").exit_code == 0
    slip = run("-C", str(tmp_path), "schema", "gide")
    assert slip.exit_code == 2 and "Did you mean guide?" in slip.stderr


def test_write_makes_one_file_per_schema(hub):
    """`--write` leaves every schema in .hubgen/schema and nothing else."""
    assert run("-C", str(hub), "schema", "--write").exit_code == 0
    assert {path.name for path in (hub / ".hubgen" / "schema").iterdir()} == {f"{name}.json" for name in NAMES}
    assert not (hub / ".vscode").exists()


def test_vscode_points_at_files_that_exist(hub):
    """`--vscode` maps schemas that were written to the files they are for."""
    assert run("-C", str(hub), "schema", "--vscode").exit_code == 0
    settings = json.loads((hub / ".vscode" / "settings.json").read_text("utf-8"))
    assert all((hub / path).is_file() for path in settings["yaml.schemas"])
    assert settings["yaml.schemas"]["./.hubgen/schema/guide.json"] == ["content/guides/**/*.yaml"]


def test_problem_matcher_reads_what_check_prints():
    """The task runs the checker, its pattern fits a line of it, and its marks are those that the checker prints."""
    (task,) = files(NAMES)["tasks.json"]["tasks"]
    assert [task["command"], *task["args"]] == ["hubgen", "check", "--watch", "--format", "gcc"]
    matcher = task["problemMatcher"]
    found = re.match(matcher["pattern"]["regexp"], "content/a b.md:7:13: error: x is (not) a number (value-type)")
    assert found is not None
    assert found.groups() == ("content/a b.md", "7", "13", "error", "x is (not) a number", "value-type")
    source = (ROOT / "hubgen" / "cli" / "check.py").read_text("utf-8")
    for key, line in (("beginsPattern", BEGINS), ("endsPattern", ENDS)):
        assert re.match(matcher["background"][key], line)
        assert f'"{line}"' in source


def test_what_is_not_ours_stays(tmp_path):
    """Settings and tasks of the author are kept; our own task is replaced, and a second run changes nothing."""
    folder = tmp_path / ".vscode"
    folder.mkdir()
    (folder / "settings.json").write_text('{"editor.tabSize": 2, "yaml.schemas": {"mine.json": "x.yaml"}}')
    (folder / "tasks.json").write_text('{"tasks": [{"label": "mine"}, {"label": "hubgen check", "command": "old"}]}')
    assert {one.outcome for one in set_up(tmp_path, NAMES)} == {"written"}
    settings = json.loads((folder / "settings.json").read_text())
    assert settings["editor.tabSize"] == 2 and settings["yaml.schemas"]["mine.json"] == "x.yaml"
    tasks = json.loads((folder / "tasks.json").read_text())["tasks"]
    assert [(task["label"], task.get("command")) for task in tasks] == [("mine", None), ("hubgen check", "hubgen")]
    assert {one.outcome for one in set_up(tmp_path, NAMES)} == {"unchanged"}


def test_file_with_comments_is_left(hub):
    """A settings file that is not plain JSON is not touched; the person is told what to add."""
    folder = hub / ".vscode"
    folder.mkdir()
    (folder / "settings.json").write_text('{\n  // mine\n  "a": 1\n}\n')
    done = run("-C", str(hub), "schema", "--vscode")
    assert done.exit_code == 0
    assert (folder / "settings.json").read_text() == '{\n  // mine\n  "a": 1\n}\n'
    assert "settings.json is not plain JSON" in done.stderr and "yaml.schemas" in done.stderr


def test_merge_is_ours_over_theirs():
    """Merging joins lists without doubles and does not change what it is given."""
    theirs = {"recommendations": ["a", "b"]}
    assert merge(theirs, {"recommendations": ["b", "c"]}) == {"recommendations": ["a", "b", "c"]}
    assert theirs == {"recommendations": ["a", "b"]}

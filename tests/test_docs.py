"""The handbook tells the truth: it is a hub without faults, names all that there is, and its commands can be typed."""

from __future__ import annotations

import dataclasses
import importlib.util
import pkgutil
import re
import shlex
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import click
import pytest

from hubgen.cli.root import COMMANDS, cli, hoist
from hubgen.config import PLAIN, STRUCTURED
from hubgen.model import views
from hubgen.model.vocabulary import shipped_vocabularies
from hubgen.problems import RULES
from hubgen.project import Project
from hubgen.types import TYPES
from hubgen.types.maps import MAPS
from tests.conftest import ROOT
from tests.hubs import build, codes, errors, problems_of, told

DOCS = ROOT / "docs"
GUIDES = DOCS / "content" / "guides"
THEME = ROOT / "themes" / "plain"
COMMON_FLAGS = {"-h", "--help"}


@cache
def text_of(name: str) -> str:
    return (GUIDES / f"{name}.md").read_text("utf-8")


@cache
def handbook() -> str:
    """All guides in English: a translation may not be the only one to name a thing."""
    return "\n".join(
        path.read_text("utf-8") for path in sorted(GUIDES.glob("*.md")) if not path.name.endswith(".es.md")
    )


def missing(words: Iterator[str] | set[str] | list[str], text: str) -> list[str]:
    """The words that stand nowhere in `code` form."""
    return sorted({word for word in words if f"`{word}`" not in text})


def section(text: str, heading: str) -> str:
    """What stands below `### heading`, up to the next heading of that level or above."""
    match = re.search(rf"(?ms)^### {re.escape(heading)}$(.*?)(?=^##?#? |\Z)", text)
    return match[1] if match else ""


@cache
def tables() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_tables", DOCS / "tables.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# -- the handbook as a hub -------------------------------------------------------------------


def test_the_handbook_is_a_hub_without_faults():
    """Links, fields, the weight of each page: what holds for a hub holds for the handbook."""
    found = errors(problems_of(Project(DOCS)))
    assert not found, told(found)


def test_the_spanish_guides_are_as_new_as_the_english_ones():
    """A changed guide asks for its translation; the message says which mark to write afterwards."""
    found = [one for one in problems_of(Project(DOCS)) if one.rule == "translation-outdated"]
    assert not found, told(found)


def test_the_handbook_builds(tmp_path):
    built = build(Project(DOCS), output_dir=tmp_path / "site")
    assert built.written and (tmp_path / "site/es/guias/su-primer-centro.html").is_file(), codes(
        built.compiled.problems
    )


def test_tables_are_those_of_the_code():
    """Made anew by: python docs/tables.py"""
    stale = [path.name for path, text in tables().pages() if path.read_text("utf-8") != text]
    assert not stale, "run python docs/tables.py"


# -- everything is named ---------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_flag_is_named(name):
    """Each flag stands below the heading of its own command."""
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    own = section(text_of("commands"), f"`hubgen {name}`")
    flags = {flag for param in command.params if isinstance(param, click.Option) for flag in param.opts}
    assert own, name
    assert not missing(flags - COMMON_FLAGS, own)


def test_every_global_flag_is_named():
    flags = {flag for param in cli.params if isinstance(param, click.Option) for flag in param.opts}
    assert not missing(flags | COMMON_FLAGS, text_of("commands"))


def test_every_exit_code_is_named():
    codes_told = re.findall(r"^\| (\d+) \|", text_of("commands"), re.MULTILINE)
    assert codes_told == ["0", "1", "2", "3", "4", "70", "130"]


def test_every_setting_is_named():
    names = {field.name for field in PLAIN} | set(STRUCTURED) | tables().setting_names()
    assert not missing(names, text_of("settings"))


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.name)
def test_every_type_and_field_is_named(kind):
    """A type stands in the list of types; its own fields in its own guide, shared ones in theirs."""
    assert not missing([kind.name, kind.folder], text_of("content-types"))
    assert not missing([field.name for field in kind.own], text_of(f"type-{kind.name}"))
    assert not missing(list(kind.fields), text_of(f"type-{kind.name}") + text_of("shared-fields"))


@pytest.mark.parametrize("name", MAPS)
def test_every_map_and_its_fields_are_named(name):
    assert not missing([field.name for field in MAPS[name]], section(text_of("maps"), f"`{name}`"))


def test_every_value_of_a_list_is_named():
    fields = [*(f for kind in TYPES for f in kind.fields.values()), *(f for table in MAPS.values() for f in table)]
    for name in {found for field in fields for found in re.findall(r"enum\((\w+)\)", field.value)}:
        own = section(text_of("vocabularies"), f"`{name}`")
        assert not missing([term.id for term in shipped_vocabularies()[name].terms], own), name


def test_every_rule_is_named():
    assert not missing([*RULES, *(rule.code for rule in RULES.values())], text_of("rules"))


def test_every_template_and_block_is_named():
    for path in (THEME / "templates").glob("*.html"):
        row = re.search(rf"^\| `{re.escape(path.name)}` \|.*", text_of("theme-templates"), re.MULTILINE)
        assert row, path.name
        assert not missing(re.findall(r"{%-?\s*block (\w+)", path.read_text("utf-8")), row[0]), path.name


def test_every_macro_is_named():
    macros = re.findall(r"{%-?\s*macro (\w+)\(", (THEME / "templates/_parts.html").read_text("utf-8"))
    assert macros and all(f"`parts.{name}(" in text_of("theme-templates") for name in macros)


def test_every_field_of_every_view_is_named():
    files = [import_module(f"{views.__name__}.{one.name}") for one in pkgutil.iter_modules(views.__path__)]
    shown = {
        name: one
        for file in files
        for name, one in vars(file).items()
        if isinstance(one, type) and dataclasses.is_dataclass(one)
    }
    assert "EntryView" in shown
    for name, one in shown.items():
        own = section(text_of("theme-views"), f"`{name}`")
        assert not missing([field.name for field in dataclasses.fields(one)], own), name


def test_every_name_and_filter_of_a_template_is_named():
    """What `Theme.render` hands over, and the filters of its environment."""
    from hubgen.theme import load_theme

    names = ["page", "hub", "view", "t", "style", "csp", "script", "weight"]
    assert not missing([*names, *load_theme(THEME)._environment.filters], text_of("theme"))


def test_every_file_of_interface_texts_is_named():
    assert not missing([f"i18n/{path.name}" for path in (THEME / "i18n").glob("*.yaml")], text_of("theme"))


def test_the_readme_names_the_two_commands_that_set_all_up():
    readme = (ROOT / "README.md").read_text("utf-8")
    targets = (ROOT / "Makefile").read_text("utf-8")
    for name in ("site", "test"):
        assert f"make {name}" in readme and re.search(rf"(?m)^{name}:", targets)


# -- commands can be typed -------------------------------------------------------------------


def pages_with_commands() -> list[Path]:
    return [ROOT / "README.md", DOCS / "README.md", *sorted(GUIDES.glob("*.md"))]


def command_lines(text: str) -> Iterator[str]:
    """Lines of code blocks, and code inside a line, that begin with `hubgen`; without the words that explain them."""
    blocks = re.findall(r"(?ms)^```[^\n]*\n(.*?)^```", text)
    inline = re.findall(r"`(hubgen [^`\n]+)`", re.sub(r"(?ms)^```.*?^```", "", text))
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    lines += [found for line in lines for found in re.findall(r"\$\((hubgen [^)]*)\)", line)]
    # A command alone inside a sentence is its name, not something to type.
    lines += [f"{line} --help" if len(line.split()) == 2 else line for line in inline]
    for line in lines:
        # `hubgen: checking` is output, and `hubgen NAME [OPTIONS]` a pattern.
        if re.match(r"hubgen\s+[a-z-]", line) and "[OPTIONS]" not in line:
            yield re.split(r"\s{2,}| [>|#] ", line)[0]


def parse(line: str) -> None:
    """Read a command line as hubgen does, without running it.

    Raises:
        click.ClickException: it cannot be typed so.
    """
    words = hoist(shlex.split(line)[1:])
    try:
        with cli.make_context("hubgen", words) as context:
            rest = [*context._protected_args, *context.args]
            name, command, rest = cli.resolve_command(context, rest)
            assert command is not None
            with command.make_context(name, rest, parent=context):
                pass
    except click.exceptions.Exit as done:  # --help, --version
        assert done.exit_code == 0


@pytest.mark.parametrize("path", pages_with_commands(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_line_can_be_typed(path):
    wrong = {}
    for line in command_lines(path.read_text("utf-8")):
        try:
            parse(line)
        except (click.ClickException, ValueError) as fault:
            wrong[line] = fault.format_message() if isinstance(fault, click.ClickException) else str(fault)
    assert not wrong


def test_command_lines_are_found_and_wrong_ones_are_seen():
    """The test above looks at many lines, and would see a wrong flag."""
    lines = [line for path in pages_with_commands() for line in command_lines(path.read_text("utf-8"))]
    assert len(set(lines)) > 50
    with pytest.raises(click.UsageError):
        parse("hubgen check --everything")
    with pytest.raises(click.UsageError):
        parse("hubgen tidy")


# -- links of pages that are read on a code host ---------------------------------------------


@pytest.mark.parametrize("page", [ROOT / "README.md", DOCS / "README.md"], ids=["README.md", "docs/README.md"])
def test_links_lead_to_files(page):
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8")) if "://" not in link]
    assert links
    assert not [link for link in links if not (page.parent / link.partition("#")[0]).exists()]


def test_the_index_names_every_guide():
    index = (DOCS / "README.md").read_text("utf-8")
    assert not [path.name for path in GUIDES.glob("*.md") if f"content/guides/{path.name}" not in index]


def test_no_guide_is_only_in_spanish():
    translations = list(GUIDES.glob("*.es.md"))
    assert translations
    assert all((GUIDES / path.name.replace(".es.md", ".md")).is_file() for path in translations)


def test_each_template_is_shown():
    """`make screenshots` takes them; a template that nobody has looked at is not finished."""
    shown = {path.stem for path in (DOCS / "screenshots").glob("*.png")}
    templates = {path.stem for path in (THEME / "templates").glob("[!_]*.html")} - {"base", "entry", "redirect"}
    views = ("phone", "night", "desk", "paper")
    assert shown == {f"{name}-{view}" for name in (*templates, "whole") for view in views}
    gallery = (DOCS / "screenshots" / "README.md").read_text("utf-8")
    assert all(f'src="{name}.png"' in gallery for name in shown)

"""`hubgen explain`: rules in two languages; why a page is as it is; near misses."""

import json
from datetime import date

import pytest
import yaml
from click.testing import CliRunner

from hubgen.cli.root import cli, hoist
from hubgen.explain.days import Change, next_change
from hubgen.explain.facts import about_entry, about_file, about_output, find_output, near
from hubgen.explain.rules import LANGUAGES, rule_text, rule_texts
from hubgen.explain.survey import survey
from hubgen.problems import LATER_RULES, RULES
from tests.conftest import BUILD_DAY
from tests.hubs import (
    CONFIG,
    DAY,
    entry_of,
    event,
    financing,
    guide,
    make_hub,
    news,
    options_of,
    organization,
    translation,
)

CSV = "slug;title;summary;kind;countries;contact.email;verified;draft\n" + "".join(
    f"firma-{n};Firma {n};Empresa de prueba número {n}.;association;HN;f{n}@example.org;2026-10-01;{draft}\n"
    for n, draft in ((1, ""), (2, "yes"), (3, ""))
)


def run(*args: str):
    return CliRunner().invoke(cli, hoist(args))


def ask(project, *args: str):
    """`hubgen explain` on the build day; its standard output."""
    done = run("-C", str(project.root), "explain", *args, "--date", BUILD_DAY)
    assert done.exit_code == 0, done.output
    return done.stdout


def look(project, **options):
    found, _ = survey(project, options_of(**options))
    assert found is not None
    return found


@pytest.fixture
def project(tmp_path):
    return make_hub(
        tmp_path,
        {
            "content/guides/precio.md": guide("Vea el [formulario](formulario.txt)."),
            "content/guides/precio.en.md": translation(
                "Add up.", title="Price your product", summary="How to.", slug="price"
            ),
            "content/guides/borrador.md": guide(draft="yes"),
            "content/guides/interna.md": guide(visibility="members"),
            "content/guides/futura.md": guide(date="2027-01-15", verified="never"),
            "content/guides/enlace.md": guide("Lea [otra](guide/precio).", aliases="[viejo/enlace.html]"),
            "content/guides/formulario.txt": "a",
            "content/documents/suelto.txt": "b",
            "content/directory/firmas.csv": CSV,
            "content/static/CNAME": "pyme.example.org\n",
        },
    )


# -- rules -------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_explained_in_every_language(language):
    """No rule lacks a text, none falls back to another language, and wrong and right differ."""
    texts = rule_texts(language)
    assert [text.rule.name for text in texts] == list(RULES)
    for text in texts:
        assert text.about and text.means and text.why and text.mend and text.wrong and text.right
        assert text.wrong != text.right
        assert all(words.endswith((".", "?")) for words in (text.means, text.why, text.mend)), (
            text
        )  # none is cut at a #
    if language != "en":
        english = rule_texts("en")
        for own, other in zip(texts, english, strict=True):
            assert own.means != other.means and own.about != other.about and own.mend != other.mend


def test_examples_in_yaml_can_be_read():
    """An example that claims to be right is YAML or Markdown without the fault: those of fields parse."""
    for name in ("missing-field", "value-type", "not-in-vocabulary", "range-reversed", "unknown-field", "bad-syntax"):
        assert isinstance(yaml.safe_load(rule_text(RULES[name], "en").right), dict), name
    with pytest.raises(yaml.YAMLError):
        yaml.safe_load(rule_text(RULES["bad-syntax"], "en").wrong)


def test_list_of_rules():
    """`--rules` has one line for each, with code, name and severity; it needs no hub."""
    done = run("explain", "--rules")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert len(lines) == len(RULES)
    assert lines[2].split()[:3] == ["E03", "not-in-vocabulary", "error"]


@pytest.mark.parametrize("subject", ["E03", "e03", "not-in-vocabulary"])
def test_code_and_name_are_the_same_rule(subject):
    """A rule answers to its code in any case and to its name."""
    done = run("explain", subject)
    assert done.exit_code == 0 and done.stdout.startswith("E03  not-in-vocabulary    error")


def test_rule_has_an_example_and_a_mend():
    """The answer shows why, a wrong and a right example, and the mend."""
    text = run("explain", "E02").stdout
    assert all(f"\n{label}" in text for label in ("Why", "Wrong", "Right", "Mend"))
    assert "60.000" in text and "amount_max: 60000" in text


@pytest.mark.parametrize("code", LATER_RULES)
def test_rule_that_comes_later_says_so(code):
    """A rule that this version does not check is told as such, here and in the list."""
    assert "does not check it yet" in run("explain", code).stdout
    (line,) = [line for line in run("explain", "--rules").stdout.splitlines() if line.startswith(code)]
    assert "not checked yet" in line


def test_rule_in_spanish():
    """--messages es gives the Spanish text."""
    assert "Falta un campo" in run("--messages", "es", "explain", "E01").stdout


def test_rules_as_json():
    """--json gives one object with all rules, or one rule with its text."""
    assert len(json.loads(run("--json", "explain", "--rules").stdout)["rules"]) == len(RULES)
    one = json.loads(run("--json", "explain", "W05").stdout)
    assert one["command"] == "explain" and one["rule"]["name"] == "dead-link" and one["rule"]["checked"] is False


# -- entries -----------------------------------------------------------------------------------


def test_published_entry(project):
    """A published entry tells its addresses, translations, lists, files, template and who links to it."""
    found = look(project)
    facts = about_file("content/guides/precio.md", 0, found)
    assert facts["id"] == "guide/precio" and facts["published"] and facts["reason"] == ""
    assert facts["addresses"] == {
        "es": "/guias/precio.html",
        "en": "/en/guides/price.html",
        "pt": "/pt/guias/precio.html",
    }
    assert facts["translations"] == {"en": "current", "pt": "missing"}
    assert facts["linked_from"] == ["guide/enlace"]
    assert facts["files"] == ["content/guides/formulario.txt"]
    assert facts["template_file"] == "themes/plain/templates/guide.html"
    assert {"title": "Guías", "path": "/guias/index.html"} in facts["lists"]


def test_pages_that_show_an_entry_really_name_it(project):
    """Of the lists made from one spreadsheet, only those that show the row are told."""
    found = look(project)
    facts = about_entry(found.entries["organization/firma-1"], found)
    for one in facts["lists"]:
        page = find_output(one["path"], found).context()
        assert "firma-1.html" in repr(page.view)
    assert facts["pages"] >= 3 * len(facts["lists"]) > 0


def test_translation_file_means_its_entry(project):
    """A translation is explained as the entry that it belongs to."""
    assert about_file("content/guides/precio.en.md", 0, look(project))["id"] == "guide/precio"


@pytest.mark.parametrize(
    ("file", "reason", "words"),
    [
        ("borrador", "draft", "because draft: true (line "),
        ("interna", "restricted", "because visibility: members (line "),
        ("futura", "scheduled", "because date: 2027-01-15 (line "),
    ],
)
def test_entry_that_is_not_published_says_why(project, file, reason, words):
    """A draft, a restricted and a scheduled entry name the line that keeps them off the site, and their address."""
    facts = about_file(f"content/guides/{file}.md", 0, look(project))
    assert not facts["published"] and facts["reason"] == reason
    text = ask(project, f"content/guides/{file}.md")
    assert words in text and f"Would be at   es  /guias/{file}.html" in text


def test_entry_that_is_gone(tmp_path):
    """A firm that closed more than a year ago has no page any more."""
    project = make_hub(tmp_path, {"content/directory/f.yaml": organization(closed="yes", verified="2024-01-01")})
    facts = about_file("content/directory/f.yaml", 0, look(project))
    assert facts["reason"] == "gone"


def test_row_of_a_spreadsheet(project):
    """A file and a line mean the row that stands there; without a line the rows are listed."""
    assert ask(project, "content/directory/firmas.csv:4").startswith("organization/firma-3 ")
    assert "draft: true" in ask(project, "content/directory/firmas.csv:3:1")
    whole = ask(project, "content/directory/firmas.csv")
    assert "holds 3 entries: 2 on the site, 1 drafts" in whole and "organization/firma-2" in whole


def test_entry_by_its_id(project):
    """An id is understood as well as a file."""
    assert json.loads(ask(project, "guide/precio", "--json"))["sources"] == [
        "content/guides/precio.md",
        "content/guides/precio.en.md",
    ]


def test_faults_of_an_entry_are_counted(tmp_path):
    """Faults are told with the entry; in a spreadsheet only those of its own row."""
    bad = CSV.replace("f3@example.org", "f3")
    project = make_hub(tmp_path, {"content/directory/firmas.csv": bad})
    found = look(project)
    counts = {
        name: about_entry(found.entries[f"organization/{name}"], found)["faults"] for name in ("firma-1", "firma-3")
    }
    assert counts == {"firma-1": 0, "firma-3": 1}
    assert "the next build changes nothing" in ask(project, "organization/firma-1")


def test_unreadable_file_says_so(tmp_path):
    """A file that is no YAML holds no entry; its faults are counted and check is named."""
    project = make_hub(tmp_path, {"content/guides/rota.md": "---\ntitle: IVA: guía\n---\n"})
    done = run("-C", str(tmp_path), "explain", "content/guides/rota.md")
    assert "Not on the site: faults keep it from being read (1)." in done.stdout
    assert "hubgen check content/guides/rota.md" in done.stderr
    assert about_file("content/guides/rota.md", 0, look(project))["published"] is False


# -- days ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "text", "change"),
    [
        ("guides/a.md", guide(date="2027-01-15"), Change(date(2027, 1, 15), "appears")),
        ("guides/a.md", guide(expires="2026-12-31"), Change(date(2027, 1, 1), "ended")),
        ("news/a.md", news(date="2026-10-02"), Change(date(2027, 10, 3), "archive")),
        (
            "financing/a.md",
            financing(rolling=None, closes="2027-03-31"),
            Change(date(2027, 3, 17), "status", "closing-soon"),
        ),
        ("events/a.md", event(), Change(date(2026, 12, 3), "status", "ongoing")),
        ("guides/a.md", guide(verified="never"), None),
    ],
)
def test_next_change(tmp_path, file, text, change):
    """The first day on which the entry changes by itself is found for every kind of end."""
    project = make_hub(tmp_path, {f"content/{file}": text})
    entry = entry_of(
        project, {"guides": "guide/a", "news": "news/a", "financing": "financing/a", "events": "event/a"}[file[:-5]]
    )
    assert next_change(entry, DAY, "America/Tegucigalpa") == change


def test_overdue_review_is_a_change(tmp_path):
    """The day after the last day of a review brings a notice."""
    project = make_hub(tmp_path, {"content/guides/a.md": guide(verified="2026-09-15", review_every="100d")})
    facts = about_entry(look(project).entries["guide/a"], look(project))
    assert facts["next_change"] == {"day": "2026-12-25", "what": "overdue", "status": ""}


# -- addresses and other files -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "/guias/precio.html",
        "guias/precio.html",
        "guias/precio",
        "https://pyme.example.org/guias/precio.html#top",
        "http://localhost:4000/guias/precio.html?x=1",
        "site/guias/precio.html",
        "/en/guides/price.html",
    ],
)
def test_address_of_an_entry(project, address):
    """An address is understood with and without host, slash and suffix, in every language."""
    assert json.loads(ask(project, address, "--json"))["id"] == "guide/precio"


@pytest.mark.parametrize("address", ["/guias/", "guias", "/guias/index.html", "https://pyme.example.org/guias/"])
def test_address_of_a_list(project, address):
    """A folder is its list; its template, languages and sources are told."""
    facts = json.loads(ask(project, address, "--json"))
    assert facts["owner"] == "section guide" and facts["template_file"] == "themes/plain/templates/list.html"
    assert facts["languages"] == {"en": "/en/guides/index.html", "pt": "/pt/guias/index.html"}
    assert "content/guides/precio.md" in facts["sources"]


def test_home_and_base_path(tmp_path):
    """The path of base_url is no part of an address inside the site; the root is the home page."""
    config = CONFIG.replace("https://pyme.example.org/", "https://example.org/hub/")
    project = make_hub(tmp_path, {"content/guides/precio.md": guide()}, config)
    found = look(project)
    for address in ("/", "/hub/", "https://example.org/hub/", ""):
        assert find_output(address, found).owner == "home"
    assert find_output("/hub/guias/precio.html", found).owner == "guide/precio"


def test_old_address_leads_on(project):
    """An alias says where it leads."""
    assert "it leads to /guias/enlace.html" in ask(project, "/viejo/enlace.html")


def test_files_that_are_copied_and_those_that_are_not(project):
    """A file that an entry names is copied, one that nobody names is not; static files stand at the root."""
    found = look(project)
    copied = about_file("content/guides/formulario.txt", 0, found)
    assert copied["addresses"] == ["/guias/formulario.txt"] and copied["named_by"] == ["guide/precio"]
    assert "no entry names it" in ask(project, "content/documents/suelto.txt")
    assert "Copied as it is to /CNAME" in ask(project, "content/static/CNAME")
    assert about_output(found.by_path["CNAME"], found)["file"] == "content/static/CNAME"


def test_files_outside_content(project):
    """Other files of the folder are told to be no part of the site; leftovers of editors are passed over."""
    (project.root / "notas.txt").write_text("x")
    (project.content_dir / "guides" / "precio.md~").write_text("x")
    assert "No part of the site" in ask(project, str(project.root / "notas.txt"))
    assert "Passed over" in ask(project, "content/guides/precio.md~")
    assert "every page depends on them" in ask(project, "config.yaml")


def test_template_of_the_theme(project):
    """A template says who uses it and whether it is built in, a copy, or the hub's own."""
    found = look(project)
    name = "themes/plain/templates/guide.html"
    facts = about_file(name, 0, found)
    assert facts["origin"] == "builtin" and facts["pages"] == 6
    assert about_file("themes/plain/templates/base.html", 0, found)["pages"] > 6
    assert "Built in." in ask(project, "guide.html")
    own = project.root / name
    own.parent.mkdir(parents=True)
    own.write_bytes((found.theme.builtin / "templates" / "guide.html").read_bytes())
    assert about_file(name, 0, look(project))["origin"] == "same"
    own.write_text('{% extends "builtin/guide.html" %}')
    assert about_file(name, 0, look(project))["origin"] == "own"
    assert "Your own file" in ask(project, "guide.html")


# -- near misses -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("content/guides/precoi.md", "content/guides/precio.md"),
        ("guide/precoi", "guide/precio"),
        ("/guias/precoi.html", "/guias/precio.html"),
    ],
)
def test_near_miss_is_suggested(project, typed, meant):
    """A slip ends with 2 and names what was probably meant."""
    assert meant in near(typed, look(project))
    done = run("-C", str(project.root), "explain", typed)
    assert done.exit_code == 2 and meant in done.stderr


def test_misspelt_rule_is_suggested(project):
    """A slip in a rule names the rule."""
    assert "broken-reference" in run("-C", str(project.root), "explain", "broken-refrence").stderr


def test_path_out_of_the_hub_is_none_of_it(project, tmp_path_factory):
    """A file elsewhere is not explained, with `..` in its name or without."""
    other = tmp_path_factory.mktemp("other") / "a.md"
    other.write_text("x")
    assert run("-C", str(project.root), "explain", str(other)).exit_code == 2
    assert run("-C", str(project.root), "explain", "../../etc/passwd").exit_code == 2


def test_nothing_to_explain_is_a_usage_error(project):
    """Without a subject the command says what it takes."""
    assert run("-C", str(project.root), "explain").exit_code == 2


def test_settings_with_faults_are_told(tmp_path):
    """A config.yaml that cannot be used is told with its faults, and the exit code is 1."""
    make_hub(tmp_path, {}, "hubgen: 1\n")
    done = run("-C", str(tmp_path), "explain", "guide/x")
    assert done.exit_code == 1 and "missing-field" in done.stderr


def test_explain_writes_nothing_into_content_or_site(project):
    """Explaining leaves the sources and the output folder as they are."""
    before = sorted(path for path in project.root.rglob("*") if ".hubgen" not in path.parts)
    ask(project, "guide/precio")
    assert sorted(path for path in project.root.rglob("*") if ".hubgen" not in path.parts) == before


def test_guide_in_parts_says_how_many(tmp_path):
    """By language, with the setting that decides; the page of a part is that of its entry, by a template of its own."""
    text = "\n".join(f"## Tema {n}\n\n" + " ".join(f"palabra{n * m}" for m in range(60)) + ".\n" for n in range(1, 5))
    hub = make_hub(tmp_path / "hub", {"content/guides/x.md": guide(text)}, CONFIG + "budget: {part: 400}\n")
    said = ask(hub, "content/guides/x.md")
    found = look(hub)
    count = sum(output.form == "part" for output in found.outputs if output.path.startswith("guias/")) + 1
    assert count > 1 and f"es {count}, en {count}, pt {count}: the text is heavier than budget.part, 0.4" in said
    page = about_output(find_output("/guias/x/2.html", found), found)
    assert (page["id"], page["template"], page["parts"]["es"]) == ("guide/x", "part.html", count)
    assert about_entry(entry_of(hub, "guide/x"), found)["template"] == "guide.html"

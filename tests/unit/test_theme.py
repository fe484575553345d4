"""The built-in theme and a hub's overrides of it: what wins, what is told when it fails, what pages may be told."""

from __future__ import annotations

import base64
import gzip
import hashlib
import posixpath
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from pathlib import Path

import jinja2
import pytest
import yaml

from hubgen import theme
from hubgen.config import Config
from hubgen.model.rendered import PageFacts, Rendered
from hubgen.problems import Problem
from hubgen.project import Project, bundled
from hubgen.stages.check import LinkCheck
from hubgen.theme import WEIGHT_MARK, load_theme, policy, relative
from tests.hubs import CONFIG, compiled, errors, guide, make_hub, told, translation

PLAIN = bundled("themes") / "plain"
WITH_SCRIPT = ("search.html", "finder.html", "score.html", "checklist.html")
TEMPLATES = sorted((PLAIN / "templates").glob("*.html"))
LANGUAGES = ("en", "es", "pt")


def hub_with(tmp_path: Path, **overrides: str) -> Project:
    """A hub with one guide and files of the theme of its own; `__` stands for `/` and `_html` for `.html`."""
    named = {
        f"themes/plain/{name.replace('__', '/').replace('_html', '.html')}": text for name, text in overrides.items()
    }
    return make_hub(tmp_path / "hub", {"content/guides/precio.md": guide(), **named})


def page(project: Project, path: str = "guias/precio.html") -> str:
    found = compiled(project)
    assert found.ok, told(found.problems)
    return next(file.content.decode() for file in found.files if file.path == path)


# ---------------------------------------------------------------- compiled templates


@pytest.fixture
def no_folder_for_code(monkeypatch: pytest.MonkeyPatch):
    theme._compiled.cache_clear()
    monkeypatch.setattr(theme._Compiled, "_get_default_cache_dir", lambda self: refused())
    yield
    theme._compiled.cache_clear()


def refused() -> str:
    raise RuntimeError("another user owns the folder")


def test_templates_are_compiled_where_their_code_cannot_be_kept(tmp_path: Path, no_folder_for_code):
    own = hub_with(tmp_path, templates__guide_html='{% extends "builtin/guide.html" %}')
    assert "<h1>" in page(own) or "<h1 " in page(own)


def test_a_full_disk_leaves_templates_uncompiled_and_pages_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(jinja2.FileSystemBytecodeCache, "dump_bytecode", full)
    text = '{% extends "builtin/guide.html" %}{% block main %}<p>Nuevo.</p>{% endblock %}'
    assert "<p>Nuevo.</p>" in page(hub_with(tmp_path, templates__guide_html=text))


def test_code_of_another_program_is_not_taken(monkeypatch: pytest.MonkeyPatch):
    theme._compiled.cache_clear()
    now = theme._compiled()
    theme._compiled.cache_clear()
    monkeypatch.setattr(theme, "toolchain", lambda: "another")
    other = theme._compiled()
    theme._compiled.cache_clear()
    assert now and other and now.pattern != other.pattern


# ---------------------------------------------------------------- overrides


def test_an_override_wins_and_extends_the_built_in_one(tmp_path: Path):
    """One block is replaced, all else of the built-in template stays; other templates are as they were."""
    own = '{% extends "builtin/guide.html" %}{% block dates %}<p>Del centro: {{ super() }}</p>{% endblock %}'
    html = page(hub_with(tmp_path, templates__guide_html=own))
    assert "<p>Del centro: " in html and "Publicado" in html and "<h1>Ponga precio" in html


def test_an_override_of_the_base_reaches_every_page(tmp_path: Path):
    own = '{% extends "builtin/base.html" %}{% block logo %}<b>★</b>{% endblock %}'
    project = hub_with(tmp_path, templates__base_html=own)
    files = [file for file in compiled(project).files if file.kind == "page"]
    assert len(files) > 10 and all("<b>★</b>" in file.content.decode() for file in files)


def test_texts_and_styles_can_be_replaced_one_by_one(tmp_path: Path):
    """An own text replaces one, the others stay; a stylesheet of one's own replaces the whole."""
    project = hub_with(tmp_path, i18n__es_yaml="").root
    (project / "themes/plain/i18n").mkdir(exist_ok=True)
    for old in (project / "themes/plain/i18n").iterdir():
        old.unlink()
    (project / "themes/plain/i18n/es.yaml").write_text("skip: Al grano\n", "utf-8")
    (project / "themes/plain/assets").mkdir()
    (project / "themes/plain/assets/plain.css").write_text("h1{color:#0b5043}.nobody{color:red}", "utf-8")
    html = page(Project(project))
    assert ">Al grano</a>" in html and ">Menú</a>" in html
    assert "<style>h1{color:#0b5043}</style>" in html


def test_a_language_without_texts_has_english_ones():
    plain = load_theme(PLAIN)
    assert plain.texts("qu")["skip"] == plain.texts("en")["skip"]
    assert plain.texts("pt-BR")["skip"] == plain.texts("pt")["skip"] != plain.texts("en")["skip"]


def test_the_digest_of_a_template_knows_every_file_it_may_read(tmp_path: Path):
    """It changes with an override, and with one that is made, changed or removed later."""
    own = tmp_path / "plain"
    (own / "templates").mkdir(parents=True)
    (own / "i18n").mkdir()
    (own / "assets").mkdir()
    seen = [load_theme(PLAIN, own).reach("guide.html")]
    for name in (
        "templates/guide.html",
        "templates/entry.html",
        "templates/base.html",
        "templates/_parts.html",
        "assets/plain.css",
        "i18n/es.yaml",
        "i18n/qu.yaml",
    ):
        path = own / name
        built_in = PLAIN / name
        path.write_bytes(built_in.read_bytes() if built_in.exists() else b"skip: x\n")
        seen.append(load_theme(PLAIN, own).reach("guide.html"))
        path.write_bytes(path.read_bytes() + b"\n")
        seen.append(load_theme(PLAIN, own).reach("guide.html"))
        path.unlink()
        assert load_theme(PLAIN, own).reach("guide.html") == seen[0], name
    assert len(set(seen)) == len(seen)
    other = own / "templates" / "financing.html"
    other.write_text("x")
    assert load_theme(PLAIN, own).reach("guide.html") == seen[0]  # no business of a guide


def test_files_that_were_looked_at_for_one_template_are_not_again_for_the_next(tmp_path: Path):
    """The digest of a template is the same; what it shares with others is that of the moment they were looked at."""
    own = tmp_path / "plain"
    (own / "templates").mkdir(parents=True)
    theme, held = load_theme(PLAIN, own), {}
    names = ("guide.html", "list.html", "home.html", "guide.html")
    before = [theme.reach(name) for name in names]
    assert [theme.reach(name, held=held) for name in names] == before
    (own / "templates" / "base.html").write_text("x")
    assert [theme.reach(name, held=held) for name in names] == before
    assert not {theme.reach(name, held={}) for name in names} & set(before)


def test_a_template_reads_no_file_outside_the_theme(tmp_path: Path):
    (tmp_path / "secret.html").write_text("SECRET")
    for name in (
        "../secret.html",
        "../../secret.html",
        "/etc/passwd",
        "builtin/../../secret.html",
        "a/../../secret.html",
    ):
        project = hub_with(tmp_path, templates__guide_html='{% include "' + name + '" %}')
        found = compiled(project)
        assert [one.rule for one in errors(found.problems)] == ["theme-error"], name
        assert not any(b"SECRET" in file.content for file in found.files)


# ---------------------------------------------------------------- faults


FAULTS = {
    "undefined name": ("<p>\n{{ view.nothing }}\n", 2, "nothing"),
    "undefined text": ("\n\n{{ t.no_such_text }}", 3, "no_such_text"),
    "syntax": ("<p>\n\n{% if %}", 3, "Expected an expression"),
    "unknown tag": ("{% load x %}", 1, "load"),
    "unknown filter": ("\n{{ view.title|shout }}", 2, "shout"),
    "no clock": ("{{ now() }}", 1, "now"),
    "no range": ("{% for n in range(9) %}{% endfor %}", 1, "range"),
    "division": ("\n\n\n{{ 1 / 0 }}", 4, "zero"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_failing_template_is_told_with_file_and_line(tmp_path: Path, fault: str):
    """Once, however many pages it has; the command does not end by it, and nothing is written."""
    text, line, word = FAULTS[fault]
    found = compiled(hub_with(tmp_path, templates__guide_html=text))
    told_once = {(one.rule, one.where.file, one.where.line) for one in errors(found.problems)}
    assert told_once == {("theme-error", "themes/plain/templates/guide.html", line)}, told(found.problems)
    assert word in told(errors(found.problems))
    assert not found.ok


def test_a_syntax_error_is_told_of_the_file_that_has_it(tmp_path: Path):
    """Not of the page's own template, which only extends it."""
    found = compiled(hub_with(tmp_path, templates___parts_html="{% macro x() %}\n{% endmacro"))
    assert {one.where.file for one in errors(found.problems)} == {"themes/plain/templates/_parts.html"}


def test_texts_that_are_no_yaml_are_told(tmp_path: Path):
    project = hub_with(tmp_path)
    (project.root / "themes/plain/i18n").mkdir(parents=True)
    for text in (b"skip: [", b"- a\n- b\n", b"\xff\xfe", b"skip: {a: b}\n"):
        (project.root / "themes/plain/i18n/es.yaml").write_bytes(text)
        found = errors(compiled(project).problems)
        assert {(one.rule, one.where.file) for one in found} == {("theme-error", "themes/plain/i18n/es.yaml")}, told(
            found
        )


OWN_FILES: dict[str, tuple[bytes, int]] = {
    "assets/plain.css": (b"/* { */\np{color:red}\nb{color:blue\n", 3),
    "assets/print.css": (b"p{}\nb{caf\xe9}", 2),
    "assets/finder.js": (b"// caf\xe9\n", 1),
    "templates/_dates.html": (b"<p>\n\ncaf\xe9</p>", 3),
}


@pytest.mark.parametrize("name", OWN_FILES)
def test_an_own_file_that_cannot_be_used_is_told_with_its_line(tmp_path: Path, name: str):
    """Of the file itself, not of a template that needs it."""
    project, (text, line) = hub_with(tmp_path), OWN_FILES[name]
    path = project.root / "themes/plain" / name
    path.parent.mkdir(parents=True)
    path.write_bytes(text)
    (found,) = errors(compiled(project).problems)
    assert (found.rule, found.where.file, found.where.line) == ("theme-error", f"themes/plain/{name}", line)
    assert found.mend


def test_an_own_file_that_leads_in_a_circle_is_told(tmp_path: Path):
    project = hub_with(tmp_path)
    path = project.root / "themes/plain/templates/guide.html"
    path.parent.mkdir(parents=True)
    path.with_name(".#guide.html").symlink_to("nobody@nowhere")  # as an editor marks a file that is open
    path.symlink_to("guide.html")
    (found,) = errors(compiled(project).problems)
    assert (found.rule, found.where.file) == ("theme-error", "themes/plain/templates/guide.html")


def test_a_theme_that_is_not_there(tmp_path: Path):
    from tests.hubs import CONFIG

    found = compiled(make_hub(tmp_path / "hub", {"content/guides/a.md": guide()}, CONFIG + "theme: nada\n"))
    assert [one.rule for one in errors(found.problems)] == ["theme-error"] and "nada" in told(found.problems)


def test_a_theme_of_ones_own_stands_on_the_plain_one(tmp_path: Path):
    """Its faults are told with its own name."""
    from tests.hubs import CONFIG

    files = {"content/guides/precio.md": guide(), "themes/mine/templates/guide.html": "\n{{ nothing }}"}
    project = make_hub(tmp_path / "hub", files, CONFIG + "theme: mine\n")
    found = errors(compiled(project).problems)
    assert {(one.where.file, one.where.line) for one in found} == {("themes/mine/templates/guide.html", 2)}
    (project.root / "themes/mine/templates/guide.html").write_text('{% extends "builtin/guide.html" %}')
    assert "<h1>Ponga precio" in page(project)


# ---------------------------------------------------------------- the built-in templates and texts


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_only_words_of_our_own_go_unquoted(template: Path):
    """A value with a space in an unquoted attribute would begin another attribute."""
    text = template.read_text("utf-8")
    unquoted = re.sub(r'="[^"]*"', "", re.sub(r"\{#.*?#\}", "", text))
    tags = re.findall(r"<[a-z](?:\{[{%].*?[%}]\}|[^<>{])*>", unquoted)
    values = [
        value for tag in tags for value in re.findall(r"\s[a-z-]+=([^\s>]*)", re.sub(r"\{[{%].*?[%}]\}", " ", tag))
    ]
    assert [value for value in values if not re.fullmatch(r"[\w.#:,-]+", value)] == []
    assert not re.findall(r"=\{\{", unquoted)
    assert "|safe" not in text and "autoescape" not in text
    # The policy of these pages knows this one, and no other.
    text = text.replace("<script>{{ script }}</script>", "") if template.name in WITH_SCRIPT else text
    # JSON-LD is data: no browser runs it (HTML 4.12.1).
    assert not re.findall(r"<script(?! type=\"application/ld\+json\">)|\son[a-z]+=|\sstyle=", text)


def test_views_write_no_unquoted_attribute():
    """What they write of themselves is quoted and escaped."""
    from hubgen.model.views.pieces import Phrase

    assert Phrase('a"<b>', "es").__html__() == '<span lang="es">a&#34;&lt;b&gt;</span>'
    assert Phrase("<b>").__html__() == "&lt;b&gt;"


def texts(language: str) -> dict[str, str]:
    return yaml.load((PLAIN / "i18n" / f"{language}.yaml").read_text("utf-8"), yaml.CBaseLoader)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_text_with_the_same_places(language: str):
    """A missing text would be English in a Spanish page, a missing place a number that is never told."""
    own, english = texts(language), texts("en")
    assert own.keys() == english.keys()
    for name, text in own.items():
        assert text.strip(), name
        assert sorted(re.findall(r"\{(\w*)\}", text)) == sorted(re.findall(r"\{(\w*)\}", english[name])), name


def test_every_text_is_used_and_every_used_text_is_there():
    source = "".join(path.read_text("utf-8") for path in TEMPLATES)
    code = "".join(path.read_text("utf-8") for path in (Path(__file__).parents[2] / "hubgen").rglob("*.py"))
    used = set(re.findall(r"\bt\.(\w+)", source))
    assert used <= texts("en").keys()
    prefixes = (
        "section_",
        "lead_",
        "one_",
        "task_",
        "event_",
        "all_",
        "calendar_",
        "follow_",
        "sort_",
        "country_",
        "sector_",
        "field_",
        "only_",
        "per_",
    )
    unused = [
        name
        for name in texts("en")
        if name not in used
        and not name.startswith(prefixes)
        and not re.search(rf"""["']{name.removesuffix("_slug").removesuffix("_one")}["']""", code)
        and f'"{name}"' not in code
    ]
    assert unused == []


def test_words_in_addresses_are_fit_for_addresses():
    for language in LANGUAGES:
        for name, text in texts(language).items():
            if name.endswith("_slug"):
                assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text), (language, name)


# ---------------------------------------------------------------- addresses and policy


def test_addresses_are_relative_to_the_page():
    """So that the site works at any address, and from a folder without a host."""
    assert relative("guias/a.html", "guias/b.html") == "a.html"
    assert relative("index.html", "en/guides/b.html") == "../../index.html"
    assert relative("en/index.html", "index.html") == "en/index.html"
    assert relative("guias/a.html#uno", "guias/a.html") == "a.html#uno"
    assert relative("temas/a b&c.html", "index.html") == "temas/a%20b%26c.html"
    for outside in ("https://a.example/", "mailto:a@b.example", "tel:+504", "#c"):
        assert relative(outside, "a/b.html") == outside


def test_ways_are_those_of_the_file_system():
    """Between all pairs of files that lie up to three folders deep."""
    folders = ["/".join(parts) for count in range(4) for parts in product("ab", repeat=count)]
    paths = [posixpath.join(folder, name) for folder in folders for name in ("a.html", "b.html")]
    for path, page in product(paths, repeat=2):
        assert relative(path, page) == posixpath.relpath(path, posixpath.dirname(page) or "."), (path, page)


def test_an_address_in_a_page_cannot_end_its_attribute(tmp_path: Path):
    project = make_hub(
        tmp_path / "hub",
        {
            "content/guides/precio.md": guide('Vea [esto](https://a.example/?q="><script>x</script>&r=1 "t").\n'),
            "content/guides/precio.en.md": translation(
                "Text.\n", title="""'"><script>alert(1)</script>'""", summary='"</title>&lt; it"'
            ),
        },
    )
    for path in ("guias/precio.html", "en/guides/precio.html", "en/index.html", "en/a-z.html"):
        html = page(project, path)
        scripts = re.findall(r"<script[^>]*>[^<]*</script>|<script", html.lower())
        assert all(one.startswith('<script type="application/ld+json">{') for one in scripts), path


def test_the_policy_names_the_hash_of_the_style():
    """Sum from `printf 'a{b:c}' | openssl dgst -sha256 -binary | base64`."""
    digest = base64.b64encode(hashlib.sha256(b"a{b:c}").digest()).decode()
    assert policy("a{b:c}") == f"default-src 'none';style-src 'sha256-{digest}';img-src 'self' data:;connect-src 'self'"


def test_only_the_policy_of_a_page_with_a_script_allows_scripts():
    """Its one inline script by hash and others of its host; for a search WebAssembly too."""
    digest = base64.b64encode(hashlib.sha256(b"go()").digest()).decode()
    script = f";script-src 'sha256-{digest}' 'self'"
    assert policy("a{b:c}", "go()").removeprefix(policy("a{b:c}")) == script
    assert policy("a{b:c}", "go()", searches=True).removeprefix(policy("a{b:c}", "go()")) == " 'wasm-unsafe-eval'"


@pytest.mark.parametrize(("name", "limit"), [("search", 4000), ("finder", 2500)])
def test_scripts_are_small_and_written_without_comments(name: str, limit: int):
    """What a reader fetches to search or to combine choices, and the few lines that stand in the page."""
    plain = load_theme(PLAIN)
    interface = plain.script(f"assets/{name}.js")
    assert len(plain.script(f"assets/{name}-loader.js").encode()) <= 300
    assert 1000 < len(gzip.compress(interface.encode(), 9)) <= limit
    assert "//" not in interface and "innerHTML" not in interface and plain.script("assets/none.js") == ""


def test_the_policy_of_a_page_can_be_read_as_it_is(tmp_path: Path):
    """It stands in the page with plain quotes: the preview finds it and lets its own script in."""
    assert "default-src 'none';style-src 'sha256-" in page(hub_with(tmp_path))


# ---------------------------------------------------------------- finished pages, read once more


def test_a_broken_link_of_a_template_is_told(tmp_path: Path):
    """Whoever made it: a page must not lead nowhere."""
    own = '{% extends "builtin/guide.html" %}{% block after %}<a href="/nada.html">x</a><a href="#nada">{% endblock %}'
    found = told(errors(compiled(hub_with(tmp_path, templates__guide_html=own)).problems))
    assert "/nada.html" in found and "#nada" in found


def test_links_and_anchors_are_checked(tmp_path: Path):
    project = hub_with(tmp_path)
    found = compiled(project)
    assert found.site is not None and found.config is not None
    assert links_of(found.files, found.config) == []
    without = [file for file in found.files if file.path != "temas/vender.html"]
    broken = links_of(without, found.config)
    assert broken and {one.rule for one in broken} == {"broken-reference"} and "/temas/vender.html" in told(broken)
    changed = [replace(file, page=file.page and without_menu(file.page)) for file in found.files]
    assert "#menu" in told(links_of(changed, found.config))


def links_of(files: Iterable[Rendered], config: Config) -> list[Problem]:
    """What is wrong with the links between these files."""
    paths, links = {file.path for file in files}, LinkCheck(config, {file.path for file in files})
    for file in files:
        links.take(file)
    return list(links.problems(paths))


def without_menu(page: PageFacts) -> PageFacts:
    return replace(page, ids=page.ids - {"menu"})


def test_a_heavy_page_names_the_heading_at_its_middle(tmp_path: Path):
    """E12 says what it costs on slow lines and where to split; here no guide comes in parts."""
    import random

    chance = random.Random(1)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=7)) for _ in range(4000)]
    body = f"## Primero\n\n{' '.join(words[:1900])}.\n\n## El medio\n\n{' '.join(words[1900:])}.\n\n## Fin\n\nX.\n"
    project = make_hub(tmp_path / "hub", {"content/guides/precio.md": guide(body)}, CONFIG + "budget: {part: 0}\n")
    (fault,) = [one for one in errors(compiled(project).problems) if one.where.file.endswith("precio.md")][:1]
    text = told([fault])
    assert text.startswith("E12") and 'split the page at "El medio"' in text and "EDGE" in text
    softened = compiled(project, budget="warn")
    assert softened.ok and "over-budget" in {one.rule for one in softened.problems}
    assert "over-budget" not in {one.rule for one in compiled(project, budget="off").problems}


def test_a_page_tells_its_own_weight(tmp_path: Path):
    """As gzip would send it, rounded up to half a KB, with the decimal sign of the language in the hub's country."""
    found = compiled(hub_with(tmp_path))
    for path, sign in (("guias/precio.html", "."), ("en/guides/precio.html", "."), ("pt/guias/precio.html", ",")):
        file = next(file for file in found.files if file.path == path)
        assert file.gzip_bytes is not None
        halves = -(-file.gzip_bytes // 500)
        assert f"{halves // 2}{sign}{5 * (halves % 2)} KB" in file.content.decode()
    assert not [file.path for file in found.files if WEIGHT_MARK in file.content.decode("utf-8", "replace")]


def test_a_text_is_never_taken_for_the_mark_of_the_weight(tmp_path: Path):
    """Full blocks, as in a text with names struck out, stay; the mark itself cannot be written."""
    project = make_hub(tmp_path, {"content/guides/a.md": guide("El señor ███ firmó.\n", title='"Caso ███"')})
    page = next(file.content.decode() for file in compiled(project).files if file.path == "guias/a.html")
    assert "<h1>Caso ███</h1>" in page and "El señor ███ firmó." in page
    assert set(WEIGHT_MARK) == {"\ufdd1"}


def test_markup_shown_as_text_keeps_its_attributes(tmp_path: Path):
    """A link that leads nowhere loses its address; the same words in a text or in code lose nothing."""
    body = 'Uso: `<a href="">`, `<a href="#top">`, [nota](guide/nada).\n\n## Top\n'
    project = make_hub(tmp_path, {"content/guides/a.md": guide(body)})
    page = next(file.content.decode() for file in compiled(project).files if file.path == "guias/a.html")
    assert '<code>&lt;a href=""&gt;</code>, <code>&lt;a href="#top"&gt;</code>, <a>nota</a>.' in page


def test_separators_never_hang_at_the_end_of_a_line():
    """Behind the dot is a blank that does not break: on a narrow screen it begins the next line."""
    assert not [path.name for path in TEMPLATES if " · " in path.read_text("utf-8")]

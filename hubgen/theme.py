"""A theme: templates that see a page and nothing else, interface texts, one stylesheet.

A file below `themes/<theme>/` of the hub wins over the built-in one of the same name; it
may extend it as `builtin/<name>`. Templates have no clock, no randomness, no files, and
an undefined name is an error.
"""

from __future__ import annotations

import base64
import hashlib
import re
import string
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from urllib.parse import quote

import jinja2
from jinja2 import meta
from markupsafe import Markup, escape

from hubgen.colour import dark_accent
from hubgen.digest import toolchain
from hubgen.formats.text import decode
from hubgen.formats.yaml_text import parse_yaml
from hubgen.model.node import Mapping as MappingNode
from hubgen.model.node import Scalar
from hubgen.model.scripts import Scripts
from hubgen.model.views.page import Page
from hubgen.model.views.pieces import PictureView
from hubgen.model.views.texts import BodyView
from hubgen.picture_html import picture_html
from hubgen.problems import ContentProblems, Location, Problem, problem, say
from hubgen.project import is_junk, unopened
from hubgen.stylesheet import Rule, counting, names_declared, names_in, names_known, parse, purge, unclosed

BUILTIN = "builtin/"
STYLESHEET = "assets/plain.css"
_OWN_TEXTS = (".html", ".css", ".js")
SEARCH_SCRIPT, SEARCH_LOADER = "assets/search.js", "assets/search-loader.js"
FINDER_SCRIPT, FINDER_LOADER = "assets/finder.js", "assets/finder-loader.js"
SEARCH, FINDER, SUBSCRIBE = "search.html", "finder.html", "subscribe.html"
SCORE, CHECKLIST = "score.html", "checklist.html"
"""Templates of pages that do something."""
SCORE_SCRIPT, CHECKLIST_SCRIPT = "assets/score.js", "assets/checklist.js"
WEIGHT_MARK, STYLE_MARK, POLICY_MARK = ("\ufdd1" * 3, "\ufdd2" * 3, "\ufdd3" * 3)
"""Where a page has its own weight, its style and the policy of it, all known last: noncharacters, which content may
not have."""
FALLBACK = "en"
_WHOLE = re.compile(r"[a-z][a-z0-9+.-]*:|#")
"""Begins an address with its scheme, or an anchor of the page itself."""


References = Callable[[str], tuple[str | None, ...]]
Reach = tuple[tuple[str, str], ...]
"""Files of a theme by name, each with its digest."""
Held = dict[str, Reach]
"""The same of one template; of the files that all templates share, under no name."""


class Theme:
    """Templates and texts of one theme with a hub's overrides."""

    def __init__(self, builtin: Path, overrides: Path | None):
        self.builtin, self.overrides = builtin, overrides
        self._styles: dict[tuple[frozenset[str], str], str] = {}
        self._brought: dict[str, frozenset[str]] = {}
        self._closures: dict[str, frozenset[str]] = {}
        self._texts: dict[str, Texts] = {}
        self._environment = _environment(self._find)

    # -- files -----------------------------------------------------------------------------

    def _find(self, name: str) -> tuple[str, str] | None:
        """Text and path of a file of the theme; the hub's own before the built-in one."""
        own = None if name.startswith(BUILTIN) else self.overrides
        bare = name.removeprefix(BUILTIN)
        if bare.startswith("/") or ".." in bare.split("/"):
            return None
        for folder in (own, self.builtin):
            path = folder / bare if folder else None
            if path and path.is_file():
                return path.read_text("utf-8"), str(path)
        return None

    def check(self) -> None:
        """Looks at the hub's own files, each of which may be a part of every page.

        Raises:
            ContentProblems: one is no text, or no style sheet; rule theme-error.
        """
        folders = [self.overrides / name for name in ("templates", "assets")] if self.overrides else []
        found = sorted(path for folder in folders for path in folder.rglob("*.*") if path.suffix in _OWN_TEXTS)
        files = (path for path in found if not is_junk(path.name) and not path.is_dir())
        faults = [fault for path in files for fault in self._odd_file(path)]
        if faults:
            raise ContentProblems(*faults)

    def _odd_file(self, path: Path) -> Iterator[Problem]:
        where = self._place(str(path), 0, "")
        try:
            text = decode(path.read_bytes(), where.file)
            if path == self._own_stylesheet():
                parse(text)
        except ContentProblems as fault:
            yield from (replace(one, rule="theme-error") for one in fault.problems)
        except ValueError:
            yield _unclosed(replace(where, line=unclosed(text)))
        except OSError as error:  # a link that leads nowhere, or in a circle
            yield unopened("theme-error", where, error)

    def _own_stylesheet(self) -> Path | None:
        return self.overrides / STYLESHEET if self.overrides else None

    def reach(self, template: str, references: References | None = None, held: Held | None = None) -> Reach:
        """Every file that a template may read with its digest; empty where an override could be but is not.

        Args:
            references: `references_of`, or one that remembers what it gave.
            held: what files held when they were looked at before; it grows. None looks at each.
        """
        held = {} if held is None else held
        names = [f"templates/{name}" for name in sorted(self._closure(template, references))]
        found: list[tuple[str, str]] = []
        for name in names:
            if name not in held:
                held[name] = self._held((name,))
            found += held[name]
        if "" not in held:
            held[""] = self._held(self._shared())
        return (*found, *held[""])

    def _shared(self) -> list[str]:
        """The files that any template may read."""
        folders = [folder / "i18n" for folder in (self.builtin, self.overrides) if folder]
        return [
            STYLESHEET,
            SEARCH_LOADER,
            FINDER_LOADER,
            SCORE_SCRIPT,
            CHECKLIST_SCRIPT,
            *(f"i18n/{name}" for name in sorted({p.name for f in folders for p in f.glob("*.yaml")})),
        ]

    def _held(self, names: Iterable[str]) -> Reach:
        """The files of those names, a hub's own before the built-in one."""
        bare = [(name, name.removeprefix(f"templates/{BUILTIN}")) for name in names]
        return tuple(
            (name, _digest_of(folder / path) if folder else "")
            for name, path in bare
            for folder in (self.overrides, self.builtin)
        )

    def _closure(self, template: str, references: References | None = None) -> frozenset[str]:
        """The templates that one extends, includes or imports, itself among them; looked for once."""
        if template not in self._closures:
            self._closures[template] = frozenset(self._referenced(template, references or references_of))
        return self._closures[template]

    def _referenced(self, template: str, references: References) -> set[str]:
        found: set[str] = set()
        waiting = [template]
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            found.add(name)
            named: tuple[str | None, ...] = ()
            with suppress(OSError, ValueError, jinja2.TemplateSyntaxError):  # told when the template is asked for
                file = self._find(_file_of(name))
                named = references(file[0]) if file else ()
            waiting += filter(None, named)
            if None in named:
                waiting += self._all_templates()
        return found

    def _all_templates(self) -> Iterator[str]:
        """Of a name that only a page makes, every file may be meant."""
        for folder in (self.builtin, self.overrides):
            below = folder / "templates" if folder else None
            yield from (path.relative_to(below).as_posix() for path in below.rglob("*.html")) if below else ()

    # -- texts -----------------------------------------------------------------------------

    def texts(self, language: str) -> Texts:
        """The interface texts of a language; English where it has none."""
        if language not in self._texts:
            own = self._text_table(language)
            self._texts[language] = Texts(
                {**self._text_table(FALLBACK), **self._text_table(language.partition("-")[0]), **own}
            )
        return self._texts[language]

    def _text_table(self, language: str) -> dict[str, str]:
        table: dict[str, str] = {}
        for folder in (self.builtin, self.overrides):
            path = folder / "i18n" / f"{language}.yaml" if folder else None
            if path and path.is_file():
                table |= self._texts_of(path, table)
        return table

    def _texts_of(self, path: Path, known: Mapping[str, str]) -> dict[str, str]:
        """The texts in a file.

        Args:
            known: the texts that they replace; one text may name no other {places} than the one before it.

        Raises:
            ContentProblems: it cannot be read, or a text names a place that nothing fills; rule theme-error.
        """
        name = self._place(str(path), 0, "").file
        try:
            node = _parsed(decode(path.read_bytes(), name), name)
        except ContentProblems as fault:
            raise ContentProblems(*(replace(one, rule="theme-error") for one in fault.problems)) from None
        table, faults = {}, []
        for key, value in node if isinstance(node, MappingNode) else ():
            text = value.text if isinstance(value, Scalar) else None
            if text is None or not _fills(text, known.get(key.text, text)):
                faults.append(_odd_text(key.where, key.text, known.get(key.text, "")))
            else:
                table[key.text] = text
        if not isinstance(node, MappingNode):
            faults.append(_odd_text(node.where, "", ""))
        if faults:
            raise ContentProblems(*faults)
        return table

    # -- styles ----------------------------------------------------------------------------

    @cached_property
    def _stylesheet(self) -> tuple[Rule, ...]:
        found = self._find(STYLESHEET)
        return parse(found[0]) if found else ()

    @cached_property
    def _styled(self) -> frozenset[str]:
        return names_known(self._stylesheet)

    def style(self, names: frozenset[str], colour: str) -> str:
        """The rules that a page with those names needs, in the colour of the hub."""
        key = (names & self._styled, colour)
        if key not in self._styles:
            css = purge(self._stylesheet, key[0])
            self._styles[key] = css.replace("#0b5043", colour).replace("#99ccbb", dark_accent(colour))
        return self._styles[key]

    def _declared(self, template: str) -> frozenset[str]:
        """What scripts bring into the pages of a template."""
        if template not in self._brought:
            files = [file[0] for name in self._closure(template) if (file := self._find(_file_of(name)))]
            self._brought[template] = frozenset().union(*map(names_declared, files))
        return self._brought[template]

    # -- scripts ---------------------------------------------------------------------------

    def script(self, name: str) -> str:
        """A script of the theme without indents and lines that are comments; empty where there is none."""
        found = self._find(name)
        lines = (line.strip() for line in found[0].splitlines()) if found else ()
        return "\n".join(line for line in lines if line and not line.startswith("//"))

    def scripts(self) -> Scripts:
        """The interfaces that pages fetch."""
        return Scripts(self.script(SEARCH_SCRIPT).encode(), self.script(FINDER_SCRIPT).encode())

    # -- pages -----------------------------------------------------------------------------

    def render(self, template: str, page: Page) -> str:
        """The HTML of a page.

        Raises:
            ContentProblems: the template fails; rule theme-error, with its file and line.
        """
        try:
            loader = _LOADERS.get(template)
            script = Markup(self.script(loader) if loader else "")
            html = self._environment.get_template(template).render(
                page=page,
                hub=page.hub,
                view=page.view,
                t=self.texts(page.language),
                style=STYLE_MARK,
                csp=POLICY_MARK,
                script=script,
                weight=WEIGHT_MARK,
            )
            brought = self._declared(template)
        except Exception as error:
            raise ContentProblems(self._fault(error, template)) from error
        style = self.style(names_in(html) | brought, page.hub.colour)
        if template == SCORE:
            style += counting(page.view.points)  # type: ignore[union-attr]
        csp = policy(
            style,
            script,
            searches=template == SEARCH,
            installs=template == SUBSCRIBE,
            asks=template in (SCORE, CHECKLIST),
        )
        return html.replace(STYLE_MARK, style).replace(POLICY_MARK, csp)

    def _fault(self, error: Exception, template: str) -> Problem:
        if isinstance(error, jinja2.TemplateSyntaxError):
            where = self._place(error.filename or "", error.lineno, template)
        elif isinstance(error, jinja2.TemplateNotFound):
            where = self._place("", 0, template)
        else:
            frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".html")]
            where = (
                self._place(frames[-1].filename, frames[-1].lineno or 0, template)
                if frames
                else self._place("", 0, template)
            )
        return problem(
            "theme-error",
            where,
            say("the template fails: {reason}", reason=error),
            mend=say("correct the template, or remove the override"),
        )

    def _place(self, filename: str, line: int, template: str) -> Location:
        for folder in (self.overrides, self.builtin):
            if folder and filename and Path(filename).is_relative_to(folder):
                return Location(f"themes/{folder.name}/{Path(filename).relative_to(folder).as_posix()}", line)
        return Location(f"themes/{self.builtin.name}/{_file_of(template).removeprefix(BUILTIN)}", line)


_parsed = lru_cache(maxsize=16)(parse_yaml)
"""The same tables of texts come with every build of a process."""


def _digest_of(path: Path) -> str:
    """Empty where no file can be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _fills(text: str, known: str) -> bool:
    """Whether a text can be filled in where the known one is: it names no place that the other does not."""
    try:
        return _places(text) <= _places(known)
    except ValueError:  # a brace that nothing closes
        return False


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _unclosed(where: Location) -> Problem:
    mend = say("write }} where its rule ends; inside a text in quotes write a brace as \\7b or \\7d")
    return problem("theme-error", where, say("a brace of the style sheet is never closed"), mend=mend)


def _odd_text(where: Location, key: str, known: str) -> Problem:
    return problem(
        "theme-error",
        where.at(key),
        say("this is no text of the interface: {key}", key=key) if key else say("this file holds no texts"),
        expected=say("one text, such as: {known}", known=known) if known else say("lines such as home: Start"),
        mend=say("correct the text, or remove the line"),
    )


class Texts(Mapping[str, str]):
    """Interface texts of a language; a name is a key or an attribute, and an unknown one is an error."""

    __slots__ = ("_table",)

    def __init__(self, table: Mapping[str, str]):
        self._table = dict(table)

    def __getitem__(self, key: str) -> str:
        return self._table[key]

    def __getattr__(self, key: str) -> str:
        try:
            return self._table[key]
        except KeyError:
            raise AttributeError(f"there is no interface text {key}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


def load_theme(builtin: Path, overrides: Path | None = None) -> Theme:
    """The theme in a folder, with the files of a hub that replace some of its own."""
    return Theme(builtin, overrides)


_LOADERS: Mapping[str, str] = {
    SEARCH: SEARCH_LOADER,
    FINDER: FINDER_LOADER,
    SCORE: SCORE_SCRIPT,
    CHECKLIST: CHECKLIST_SCRIPT,
}
"""The few lines of script that a page has, by its template; most have none."""


def policy(css: str, script: str = "", *, searches: bool = False, installs: bool = False, asks: bool = False) -> str:
    """The content security policy of a page whose only style is that text (CSP 3: hashes of inline content).

    Args:
        script: the one inline script of the page; it may load others of its own host.
        searches: whether these may also run WebAssembly.
        installs: whether the page names a web manifest.
        asks: whether it takes answers that must not leave the device.
    """
    # Nothing in a page connects; Lighthouse reads robots.txt through it, and takes a refusal for a fault of the site.
    rules = f"default-src 'none';style-src '{_hash(css)}';img-src 'self' data:;connect-src 'self'"
    if script:
        rules += f";script-src '{_hash(script)}' 'self'"
    if searches:
        rules += " 'wasm-unsafe-eval'"
    if asks:
        rules += ";form-action 'none'"
    return f"{rules};manifest-src 'self'" if installs else rules


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def relative(path: str, page: str) -> str:
    """The address of a site path as seen from a page; one with a scheme or an anchor alone stays."""
    return _relative(path, page.rpartition("/")[0])


@lru_cache(maxsize=20_000)
def _relative(path: str, start: str) -> str:
    if _WHOLE.match(path):
        return path
    file, hash_sign, anchor = path.partition("#")
    found = "/".join(_steps(file.split("/"), start.split("/") if start else []))
    return quote(found, safe="/-._~") + hash_sign + quote(anchor, safe="/-._~:")


def _steps(goal: list[str], start: list[str]) -> list[str]:
    """The way from a folder to a file, both from the root and without dots: up, then down."""
    shared = 0
    while shared < min(len(goal) - 1, len(start)) and goal[shared] == start[shared]:
        shared += 1
    return [".."] * (len(start) - shared) + goal[shared:]


@jinja2.pass_context
def _href(context: jinja2.runtime.Context, path: str) -> str:
    page: Page = context["page"]
    if page.absolute_root and not _WHOLE.match(path):
        return page.absolute_root + quote(path, safe="/-._~#")
    return relative(path, page.path)


@jinja2.pass_context
def _html(context: jinja2.runtime.Context, body: BodyView) -> Markup:
    """The HTML of a body with its links filled in; a link that leads nowhere yet keeps its text alone."""
    return Markup(
        body.html(
            lambda path: str(escape(_href(context, path))),
            lambda picture: _picture(context, picture),
        )
    )


@jinja2.pass_context
def _picture(context: jinja2.runtime.Context, picture: PictureView) -> Markup:
    """A picture, or the link to it where the hub wants links."""
    return picture_html(picture, lambda path: str(_href(context, path)))


def _svg(logo: str) -> Markup:
    """A drawing that was checked, for the inside of a page."""
    return Markup(logo)


def _script_data(text: str) -> Markup:
    """JSON for the inside of a script element: nothing in it can end the element or begin a comment (HTML 4.12.1.3)."""
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Templates as they were compiled before, in the folder for such files that jinja2 keeps for each user.

    Never in the hub: what lies there may come from others, and code would be run.
    """

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def _compiled() -> _Compiled | None:
    """None where there is no folder that belongs to the user alone."""
    try:
        # Code depends on the filters and settings of the environment, and on nothing else that jinja2 does not count.
        return _Compiled(pattern=f"hubgen-{toolchain()}-%s.cache")
    except (OSError, RuntimeError):
        return None


_PARSER = jinja2.Environment()


@lru_cache(maxsize=1000)
def references_of(text: str) -> tuple[str | None, ...]:
    """The templates that the text of one extends, includes or imports; None where a page makes the name."""
    return tuple(meta.find_referenced_templates(_PARSER.parse(text)))


def _file_of(template: str) -> str:
    if template.startswith(BUILTIN):
        return f"{BUILTIN}templates/{template.removeprefix(BUILTIN)}"
    return f"templates/{template}"


def _environment(find: Callable[[str], tuple[str, str] | None]) -> jinja2.Environment:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        file = find(_file_of(name))
        return (file[0], file[1], lambda: True) if file else None

    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(load),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_compiled(),
    )
    environment.globals = {}
    environment.filters = {
        name: environment.filters[name]
        for name in (
            "join",
            "length",
            "first",
            "last",
            "upper",
            "lower",
            "capitalize",
            "e",
            "escape",
            "list",
            "map",
            "select",
            "default",
            "trim",
            "urlencode",
            "batch",
        )
    }
    environment.filters |= {
        "href": _href,
        "html": _html,
        "picture": _picture,
        "svg": _svg,
        "script_data": _script_data,
    }
    return environment

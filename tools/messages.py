"""Compares the messages of hubgen with their Spanish: which templates have none, which translations are stale.

    python tools/messages.py            tells what differs; 1 when anything does
    python tools/messages.py --write    also sorts the file, and adds what is missing with an empty text

A template is the first argument of `say(…)` or `Message(…)`: a literal, a choice between literals, or a name that
stands for literals of its module or of one that it imports from. The note of a field that another one may call for
is a template too, since a new entry shows it.
"""

from __future__ import annotations

import argparse
import ast
import string
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "hubgen"
SPANISH = PACKAGE / "locale" / "messages" / "es.yaml"
HEAD = """\
# Messages of hubgen in Spanish, for `hubgen --messages es`: the English template, then the same in Spanish.
# Sorted by template; kept complete with `python tools/messages.py --write`, which also lists what is missing or stale.
# {names} and doubled braces stay; field names, file names, flags and commands are not translated.
"""
WIDTH = 100_000  # one line for each text
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="sort the file and add what is missing, empty")
    writes = parser.parse_args().write
    templates, unknown = scan()
    spanish = read(SPANISH)
    missing = sorted(template for template in templates if not spanish.get(template))
    stale = sorted(spanish.keys() - templates.keys())
    if writes:
        write(SPANISH, {**dict.fromkeys(templates, ""), **spanish})
    for template in missing:
        print(f"no Spanish  {templates[template][0]}: {template!r}")
    for template in stale:
        print(f"stale       {template!r}")
    for place in unknown:
        print(f"not read    {place}: write the template as a literal")
    print(f"{len(templates)} templates, {len(missing)} without Spanish, {len(stale)} stale, {len(unknown)} not read")
    return 1 if missing or stale or unknown else 0


def scan(package: Path = PACKAGE) -> tuple[dict[str, list[str]], list[str]]:
    """Every template with the places that use it, and the places whose template cannot be told from the source."""
    templates: dict[str, list[str]] = {}
    unknown: list[str] = []
    for path in sorted(package.rglob("*.py")):
        module = Module(path, package)
        for line, texts in module.templates():
            place = f"{path.relative_to(package.parent).as_posix()}:{line}"
            for text in texts:
                templates.setdefault(text, []).append(place)
            if not texts:
                unknown.append(place)
    templates.pop("", None)
    return templates, unknown


def names_in(template: str) -> list[str]:
    """The names in braces, sorted; ValueError where the braces do not fit."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)


def read(path: Path) -> dict[str, str]:
    return dict(yaml.load(path.read_text("utf-8"), yaml.CBaseLoader) or {}) if path.is_file() else {}


def write(path: Path, texts: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = "".join(f"{_quoted(template)}:\n  {_quoted(text)}\n" for template, text in sorted(texts.items()))
    path.write_text(HEAD + rows, "utf-8", newline="\n")


def _quoted(text: str) -> str:
    """The text between single quotes, as YAML reads it back."""
    if any(char < " " for char in text):
        return yaml.dump(text, allow_unicode=True, default_style='"', width=WIDTH).rstrip("\n")
    return "'" + text.replace("'", "''") + "'"


class Module:
    """A source file, and what its names may stand for."""

    def __init__(self, path: Path, package: Path):
        self.path, self.package = path, package
        self.tree = ast.parse(path.read_text("utf-8"), str(path))

    def templates(self) -> Iterator[tuple[int, list[str]]]:
        """Line and texts of each call that makes a message; no text where it cannot be told."""
        for node, scopes in _walk(self.tree, ()):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in ("say", "Message") and node.args:
                if _is_forwarded(node.args[0], scopes, self.path):
                    continue
                yield node.lineno, _texts(self.values(node.args[0], scopes))
            elif node.func.id == "Field" and _texts(node.args[2:3]) == ["conditional"]:
                for keyword in node.keywords:
                    if keyword.arg == "note":
                        yield node.lineno, _texts([keyword.value])

    def values(self, node: ast.expr, scopes: tuple[ast.AST, ...], depth: int = 0) -> list[ast.expr]:
        """The literals, and the lists of literals, that an expression may be."""
        if depth > 12:
            return []
        match node:
            case ast.IfExp(body=body, orelse=other):
                return [*self.values(body, scopes, depth + 1), *self.values(other, scopes, depth + 1)]
            case ast.BoolOp(values=parts):
                return [one for part in parts for one in self.values(part, scopes, depth + 1)]
            case ast.Subscript(value=held) | ast.Call(func=ast.Attribute(value=held, attr="get")):
                found = [one for part in self.values(held, scopes, depth + 1) for one in _parts(part)]
                more = node.args[1:] if isinstance(node, ast.Call) else []
                return [one for part in [*found, *more] for one in self.values(part, scopes, depth + 1)]
            case ast.Name(id=name):
                bound = self._bound(name, scopes, depth)
                return [one for part in bound for one in self.values(part, scopes, depth + 1)]
            case ast.Constant() | ast.Tuple() | ast.List() | ast.Set() | ast.Dict():
                return [node]
        return []

    def _bound(self, name: str, scopes: tuple[ast.AST, ...], depth: int) -> list[ast.expr]:
        """What is put into a name: by the innermost function that does so, else by the module."""
        for scope in reversed((self.tree, *scopes)):
            outer = scopes[: scopes.index(scope)] if scope in scopes else ()
            found: list[ast.expr] = []
            for node, inner in _walk(scope, ()):
                if scope is self.tree and inner:
                    continue
                match node:
                    case ast.Assign(targets=[target], value=value):
                        found += self._unpacked(target, [value], name, scopes, depth)
                    case ast.AnnAssign(target=target, value=ast.expr() as value):
                        found += self._unpacked(target, [value], name, scopes, depth)
                    case ast.NamedExpr(target=target, value=value):
                        found += self._unpacked(target, [value], name, scopes, depth)
                    case ast.For(target=target, iter=many) | ast.comprehension(target=target, iter=many):
                        if name in _names(target):
                            lists = self.values(many, (*outer, scope), depth + 1)
                            items = [one for part in lists for one in _parts(part)]
                            found += self._unpacked(target, items, name, scopes, depth)
                    case ast.ImportFrom(module=str(module)) if module.startswith(f"{self.package.name}."):
                        for alias in node.names:
                            if (alias.asname or alias.name) == name:
                                found += _of_module(self.package, module)._bound(alias.name, (), depth + 1)
            if found:
                return found
        return []

    def _unpacked(
        self, target: ast.expr, values: list[ast.expr], name: str, scopes: tuple[ast.AST, ...], depth: int
    ) -> list[ast.expr]:
        if isinstance(target, ast.Name):
            return values if target.id == name else []
        if not isinstance(target, ast.Tuple) or name not in _names(target):
            return []
        lists = [one for value in values for one in self.values(value, scopes, depth + 1)]
        return [
            got
            for place, part in enumerate(target.elts)
            for one in lists
            if isinstance(one, ast.Tuple | ast.List) and place < len(one.elts)
            for got in self._unpacked(part, [one.elts[place]], name, scopes, depth)
        ]


@cache
def _of_module(package: Path, name: str) -> Module:
    path = package.parent.joinpath(*name.split("."))
    return Module(path / "__init__.py" if path.is_dir() else path.with_suffix(".py"), package)


def _walk(node: ast.AST, scopes: tuple[ast.AST, ...]) -> Iterator[tuple[ast.AST, tuple[ast.AST, ...]]]:
    """Every node below, with the functions around it from the outermost."""
    for child in ast.iter_child_nodes(node):
        yield child, scopes
        yield from _walk(child, (*scopes, child) if isinstance(child, Function) else scopes)


def _parts(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts) | ast.Dict(values=parts):
            return parts
    return []


def _names(target: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}


def _texts(nodes: list[ast.expr]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def _is_forwarded(node: ast.expr, scopes: tuple[ast.AST, ...], path: Path) -> bool:
    """Whether the template was made elsewhere: that of another message, of a field, of the memo, of `say` itself."""
    match node:
        case ast.Attribute(attr="template" | "note"):
            return True
        case ast.Subscript():
            return path.name == "problem_codec.py"
        case ast.Name(id=name):
            return path.name == "problems.py" and name == "template"
    return False


if __name__ == "__main__":
    sys.exit(main())

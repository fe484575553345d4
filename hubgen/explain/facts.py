"""What there is to say of a file, an entry or an address: plain values, ready for JSON and for people.

Every answer is a dict with `what`: entry, table, page, file, template, settings, junk or
unknown. Site paths begin with `/`; file names are relative to the hub.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from difflib import get_close_matches
from typing import Any
from urllib.parse import unquote, urlsplit

from hubgen.explain.days import next_change
from hubgen.explain.survey import Survey
from hubgen.model.entry import Entry, Localized
from hubgen.model.output import Output
from hubgen.model.site import Published
from hubgen.model.views.system import RedirectView
from hubgen.problems import Location, Problem
from hubgen.project import bundled, is_junk
from hubgen.stages.paths import paths_of
from hubgen.types import BY_NAME

Facts = dict[str, Any]

LISTING = ("list.html", "home.html", "a-z.html", "topic.html")
"""Templates of pages that show entries beside their own."""
NEAR = 3


# -- finding what is meant ---------------------------------------------------------------------


def about_file(name: str, line: int, survey: Survey) -> Facts:
    """Facts of a file of the hub; with a line, of the entry that stands there.

    Args:
        name: relative to the hub, with `/`.
        line: counted from 1; 0 for the whole file.
    """
    if name == "config.yaml":
        return {"what": "settings", "file": name}
    if any(is_junk(part) for part in name.split("/")[1:]):
        return {"what": "junk", "file": name}
    if name.startswith("themes/"):
        return _theme_file(name, survey)
    found = entries_in(name, survey)
    if line and found:
        found = [_at_line(found, line)]
    if len(found) == 1:
        return about_entry(found[0], survey)
    if found:
        return _table(name, found, survey)
    return _other_file(name, survey)


def entries_in(name: str, survey: Survey) -> list[Entry]:
    """The entries of a file, in its order."""
    found = [entry for entry in survey.entries.values() if name in entry.sources]
    return sorted(found, key=lambda entry: (entry.places.start, entry.id))


def _at_line(found: list[Entry], line: int) -> Entry:
    """The entry that begins nearest above the line, or the first one."""
    above = [entry for entry in found if entry.places.start.line <= line]
    return above[-1] if above else found[0]


def find_output(address: str, survey: Survey) -> Output | None:
    """What stands at an address of the site, written as people do: with or without host, slash, suffix."""
    for path in _paths_meant(address, survey):
        if (output := survey.by_path.get(path)) is not None:
            return output
    return None


def _paths_meant(address: str, survey: Survey) -> Iterator[str]:
    path = unquote(urlsplit(address).path) if "://" in address else unquote(re.split("[?#]", address)[0])
    base = survey.config.base_path
    for start in dict.fromkeys((base, "/", "site/", "./")):
        if start != "/" and path.startswith(start):
            path = path.removeprefix(start)
            break
    path = path.lstrip("/")
    yield path
    folder = path.rstrip("/")
    yield f"{folder}/index.html".lstrip("/")
    if folder:
        yield f"{folder}.html"


def near(text: str, survey: Survey) -> list[str]:
    """Files, ids and addresses that somebody who wrote the text may have meant."""
    wanted = text.strip("/")
    files = {file for entry in survey.entries.values() for file in entry.sources}
    files |= {f"content/{file}" for file in survey.site.files}
    known = [*files, *survey.entries, *survey.by_path]
    found = get_close_matches(wanted, known, n=NEAR, cutoff=0.6)
    if not found:
        # The last part alone, for those who leave the folders out.
        last = {one.rpartition("/")[2].partition(".")[0]: one for one in sorted(known, reverse=True)}
        name = wanted.rpartition("/")[2].partition(".")[0]
        found = [last[one] for one in get_close_matches(name, last, n=NEAR, cutoff=0.7)]
    return [f"/{one}" if one in survey.by_path else one for one in found]


# -- entries -----------------------------------------------------------------------------------


def about_entry(entry: Entry, survey: Survey) -> Facts:
    """Whether the entry is on the site and why not, where, in which languages, who shows it, when that changes."""
    one = survey.published(entry.id)
    start = entry.places.start
    facts: Facts = {
        "what": "entry",
        "id": entry.id,
        "type": entry.type,
        "title": entry.title,
        "sources": list(entry.sources),
        "line": start.line,
        "published": one is not None,
        "reason": "" if one else _reason(entry, survey),
        "faults": sum(problem.is_error for problem in problems_of(entry, survey)),
        "addresses": _addresses(entry, one, survey),
    }
    if one is not None:
        facts |= _published(one, survey)
    # A draft or a restricted entry waits for its author, not for a day.
    if entry.type in BY_NAME and facts["reason"] in ("", "scheduled"):
        change = next_change(entry, survey.day, survey.config.zone, one.review_due if one else None)
        facts["next_change"] = change and {"day": change.day.isoformat(), "what": change.what, "status": change.status}
    return facts


def _reason(entry: Entry, survey: Survey) -> str:
    """Why the entry has no page: draft, restricted, scheduled, gone, or another one has its id."""
    for reason, ids in (
        ("draft", survey.site.drafts),
        ("restricted", survey.site.hidden),
        ("scheduled", survey.site.scheduled),
    ):
        if entry.id in ids:
            return reason
    return "gone"


def _addresses(entry: Entry, one: Published | None, survey: Survey) -> dict[str, str]:
    kind = BY_NAME.get(entry.type)
    if kind is None:
        return {_language(out): f"/{out.path}" for out in survey.outputs if out.owner == entry.type}
    paths = one.paths if one else paths_of(entry, kind, survey.config)
    return {language: f"/{path}" for language, path in paths.items()}


def _published(one: Published, survey: Survey) -> Facts:
    entry = one.entry
    template = BY_NAME[one.type].template(entry.data)
    listing = list(_listing(one, survey))
    lists: dict[str, Facts] = {}
    for output, language in listing:
        if language == entry.language:
            lists.setdefault(output.owner, {"title": _title(output), "path": f"/{output.path}"})
    return {
        "life": one.life,
        "status": one.status,
        "changed": one.changed.isoformat(),
        "review_due": one.review_due and one.review_due.isoformat(),
        "replaced_by": one.replaced_by,
        "language": entry.language,
        "translations": dict(one.states),
        "digest": entry.digest,
        "template": template,
        "template_file": _file_of_theme(f"templates/{template}", survey)[0],
        "parts": _parts(one, survey),
        "lists": list(lists.values()),
        "pages": len(listing),
        "linked_from": list(one.backlinks),
        "files": [f"content/{file}" for file in _files_named(one)],
        "redirects": [f"/{out.path}" for out in survey.outputs if out.owner == f"alias of {one.id}"],
    }


def _parts(one: Published, survey: Survey) -> dict[str, int]:
    """In how many parts the text comes, by language; none where it stands on one page."""
    pages = [output for output in survey.outputs if output.owner == one.id and output.form]
    counts = Counter(_language(output) for output in pages)
    return {language: counts[language] for language in one.paths if language in counts}


def _listing(one: Published, survey: Survey) -> Iterator[tuple[Output, str]]:
    """The pages that show the entry beside others, with their language: what stands in their context decides."""
    mine = set(one.entry.sources)
    for output in survey.outputs:
        if output.template not in LISTING or output.context is None or output.owner == one.id:
            continue
        if output.template == "list.html" and not mine & set(output.sources):
            continue
        page = output.context()
        path = one.paths.get(page.language)
        if path and _names(page.view, path):
            yield output, page.language


def _files_named(one: Published) -> list[str]:
    """Paths below content/ of the files that an entry offers or links to."""
    found = [target.file or target.picture for targets in one.targets.values() for target in targets]
    image = one.entry.get("image")
    found += [str(file) for _, file in image.values] if isinstance(image, Localized) else []
    for row in (one.entry, *one.entry.get("files", ())):  # type: ignore[misc]
        value = row.get("path")
        found += [str(file) for _, file in value.values] if isinstance(value, Localized) else []
    return list(dict.fromkeys(filter(None, found)))


def _names(value: object, path: str) -> bool:
    """Whether the path stands anywhere in a view."""
    if isinstance(value, str):
        return value == path
    if isinstance(value, tuple):
        return any(_names(one, path) for one in value)
    if is_dataclass(value):
        return any(_names(getattr(value, field.name), path) for field in fields(value))
    return False


def problems_of(entry: Entry, survey: Survey) -> list[Problem]:
    """The problems of an entry; in a file of many, those between its first line and that of the next one."""
    sharing = entries_in(entry.places.start.file, survey)
    lines = [other.places.start.line for other in sharing if other.places.start.line > entry.places.start.line]
    last = min(lines, default=0)

    def belongs(where: Location) -> bool:
        if where.file not in entry.sources:
            return False
        if len(sharing) < 2:
            return True
        return where.line >= entry.places.start.line and (not last or where.line < last)

    return [problem for problem in survey.problems if belongs(problem.where)]


# -- files that are no single entry --------------------------------------------------------------


def _table(name: str, found: list[Entry], survey: Survey) -> Facts:
    reasons = Counter("published" if survey.published(one.id) else _reason(one, survey) for one in found)
    rows = [{"id": one.id, "line": one.places.start.line, "title": one.title} for one in found]
    return {"what": "table", "file": name, "entries": len(found), "states": dict(reasons), "rows": rows}


def _other_file(name: str, survey: Survey) -> Facts:
    """A file that is copied or made small, or that nothing publishes."""
    below = name.removeprefix("content/")
    copies = [f"/{out.path}" for out in survey.outputs if out.owner == f"file {below}" or out.copied == below]
    users = [one.id for one in survey.site.entries if below in _files_named(one)]
    faults = [problem for problem in survey.problems if problem.where.file == name]
    return {
        "what": "file",
        "file": name,
        "published": bool(copies),
        "is_static": name.startswith("content/static/"),
        "is_content": name.startswith("content/"),
        "addresses": copies,
        "named_by": users,
        "faults": sum(problem.is_error for problem in faults),
        "bytes": survey.site.files.get(below),
    }


def _theme_file(name: str, survey: Survey) -> Facts:
    """A file of the theme: whose it is, and how many pages read it."""
    _, theme, *rest = name.split("/")
    inner = "/".join(rest)
    shown, origin = _file_of_theme(inner, survey)
    reading = {
        template for template in {output.template for output in survey.outputs} if inner in _reach(template, survey)
    }
    used = Counter(output.template for output in survey.outputs if output.template in reading)
    return {
        "what": "template",
        "file": shown,
        "name": inner.removeprefix("templates/"),
        "theme": theme,
        "is_theme_in_use": theme == survey.config.theme,
        "origin": origin if theme == survey.config.theme else "",
        "pages": used.total() if theme == survey.config.theme else 0,
        "templates": sorted(used),
    }


def _file_of_theme(inner: str, survey: Survey) -> tuple[str, str]:
    """The file of the theme that counts, and where it is from: own, same (as the built-in one), builtin, or nowhere."""
    name = f"themes/{survey.config.theme}/{inner}"
    own = survey.project.theme_dir(survey.config.theme) / inner
    builtin = (survey.theme.builtin if survey.theme else bundled("themes") / survey.config.theme) / inner
    # In a checkout of hubgen the example hub stands beside the built-in theme: the two are one file.
    if not own.is_file() or (builtin.is_file() and own.samefile(builtin)):
        return name, "builtin" if builtin.is_file() else ""
    return name, "same" if builtin.is_file() and own.read_bytes() == builtin.read_bytes() else "own"


def _reach(template: str, survey: Survey) -> set[str]:
    return {name for name, _ in survey.theme.reach(template)} if survey.theme and template else set()


# -- addresses -----------------------------------------------------------------------------------


def about_output(output: Output, survey: Survey) -> Facts:
    """Facts of what stands at an address; of its entry, where it is the page of one."""
    about = survey.loaded.about
    entry = about if about and output.owner == about.type else survey.entries.get(output.owner)
    if entry is not None and output.kind == "page":
        found = about_entry(entry, survey)
        shown = {
            "template": output.template,
            "template_file": _file_of_theme(f"templates/{output.template}", survey)[0],
        }
        return {**found, **shown, "address": f"/{output.path}", "page_language": _language(output)}
    facts: Facts = {
        "what": "page" if output.context is not None else "file",
        "address": f"/{output.path}",
        "kind": output.kind,
        "owner": output.owner,
        "sources": list(output.sources),
        "published": True,
        "is_static": output.copied.startswith("static/"),
    }
    if output.context is None:
        return {**facts, "file": f"content/{output.copied}" if output.copied else "", "addresses": [f"/{output.path}"]}
    page = output.context()
    facts |= {
        "title": page.title,
        "language": page.language,
        "languages": {item.lang: f"/{item.path}" for item in page.alternates},
        "template": output.template,
        "template_file": _file_of_theme(f"templates/{output.template}", survey)[0],
    }
    if isinstance(page.view, RedirectView):
        facts["leads_to"] = f"/{page.view.target}"
    return facts


def _title(output: Output) -> str:
    return output.context().title if output.context else ""


def _language(output: Output) -> str:
    return output.context().language if output.context else ""

"""`hubgen explain`: what a rule means, or why a page, an entry or a file is as it is."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hubgen.cli.session import Session, pass_session
from hubgen.problems import RULES, Message, Rule, find_rule, say

if TYPE_CHECKING:
    from hubgen.explain.survey import Survey

WIDTH = 100
MANY = 12  # so many names in a row are read; more are counted
Facts = dict[str, Any]


def _complete(ctx: click.Context, param: click.Parameter, text: str) -> list[Any]:
    from click.shell_completion import CompletionItem

    found = [rule for rule in RULES.values() if text and rule.name.startswith(text)]
    return [*(CompletionItem(rule.name, help=rule.about) for rule in found), CompletionItem(text, type="file")]


@click.command(
    "explain",
    help="""Say what a rule means, or why a page is as it is: whether it is published, where, and when that changes.

    A file of many entries takes a line, as in messages: content/directory/firms.csv:14.

    \b
    Examples:
      hubgen explain E03                              what a rule means
      hubgen explain not-in-vocabulary                the same
      hubgen explain --rules                          every rule in one line
      hubgen explain content/guides/first-export.md   a file
      hubgen explain content/directory/firms.csv:14   one row of a spreadsheet
      hubgen explain /guides/first-export.html        an address of the site
      hubgen explain guide/first-export               an entry by its id

    \b
    Of a page it says too whether the last build rendered it again, and why:
      hubgen explain content/guides/first-export.md
      Rendered      2026-11-22 10:30, because what it shows changed (content/guides/first-export.md)
    """,
)
@click.argument("subject", required=False, metavar="[PATH|URL|RULE]", shell_complete=_complete)
@click.option("--rules", is_flag=True, help="List every rule with its code, its name and one line.")
@click.option("--date", "day", metavar="YYYY-MM-DD", envvar="HUBGEN_DATE", help="As of that day; default: today.")
@click.option("-o", "--output", metavar="DIR", help="Of which site it is told what the last build did; default: site/.")
@pass_session
def command(session: Session, subject: str | None, rules: bool, day: str | None, output: str | None) -> None:
    if rules:
        _list_rules(session)
    elif subject is None:
        raise session.misuse(say("Explain what? A file, an address or a rule. All rules: hubgen explain --rules"))
    elif rule := find_rule(subject):
        _explain_rule(session, rule)
    else:
        _explain_place(session, subject, day, output)


# -- rules -------------------------------------------------------------------------------------


def _list_rules(session: Session) -> None:
    from hubgen.explain.rules import rule_texts

    texts = rule_texts(session.messages)
    if session.as_json:
        session.result(_envelope(rules=[{**asdict(text.rule), "about": text.about} for text in texts]))
        return
    later = session.tell(say("not checked yet by this version"))
    for text in texts:
        rule = text.rule
        note = f" ({later})" if text.is_later else ""
        severity = session.tell(say("error") if rule.severity == "error" else say("warning"))
        click.echo(f"{rule.code}  {rule.name:<20}  {severity:<11}  {text.about}{note}")
    session.say(say("More about one of them: hubgen explain {code}", code="E03"))


def _explain_rule(session: Session, rule: Rule) -> None:
    from hubgen.explain.rules import rule_text

    text = rule_text(rule, session.messages)
    if session.as_json:
        words = {key: value for key, value in asdict(text).items() if key != "rule"}
        session.result(_envelope(rule={**asdict(rule), **words, "checked": not text.is_later}))
        return
    severity = session.tell(say("error") if rule.severity == "error" else say("warning"))
    click.echo(f"{rule.code}  {rule.name}    {severity}\n")
    if text.is_later:
        click.echo(session.tell(say("This version knows the rule by name and does not check it yet.")) + "\n")
    click.echo(_wrapped(text.means) + "\n")
    rows = (
        (say("Why"), _wrapped(text.why, 9)),
        (say("Wrong"), _indented(text.wrong)),
        (say("Right"), _indented(text.right)),
        (say("Mend"), _wrapped(text.mend, 9)),
    )
    for label, words_ in rows:
        click.echo(f"{session.tell(label):<8} {words_}")
    click.echo()
    session.say(say("See it in your hub: hubgen check --only {name}", name=rule.name))


def _wrapped(text: str, indent: int = 0) -> str:
    return click.wrap_text(text, WIDTH - indent).replace("\n", "\n" + " " * indent)


def _indented(text: str) -> str:
    return text.replace("\n", "\n" + " " * 9)


# -- files, entries, addresses ---------------------------------------------------------------------


def _explain_place(session: Session, subject: str, day: str | None, output: str | None) -> None:
    from hubgen.cli.options import Day
    from hubgen.explain.survey import survey
    from hubgen.options import Options

    chosen = Day().convert(day, None, None) if day else None
    project = session.project()
    found, problems = survey(project, Options(day=chosen))
    if found is None:
        from hubgen.cli.telling import print_problems

        print_problems(session, problems, project.root)
        session.say(say("config.yaml has to be mended first"), important=True)
        sys.exit(1)
    facts = _facts(session, subject, found)
    if facts is None:
        raise session.misuse(*_unknown(subject, found))
    if addresses := _pages_of(facts, found):
        from hubgen.explain.rendering import renderings

        output_dir = Path(output).absolute() if output else project.output_dir
        facts["renderings"] = renderings(addresses, found, output_dir)
    if session.as_json:
        session.result(_envelope(**facts))
        return
    for label, text in _lines(session, facts, found):
        click.echo(text if label is None else f"{label:<13} {text}")
    if facts.get("faults"):
        session.say(say("hubgen check {file}", file=(facts.get("sources") or [facts.get("file")])[0]), important=True)


def _pages_of(facts: Facts, survey: Survey) -> list[str]:
    """Addresses of the pages that are asked about: of an entry all that are its own."""
    if facts["what"] not in ("entry", "page") or not facts["published"]:
        return []
    if "address" in facts:
        return [facts["address"]]
    owner = "about" if facts["type"] == "about" else facts["id"]
    return [f"/{out.path}" for out in survey.outputs if out.kind == "page" and out.owner == owner]


def _envelope(**more: Any) -> Facts:
    from hubgen import __version__

    return {"hubgen": __version__, "schema": 1, "command": "explain", "ok": True, **more}


def _facts(session: Session, subject: str, survey: Survey) -> Facts | None:
    """The answer to what was asked: a file that exists, else an id, else an address; None where it is nothing known."""
    from hubgen.explain import facts

    name, line = _file_and_line(session, subject, survey)
    output_dir = survey.project.name(survey.project.output_dir)
    if name and not name.startswith(f"{output_dir}/"):
        return facts.about_file(name, line, survey)
    if entry := survey.entries.get(subject.strip("/")):
        return facts.about_entry(entry, survey)
    output = facts.find_output(name or subject, survey)
    return facts.about_output(output, survey) if output else None


def _file_and_line(session: Session, subject: str, survey: Survey) -> tuple[str, int]:
    """The file of the hub that is meant, as messages name it, and the line after it; no name where there is none."""
    if "://" in subject:
        return "", 0
    match = re.fullmatch(r"(.+?)(?::(\d+)(?::\d+)?)?", subject)
    bare, line = (match[1], int(match[2] or 0)) if match else (subject, 0)
    root = survey.project.root
    templates = survey.project.theme_dir(survey.config.theme) / "templates"
    for folder in (session.folder, Path.cwd(), root, root / "content", templates):
        path = Path(folder, bare.replace("\\", "/"))
        if path.is_file() and path.resolve().is_relative_to(root.resolve()):
            full = Path(path.parent.resolve(), path.name)
            return full.relative_to(root.resolve()).as_posix(), line
    themed = bare.replace("\\", "/").removeprefix("./")
    if _is_builtin(themed, survey):
        return (themed if themed.startswith("themes/") else f"themes/{survey.config.theme}/templates/{themed}"), line
    return "", 0


def _is_builtin(name: str, survey: Survey) -> bool:
    """Whether the theme that travels with the program has the file, though the hub has none of its own."""
    if survey.theme is None or ".." in name.split("/") or name.startswith("/"):
        return False
    inner = name.removeprefix(f"themes/{survey.config.theme}/") if name.startswith("themes/") else f"templates/{name}"
    return "/" in inner and (survey.theme.builtin / inner).is_file()


def _unknown(subject: str, survey: Survey) -> tuple[Message, Message]:
    from hubgen.explain.facts import near

    found = near(subject, survey) or get_close_matches(subject, RULES, n=3, cutoff=0.6)
    what = say('"{subject}" is no file, entry or address of this hub, and no rule.', subject=subject)
    if found:
        return what, say("Did you mean {names}?", names=" / ".join(found))
    return what, say("All rules: hubgen explain --rules")


# -- words -----------------------------------------------------------------------------------------


def _lines(session: Session, facts: Facts, survey: Survey) -> Iterator[tuple[str | None, str]]:
    """Label and text of each line; None stands alone, an empty label goes on with the line above."""
    tell = session.tell
    writers = {
        "entry": _entry_lines,
        "table": _table_lines,
        "page": _page_lines,
        "file": _file_lines,
        "template": _template_lines,
    }
    if writer := writers.get(facts["what"]):
        yield from ((tell(label) if label else None, text) for label, text in writer(session, facts, survey))
    elif facts["what"] == "settings":
        yield None, tell(say("The settings of the hub: every page depends on them. See hubgen check config.yaml"))
    else:
        left = say("Passed over: {file} is named like a file that an editor leaves behind.", file=facts["file"])
        yield None, tell(left)


Lines = Iterator[tuple[Message | None, str]]


def _entry_lines(session: Session, facts: Facts, survey: Survey) -> Lines:
    tell = session.tell
    yield None, f"{facts['id']}    {facts['title']}"
    yield None, tell(_published(facts, survey))
    if errors := sum(problem.is_error for problem in survey.problems):
        yield say("Faults"), tell(
            say("{own} in this entry, {all} in the hub: the next build changes nothing until they are mended",
                own=facts["faults"], all=errors)
        )  # fmt: skip
    if facts["reason"] == "restricted":
        audience = survey.entries[facts["id"]].get("visibility")
        yield None, tell(say("hubgen build --audience {audience} shows it.", audience=audience))
    label: Message | None = say("Address") if facts["published"] else say("Would be at")
    for language, path in facts["addresses"].items():
        state = facts.get("translations", {}).get(language)
        note = f"    {tell(_translation(state, facts))}" if state else ""
        yield label, f"{language}  {path}{note}"
        label = say("")
    if facts["published"]:
        yield from _part_lines(session, facts, survey)
        yield from _shown_lines(session, facts)
    if "next_change" not in facts:
        pass
    elif change := facts["next_change"]:
        yield say("Next change"), f"{change['day']}  {tell(_change(change))}"
    else:
        yield say("Next change"), tell(say("none by itself in the next ten years"))
    yield say("Source"), ", ".join(_sources(facts))
    yield from _rendering_lines(session, facts)


def _published(facts: Facts, survey: Survey) -> Message:
    if facts["published"]:
        if facts.get("life") == "archive":
            return say("On the site, in the archive: lists and search no longer show it.")
        if facts.get("life") == "ended":
            return say("On the site, but it has ended: no list shows it.")
        return say("On the site.")
    entry = survey.entries[facts["id"]]
    reason = facts["reason"]
    if reason == "draft":
        return say("Not on the site, because draft: true (line {line}).", line=entry.places.of("draft").line)
    if reason == "restricted":
        field = entry.places.of("visibility")
        value = entry.get("visibility")
        return say("Not on the public site, because visibility: {value} (line {line}).", value=value, line=field.line)
    if reason == "scheduled":
        field = entry.places.of("date")
        return say("Not on the site yet, because date: {day} (line {line}).", day=entry.get("date"), line=field.line)
    return say("No longer on the site: its time after the end is over.")


def _rendering_lines(session: Session, facts: Facts) -> Lines:
    """One line for all pages of which the same is to be told."""
    told: dict[str, list[str]] = {}
    for address, one in facts.get("renderings", {}).items():
        told.setdefault(_rendering(session, one), []).append(address)
    label = say("Rendered")
    for text, addresses in told.items():
        yield label, text if len(told) == 1 else f"{', '.join(addresses)}: {text}"
        label = say("")


def _rendering(session: Session, one: Facts | None) -> str:
    if one is None:
        unknown = say("It is not known when: no record of the site as it stands. This makes one: hubgen build --full")
        return session.tell(unknown)
    build = datetime.fromisoformat(one["build"]).astimezone().strftime("%Y-%m-%d %H:%M")
    why = "; ".join(map(session.tell, _reasons(one["why"])))
    if files := ", ".join(_some(session, one["files"])):
        why += f" ({files})"
    if one["made"]:
        return session.tell(say("{build}, because {why}", build=build, why=why))
    if not one["why"]:
        return session.tell(say("not by the last build ({build}): nothing that it shows changed", build=build))
    known = say("not by the last build ({build}): {why}, but as it is now it was in the memory", build=build, why=why)
    return session.tell(known)


def _reasons(why: list[str]) -> Iterator[Message]:
    words = {
        "full": say("--full uses nothing that is remembered"),
        "first": say("no earlier build of this site is known"),
        "new": say("the page is new"),
        "edit": say("a text or a row was edited"),
        "program": say("hubgen or a package that it uses changed"),
        "template": say("its template is another or was saved"),
        "frame": say("what all pages of its language share changed"),
        "own": say("what it shows changed"),
        "day": say("the day or the options of the build are others"),
        "forgotten": say("it was no longer in the memory"),
    }
    yield from (words[reason] for reason in why)


def _translation(state: str, facts: Facts) -> Message:
    if state == "missing":
        return say("not translated: shows the original ({language})", language=facts["language"])
    if state == "outdated":
        return say("translation older than the original (now {digest})", digest=facts["digest"])
    return say("translated")


def _part_lines(session: Session, facts: Facts, survey: Survey) -> Lines:
    from hubgen.locale.formatting import format_kb

    if facts.get("parts"):
        counts = ", ".join(f"{language} {count}" for language, count in facts["parts"].items())
        limit = format_kb(survey.config.budget.part, session.messages)
        yield (
            say("Parts"),
            session.tell(say("{counts}: the text is heavier than budget.part, {limit}", counts=counts, limit=limit)),
        )


def _shown_lines(session: Session, facts: Facts) -> Lines:
    tell = session.tell
    if facts["lists"] or facts["pages"]:
        found = [f"{one['title']} {one['path']}" for one in facts["lists"]]
        count = say("{pages} pages in all languages; in {language}:", pages=facts["pages"], language=facts["language"])
        yield say("Shown on"), tell(count)
        yield from ((say(""), line) for line in _some(session, found))
    elif facts["type"] != "about":
        yield say("Shown on"), tell(say("no other page"))
    yield say("Template"), facts["template_file"]
    if facts["linked_from"]:
        label: Message = say("Linked from")
        for line in _some(session, facts["linked_from"]):
            yield label, line
            label = say("")
    if facts["files"]:
        yield say("Files"), ", ".join(facts["files"])
    if facts["redirects"]:
        yield say("Old addresses"), ", ".join(facts["redirects"])
    if facts["replaced_by"]:
        yield say("Replaced by"), facts["replaced_by"]


def _some(session: Session, names: list[str]) -> Iterator[str]:
    yield from names[:MANY]
    if len(names) > MANY:
        yield session.tell(say("and {count} more", count=len(names) - MANY))


def _change(change: Facts) -> Message:
    messages = {
        "appears": say("appears on the site"),
        "archive": say("leaves the lists for the archive"),
        "ended": say("ends: leaves the lists, its page stays"),
        "gone": say("leaves the site"),
        "overdue": say("its review is overdue: the page shows a notice"),
        "stale": say("not checked for too long: the page shows a notice"),
        "calm": say("no longer stands on the home page as urgent"),
    }
    return messages.get(change["what"]) or say("its state becomes {status}", status=change["status"] or "-")


def _sources(facts: Facts) -> list[str]:
    first, *rest = facts["sources"]
    return [f"{first}:{facts['line']}" if not first.endswith(".md") else first, *rest]


def _table_lines(session: Session, facts: Facts, survey: Survey) -> Lines:
    tell = session.tell
    words = {
        "published": say("on the site"),
        "draft": say("drafts"),
        "restricted": say("not public"),
        "scheduled": say("scheduled"),
        "gone": say("no longer on the site"),
    }
    states = ", ".join(f"{count} {tell(words[state])}" for state, count in facts["states"].items())
    held = say("{file} holds {count} entries: {states}", file=facts["file"], count=facts["entries"], states=states)
    yield None, tell(held)
    for line in _some(session, [f"{row['line']:>6}  {row['id']}    {row['title']}" for row in facts["rows"]]):
        yield None, line
    first = facts["rows"][0]["line"]
    yield None, tell(say("One of them: hubgen explain {file}:{line}", file=facts["file"], line=first))


def _page_lines(session: Session, facts: Facts, survey: Survey) -> Lines:
    yield None, f"{facts['address']}    {facts['title']}"
    if target := facts.get("leads_to"):
        yield None, session.tell(say("An old address: it leads to {path}", path=target))
    yield say("Kind"), facts["owner"]
    yield say("Language"), facts["language"]
    for language, path in facts["languages"].items():
        yield say(""), f"{language}  {path}"
    yield say("Template"), facts["template_file"]
    if facts["sources"]:
        label: Message = say("Made from")
        for line in _some(session, facts["sources"]):
            yield label, line
            label = say("")
    else:
        yield say("Made from"), session.tell(say("all entries and config.yaml"))
    yield from _rendering_lines(session, facts)


def _file_lines(session: Session, facts: Facts, survey: Survey) -> Lines:
    tell = session.tell
    yield None, facts.get("file") or facts["address"]
    if facts["published"]:
        where = ", ".join(facts["addresses"])
        copied = say("Copied as it is to {addresses}", addresses=where)
        yield None, tell(copied if facts.get("file") else say("Made by hubgen from the whole site."))
    elif facts["faults"]:
        yield None, tell(say("Not on the site: faults keep it from being read ({count}).", count=facts["faults"]))
    elif not facts["is_content"]:
        yield None, tell(say("No part of the site: only config.yaml, content/ and themes/ are read."))
    else:
        yield None, tell(say("Not on the site: no entry names it."))
    if users := facts.get("named_by"):
        yield say("Named by"), ", ".join(users)


def _template_lines(session: Session, facts: Facts, survey: Survey) -> Lines:
    tell = session.tell
    yield None, facts["file"]
    if not facts["is_theme_in_use"]:
        yield None, tell(say("Not used: the theme of this hub is {theme}.", theme=survey.config.theme))
        return
    origin = {
        "own": say("Your own file: it takes the place of the built-in one, if there is one."),
        "same": say("A copy equal to the built-in file: it changes nothing yet."),
        "builtin": say("Built in. A file of the same name in your hub would take its place."),
    }
    if facts["origin"] in origin:
        yield None, tell(origin[facts["origin"]])
    if facts["pages"]:
        names = ", ".join(facts["templates"])
        yield say("Used by"), tell(say("{count} pages, through {templates}", count=facts["pages"], templates=names))
    else:
        yield say("Used by"), tell(say("no page of this site"))

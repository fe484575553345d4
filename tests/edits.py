"""What people, programs and accidents do to a hub between two builds; each edit by its name and a number.

The number is the seed of all that an edit chooses, so that a list such as `retitle:17 kill:4 touch:9` can be done
again, and any edit can be left out of it. An edit may leave a hub with faults: the next build then tells them.
"""

from __future__ import annotations

import csv
import io
import os
import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from hubgen.options import Options, output_of
from hubgen.project import Project, bundled
from tests.hubs import DAY, event, guide, mail, news, notice, organization, question, translation
from tests.photos import jpeg
from tests.whole_hub import FEED, LOGO, SETTINGS, config

LONG_AGO, FAR_AHEAD = 978_307_200, 4_102_444_800
"""2001 and 2100, in seconds of Unix time."""
Files = dict[str, bytes]
FOLDERS = ("content", "themes", "shared")
"""Of a hub's own files; a folder of its theme is a link into the last."""


@dataclass
class EditedHub:
    """A hub at work: its folder, what is asked of the next build, and what accidents are to befall it."""

    root: Path
    dice: random.Random = field(default_factory=random.Random)
    """Of the edit that is being done."""
    options: Options = field(default_factory=lambda: Options(day=DAY))
    is_sound: bool = True
    """Whether the last build wrote a site."""
    kill_at: int = 0
    """Before the build, one is killed at this change of a file; 0: none is."""
    is_full: bool = False
    """Whether the next build is asked to use no memory."""

    @property
    def project(self) -> Project:
        return Project(self.root)

    @property
    def site(self) -> Path:
        return output_of(self.project, self.options)

    # -- files

    def files(self, below: str = "content", endings: tuple[str, ...] = (".md", ".yaml", ".csv")) -> list[Path]:
        return sorted(path for path in (self.root / below).rglob("*") if path.name.endswith(endings) and path.is_file())

    def entries(self) -> list[Path]:
        """Files of one entry each, with front matter or as YAML, in the hub's first language."""
        found = [path for path in self.files(endings=(".md", ".yaml")) if path.name.count(".") == 1]
        return [path for path in found if re.search(r"(?m)^title: ", path.read_text("utf-8"))]

    def some(self, paths: list[Path]) -> Path:
        """One of the files; where there is none, one that is not there yet."""
        return self.dice.choice(paths) if paths else self.root / "content/guides/nueva.md"

    def text(self, path: Path) -> str:
        return _decoded(path.read_bytes()) if path.is_file() else guide(title="Otra")

    def write(self, path: Path | str, data: str | bytes) -> Path:
        path = self.root / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def word(self) -> str:
        """A word that stands nowhere yet, most likely."""
        return "".join(self.dice.choice("aeiou") + self.dice.choice("lmnrst") for _ in range(4))

    # -- the state of all sources, to go back to it

    def sources(self) -> Files:
        places = (self.root / "config.yaml", *(path for name in FOLDERS for path in (self.root / name).rglob("*")))
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in places if path.is_file()}

    def put_back(self, files: Files) -> None:
        """The sources are those; what is as it was is not touched."""
        now = self.sources()
        for name in now.keys() - files.keys():
            (self.root / name).unlink()
        for name, data in files.items():
            if now.get(name) != data:
                self.write(name, data)


def _decoded(data: bytes) -> str:
    """What a person sees of a text, however it was saved."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return data.decode(encoding, "replace").replace("\r\n", "\n")


Edit = Callable[[EditedHub], object]


# ---------------------------------------------------------------- entries


def add_entry(hub: EditedHub) -> None:
    name = hub.word()
    makers: dict[str, Callable[..., str]] = {
        "guides/{}.md": guide, "news/{}.md": news, "events/{}.md": event, "directory/{}.yaml": organization,
        "board/{}.yaml": notice, "faq/{}.yaml": question,
    }  # fmt: skip
    place = hub.dice.choice(sorted(makers))
    hub.write("content/" + place.format(name), makers[place](title=f"Entrada {name}"))


def change_text(hub: EditedHub) -> None:
    """The text alone."""
    path = hub.some(hub.files(endings=(".md",)))
    hub.write(path, f"{hub.text(path)}\n## Parte {hub.word()}\n\nTexto con el flete y [precio](/guides/precio.md).\n")


def retitle(hub: EditedHub) -> None:
    _set_field(hub, hub.some(hub.entries()), "title", f"Título {hub.word()}")


FIELDS: Mapping[str, tuple[str, ...]] = {
    "summary": ("Una frase distinta.", "Otra frase, más larga, que dice lo mismo de otra manera."),
    "date": ("2026-01-15", "2026-11-20", "2026-12-10", "tuesday"),
    "verified": ("2026-11-01", "2025-01-10", "2024-01-01"),
    "draft": ("yes", "no"),
    "visibility": ("members", "staff", "public"),
    "topics": ("[vender]", "[exportar]", "[exportar, vender]", "[ventas]", "[nada]"),
    "related": ("[guide/precio]", "[news/feria, organization/cumbre]", "[guide/no-hay]"),
    "aliases": ("[/viejo/uno.html]", "[/viejo/dos.html, /viejo/tres.html]"),
    "slug": ("nombre-uno", "nombre-dos", "no vale"),
    "expires": ("2026-11-21", "2026-12-05", "2027-01-01"),
    "countries": ("[HN]", "[SV, GT]", "[XX]"),
    "order": ("1", "2"),
    "closes": ("2026-11-25", "2026-12-15"),
    "level": ("basic", "advanced"),
    "title@en": ("Other words", "Still other words"),
}


def change_field(hub: EditedHub) -> None:
    """One field of the front matter, now and then with a value that it cannot have."""
    name = hub.dice.choice(sorted(FIELDS))
    _set_field(hub, hub.some(hub.entries()), name, hub.dice.choice(FIELDS[name]))


def _set_field(hub: EditedHub, path: Path, name: str, value: str) -> None:
    text = hub.text(path)
    line = f"{name}: {value}"
    found = re.compile(rf"(?m)^{re.escape(name)}: .*$")
    hub.write(
        path, found.sub(line, text, count=1) if found.search(text) else text.replace("title:", f"{line}\ntitle:", 1)
    )


def delete_entry(hub: EditedHub) -> None:
    path = hub.some([path for path in hub.entries() if "topics" not in path.parts])
    path.unlink(missing_ok=True)


def rename_entry(hub: EditedHub) -> None:
    """Another file name, so another address; its translations come along or are left behind."""
    path = hub.some(hub.entries())
    if path.exists():
        new = hub.word()
        for one in path.parent.glob(f"{path.stem}.*"):
            if one == path or hub.dice.random() < 0.8:
                one.rename(one.with_name(one.name.replace(path.stem, new, 1)))


def move_entry(hub: EditedHub) -> None:
    """Into a folder of the author's own order: the address stays."""
    path = hub.some([path for path in hub.entries() if path.parent.name in ("guides", "news", "events")])
    if path.exists():
        target = path.parent / hub.dice.choice(["2025", "2026"])
        target.mkdir(exist_ok=True)
        path.rename(target / path.name)


def swap_entries(hub: EditedHub) -> None:
    """Two files change their names: both are files that were there before."""
    one, other = hub.root / "content/guides/precio.md", hub.root / "content/guides/muestras.md"
    if one.exists() and other.exists():
        spare = one.with_suffix(".tmp")
        one.rename(spare), other.rename(one), spare.rename(other)


def translate(hub: EditedHub, language: str = "") -> None:
    """A translation comes, changes or goes; into any language of the hub, where none is given."""
    language = language or hub.dice.choice(_languages(hub)[1:] or ["en"])
    path = hub.some([path for path in hub.entries() if path.suffix == ".md" and path.parent.parent.name == "content"])
    other = path.with_name(f"{path.stem}.{language}.md")
    if other.exists() and hub.dice.random() < 0.5:
        other.unlink()
    else:
        hub.write(other, translation(f"Text {hub.word()}.\n", title=f"Title {hub.word()}", summary="In other words."))


# ---------------------------------------------------------------- topics


def add_topic(hub: EditedHub) -> None:
    name = hub.word()
    hub.write(f"content/topics/{name}.yaml", f"title: Tema {name}\nsummary: Un tema nuevo.\n")
    _set_field(hub, hub.some([p for p in hub.entries() if "guides" in p.parts]), "topics", f"[vender, {name}]")


def remove_topic(hub: EditedHub) -> None:
    """With all that names it, or without: then every place that names it is told."""
    path = hub.root / "content/topics/exportar.yaml"
    path.unlink(missing_ok=True)
    if hub.dice.random() < 0.7:
        for one in hub.files():
            text = hub.text(one)
            if "exportar" in text:
                hub.write(one, text.replace(", exportar", "").replace("exportar", "vender"))


def rename_topic(hub: EditedHub) -> None:
    """Its title changes, and the old one becomes a synonym, or a synonym goes that others use."""
    path = hub.root / "content/topics/vender.yaml"
    _set_field(hub, path, "title", f"Vender {hub.word()}")
    _set_field(hub, path, "synonyms", hub.dice.choice(["[Vender]", "[ventas, Vender]", "[ventas]"]))


# ---------------------------------------------------------------- settings


OTHER_SETTINGS: Mapping[str, tuple[str, ...]] = {
    "title": ("Centro del Valle", "Centro PYME"),
    "title@en": ("Valley Centre",),
    "summary": ("Información y apoyo.",),
    "base_url": ("https://pyme.example.org/hub/", "http://valle.example.org/"),
    "tag_authority": ("valle.example.org,2026-01-01",),
    "timezone": ("Asia/Kathmandu", "Pacific/Apia"),
    "country": ("SV",),
    "contact": ("{name: Registro, email: info@valle.example.org, hours: lun-vie}",),
    "license": ("CC0-1.0",),
    "raw_html": ("true", "false"),
    "glossary": ("none", "link"),
    "jsonld": ("none", "full"),
    "theme": ("plain", "valle"),
    "colour": ('"#123456"', '"#5b0f0f"'),
    "logo": ("content/marca/logo.svg", "content/guides/dibujo.svg"),
    "groups": ("{CENTROAM: [HN, SV, GT]}", "{CENTROAM: [HN]}"),
    "regions": ("{valle: {country: HN, label: {es: El Valle, en: The Valley, pt: O Vale}}}",),
    "sections": ("{es: {news: avisos}}", "{en: {guides: how-to}, es: {board: tablon}}"),
    "facets": ("{guide: [kind, topics], financing: [sizes, countries]}", SETTINGS["facets"]),
    "facet_pairs": ("{organization: [[kind, countries]]}",),
    "profiles": ("[{slug: cafe, title: Café, sectors: [\"0127\"]}]", SETTINGS["profiles"]),
    "services": ("[{id: directory, owner: Registro}]",),
    "budget": ("{page: 4k}", "{total: 5k, image: 1k}", "{part: 0}"),
    "images": ("{widths: [30, 60], formats: [jpeg]}", "{widths: [40], formats: [jpeg], load: link}"),
    "feeds": ("{items: 3}", "{text: full}", "{websub: https://hub.example.org/}"),
    "vocabularies": ("{purpose: [{id: water, label: {es: agua y riego, en: water, pt: água}}]}",),
}  # fmt: skip


def change_setting(hub: EditedHub) -> None:
    """A setting of any kind: another value, or its own again."""
    name = hub.dice.choice(sorted(OTHER_SETTINGS))
    values = (*OTHER_SETTINGS[name], *((SETTINGS[name],) if name in SETTINGS else ()))
    hub.write("config.yaml", config(_settings(hub) | {name: hub.dice.choice(values)}))


def remove_setting(hub: EditedHub) -> None:
    """One that has a default."""
    settings = _settings(hub)
    names = [name for name in OTHER_SETTINGS if name in settings and name not in ("title", "base_url", "tag_authority",
             "timezone", "country")]  # fmt: skip
    if names:
        settings.pop(hub.dice.choice(sorted(names)))
    hub.write("config.yaml", config(settings))


def other_languages(hub: EditedHub) -> None:
    """Languages come or go: with their translations, or, now and then, with some left behind."""
    settings = _settings(hub)
    settings["languages"] = hub.dice.choice(["[es, en]", "[es, en, pt]", "[es, pt, en]", "[es, en, pt, fr]"])
    hub.write("config.yaml", config(settings))
    for language in ("pt", "fr"):
        if language in _languages(hub):
            translate(hub, language)
        elif hub.dice.random() < 0.9:
            for path in hub.files(endings=(f".{language}.md",)):
                path.unlink()


def _languages(hub: EditedHub) -> list[str]:
    return re.findall(r"\w+", _settings(hub).get("languages", ""))


def _settings(hub: EditedHub) -> dict[str, str]:
    lines = hub.text(hub.root / "config.yaml").splitlines()
    return dict(line.split(": ", 1) for line in lines if ": " in line)


# ---------------------------------------------------------------- the theme


TEMPLATES = ("_dates.html", "_turn.html", "guide.html", "base.html", "_related.html", "list.html", "home.html")
OWN_THEME = "themes/plain"


def override_template(hub: EditedHub) -> None:
    """The hub's own template where none was, or another text of it; now and then one that fails."""
    name = hub.dice.choice(TEMPLATES)
    own = hub.root / OWN_THEME / "templates" / name
    text = hub.text(own if own.exists() else bundled("themes") / "plain" / "templates" / name)
    bad = "{{ nothing }}" if hub.dice.random() < 0.1 else ""
    if text.startswith("{% extends") or "{% block" in text or "{% macro" in text:
        text = text.replace("<p", f"<p id={hub.word()}", 1)
    else:
        text += f"<p>{hub.word()}{bad}</p>\n"
    hub.write(own, text)


def remove_override(hub: EditedHub) -> None:
    """What is built in comes back."""
    found = [path for folder in ("themes", "shared") for path in hub.files(folder, (".html", ".yaml", ".css", ".js"))]
    if found:
        hub.dice.choice(found).unlink()


def override_texts(hub: EditedHub) -> None:
    """Words of the interface, of a language that had none of its own too."""
    language = hub.dice.choice(["es", "en", "pt", "fr"])
    key = hub.dice.choice(["home", "menu", "questions", "license"])
    hub.write(f"{OWN_THEME}/i18n/{language}.yaml", f"{key}: Palabra {hub.word()}\n")


def override_asset(hub: EditedHub) -> None:
    """The style sheet or a script."""
    name = hub.dice.choice(["plain.css", "finder.js", "finder-loader.js", "score.js"])
    text = (bundled("themes") / "plain" / "assets" / name).read_text("utf-8")
    more = f"main{{margin-left:{hub.dice.randrange(9)}px}}" if name.endswith("css") else f"var {hub.word()}=1;"
    hub.write(f"{OWN_THEME}/assets/{name}", f"{text}\n{more}\n")


# ---------------------------------------------------------------- tables, mails and other files


def _table(hub: EditedHub) -> tuple[Path, list[str]]:
    path = hub.some(hub.files(endings=(".csv",)))
    return path, hub.text(path).splitlines() or [""]


def change_row(hub: EditedHub) -> None:
    """A digit or a letter of one row."""
    path, lines = _table(hub)
    at = hub.dice.randrange(1, len(lines)) if len(lines) > 1 else 0
    lines[at] = _other_letter(lines[at], hub)
    hub.write(path, "\n".join(lines) + "\n")


def change_shown(hub: EditedHub) -> None:
    """What is only shown of some firms: their summary, the ways to reach them."""
    path = hub.root / "content/directory/empresas.csv"
    header, *rows = csv.reader(io.StringIO(hub.text(path) if path.is_file() else "summary"))
    places = [at for at, name in enumerate(header) if name.startswith(("summary", "contact."))]
    for row in hub.dice.sample(rows, min(len(rows), hub.dice.choice([1, 1, 2]))):
        at = hub.dice.choice(places or [0])
        if at < len(row) and header[at].endswith("email"):
            row[at] = f"{hub.word()}@example.org"
        elif at < len(row):
            row[at] = hub.dice.choice([f"Vende {hub.word()}.", f"{row[at]} Y {hub.word()}."])
    page = io.StringIO(newline="")
    csv.writer(page, lineterminator="\n").writerows([header, *rows])
    hub.write(path, page.getvalue())


def add_row(hub: EditedHub) -> None:
    path, lines = _table(hub)
    lines.append(lines[-1].replace(lines[-1].partition(",")[0], hub.word(), 1))
    hub.write(path, "\n".join(lines) + "\n")


def remove_row(hub: EditedHub) -> None:
    path, lines = _table(hub)
    if len(lines) > 2:
        lines.pop(hub.dice.randrange(1, len(lines)))
    hub.write(path, "\n".join(lines) + "\n")


def shuffle_rows(hub: EditedHub) -> None:
    """As a person sorts a spreadsheet."""
    path, (head, *rows) = _table(hub)
    hub.dice.shuffle(rows)
    hub.write(path, "\n".join([head, *rows]) + "\n")


def save_otherwise(hub: EditedHub) -> None:
    """The same table as another program saves it: other columns first, rows left empty, other signs and bytes."""
    path, _ = _table(hub)
    rows = list(csv.reader(io.StringIO(hub.text(path)))) or [[""]]
    order = hub.dice.sample(range(len(rows[0])), len(rows[0]))
    if hub.dice.random() < 0.5:
        rows = [[row[at] if at < len(row) else "" for at in order] for row in rows]
    if hub.dice.random() < 0.3:
        rows.insert(hub.dice.randrange(1, len(rows) + 1), [""] * len(rows[0]))
    page = io.StringIO(newline="")
    signs = {"delimiter": hub.dice.choice(",,;\t"), "lineterminator": hub.dice.choice(["\n", "\r\n"])}
    csv.writer(page, quoting=hub.dice.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), **signs).writerows(rows)  # type: ignore[arg-type]
    hub.write(path, page.getvalue().encode(hub.dice.choice(["utf-8", "utf-8-sig", "utf-8", "utf-16"])))


def add_column(hub: EditedHub) -> None:
    """Another way to reach the firms, which is only shown of them, and their summaries in English."""
    path = hub.root / "content/directory/empresas.csv"
    header, *rows = csv.reader(io.StringIO(hub.text(path) if path.is_file() else "slug"))
    name = hub.dice.choice(["contact.phone", "contact.hours", "summary@en"])
    if name not in header:
        cells = ["" if hub.dice.random() < 0.5 else f"+504 0000-{hub.dice.randrange(1000, 9999)}" for _ in rows]
        rows = [[*row, cell] for row, cell in zip(rows, cells, strict=True)]
        page = io.StringIO(newline="")
        csv.writer(page, lineterminator="\n").writerows([[*header, name], *rows])
        hub.write(path, page.getvalue())


def add_words(hub: EditedHub) -> None:
    """Words at the end of a text, and nothing that another page could show; mostly where terms are not linked to."""
    if _settings(hub).get("glossary") == "link" and hub.dice.random() < 0.5:
        hub.write("config.yaml", config(_settings(hub) | {"glossary": "none"}))
    path = hub.some(hub.files(endings=(".md",)))
    hub.write(path, f"{hub.text(path).rstrip()} Palabra {hub.word()}.\n")


def change_mail(hub: EditedHub) -> None:
    """A mail comes, is lost, or the whole box is that of another day."""
    path = hub.root / "content/forums/exportar" / hub.dice.choice(["a.mbox", "b.mbox"])
    mails = re.split(r"(?m)^(?=From )", hub.text(path))[1:] if path.exists() else []
    if len(mails) > 1 and hub.dice.random() < 0.4:
        mails.pop(hub.dice.randrange(len(mails)))
    mails.append(mail(hub.dice.randrange(10, 99), f"Pregunta {hub.word()}.", answers=hub.dice.choice([0, 1, 3])))
    hub.write(path, "".join(mails))


def change_feed(hub: EditedHub) -> None:
    """What was saved of a partner: another news, another partner, or nothing."""
    path = hub.root / "content/ring/feeds" / hub.dice.choice(["sur.xml", "norte.xml"])
    if path.exists() and hub.dice.random() < 0.4:
        path.unlink()
    else:
        hub.write(path, FEED.replace("Feria", f"Feria {hub.word()}"))


def change_file(hub: EditedHub) -> None:
    """A file that is copied as it is: other bytes, one more, or one less; what an entry names may be missing then."""
    static, copied = hub.root / "content/static", hub.root / "content/documents/archivos/caja.csv"
    path = hub.dice.choice([static / "aviso.txt", static / "más/otro.txt", static / "robots.txt", copied])
    if path.exists() and hub.dice.random() < 0.3:
        path.unlink()
    else:
        hub.write(path, f"a,b\n{hub.dice.randrange(100)},{hub.word()}\n")


def change_picture(hub: EditedHub) -> None:
    """Another photo under the same name, the logo, or a drawing that a setting may name."""
    line = f"M1 1h{hub.dice.randrange(9)}v7z"
    name = hub.dice.choice(["guides/foto.jpg", "guides/dibujo.svg", "logo.svg", "marca/logo.svg"])
    photo = jpeg(hub.dice.randrange(3), (80, 60))
    hub.write(f"content/{name}", photo if name.endswith("jpg") else LOGO.replace("M1 1h7v7z", line))


# ---------------------------------------------------------------- times


def touch(hub: EditedHub) -> None:
    """New times, the same bytes: of sources or of files of the site."""
    for path in hub.dice.sample(_anything(hub), 3):
        os.utime(path, (hub.dice.choice([LONG_AGO, FAR_AHEAD, DAY.toordinal() * 86_400]),) * 2)


def sneak(hub: EditedHub) -> None:
    """Other bytes of the same number, the old times put back."""
    path = hub.some(hub.files(".", (".md", ".yaml", ".csv", ".txt", ".mbox", ".html")))
    _write_in_old_time(hub, path, _other_letter(hub.text(path), hub))


def replace_file(hub: EditedHub) -> None:
    """The same by another file that takes its place, as careful editors write."""
    path = hub.some(hub.files())
    if path.exists():
        before = path.stat()
        spare = hub.write(path.with_suffix(".tmp"), _other_letter(hub.text(path), hub))
        os.utime(spare, ns=(before.st_atime_ns, before.st_mtime_ns))
        spare.replace(path)


def clock_back(hub: EditedHub) -> None:
    """An edit on a machine whose clock stands years behind."""
    path = hub.some(hub.entries())
    _set_field(hub, path, "title", f"Antes {hub.word()}")
    os.utime(path, (LONG_AGO,) * 2)


def _anything(hub: EditedHub) -> list[Path]:
    found = [*hub.files(".", ("",)), hub.root / "config.yaml"]
    return sorted({path for path in found if ".hubgen" not in path.parts})


def _other_letter(text: str, hub: EditedHub) -> str:
    """The text with one letter or digit changed, in what a person wrote: behind a colon, a comma, or in a body."""
    places = [match.start(1) for match in re.finditer(r"(?:: |,|\n[A-Z])[\w ]*?([a-z]|\d)(?=[a-z\d])", text)]
    if not places:
        return text.swapcase()
    at = hub.dice.choice(places)
    pool = "0123456789" if text[at].isdigit() else "abcdefghijklmnopqrstuvwxyz"
    return text[:at] + hub.dice.choice(pool.replace(text[at], "")) + text[at + 1 :]


def _write_in_old_time(hub: EditedHub, path: Path, text: str) -> None:
    before = path.stat() if path.exists() else None
    hub.write(path, text)
    if before:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


# ---------------------------------------------------------------- what is asked of a build


def other_day(hub: EditedHub) -> None:
    """The clock, or --date, goes on or back."""
    days = hub.dice.choice([-400, -60, -1, 1, 1, 5, 12, 45, 200])
    hub.options = replace(hub.options, day=DAY + timedelta(days))


def toggle_drafts(hub: EditedHub) -> None:
    hub.options = replace(hub.options, drafts=not hub.options.drafts)


def other_audience(hub: EditedHub) -> None:
    """A site of its own, in a folder of its own; the next build of the first one comes later."""
    audience = "public" if hub.options.audience != "public" else hub.dice.choice(["members", "staff"])
    hub.options = replace(hub.options, audience=audience)  # type: ignore[arg-type]


def other_address(hub: EditedHub) -> None:
    found = hub.dice.choice(["", "https://otro.example.org/", "https://otro.example.org/hub/"])
    hub.options = replace(hub.options, base_url=found)


def other_strictness(hub: EditedHub) -> None:
    """--budget and --strict: what is told changes, and whether a site is written."""
    hub.options = replace(
        hub.options, budget=hub.dice.choice(["error", "warn", "off"]), strict=hub.dice.random() < 0.15
    )


# ---------------------------------------------------------------- accidents


def kill(hub: EditedHub) -> None:
    """An edit, and a build of it that is killed."""
    hub.dice.choice([retitle, add_entry, delete_entry, rename_entry, change_setting, change_row, other_day])(hub)
    hub.kill_at = hub.dice.choice([1, 2, 3, *range(4, 60, 4), 80, 120, 200])


def break_hub(hub: EditedHub) -> None:
    """A file that cannot be right."""
    bad: dict[str, str | bytes] = {
        "content/guides/mala.md": "---\ntitle: x\n---\n",
        "content/guides/latin.md": guide().encode("latin-1").replace(b"precio", b"pre\xe7o"),
        "content/news/abierta.md": "---\ntitle: Sin cierre\n",
        "content/directory/empresas.csv": "slug,title\na,b,c\n",
        "content/topics/vender.yaml": "title: [a\n",
        "content/otro/nada.md": guide(),
        "content/static/robots.txt": b"\0",
        "config.yaml": "title: x\nlanguages: []\n",
        f"{OWN_THEME}/templates/base.html": "{% block",
        f"{OWN_THEME}/i18n/es.yaml": "- a\n",
        f"{OWN_THEME}/assets/plain.css": "p{color:red",
        f"{OWN_THEME}/assets/finder.js": b"// caf\xe9\n",
        "content/guides/foto.jpg": b"no photo",
        "content/logo.svg": "<svg><script>1</script></svg>",
        "content/statistics/precios.csv": "mes,producto\n2026-99,café\n",
    }
    name = hub.dice.choice(sorted(bad))
    hub.write(name, bad[name])


def forget(hub: EditedHub) -> None:
    """What earlier builds remembered is lost, in whole or in part, or damaged."""
    memory = hub.dice.choice([".hubgen", ".hubgen/last", ".hubgen/memo.sqlite3"])
    path = hub.root / memory
    if path.is_dir():
        shutil.rmtree(path)
    elif path.is_file() and hub.dice.random() < 0.5:
        path.write_bytes(path.read_bytes()[:5000] + b"damage")
    else:
        path.unlink(missing_ok=True)


def damage_kept(hub: EditedHub) -> None:
    """A row of what the last build kept is lost, or is another one; and the next edit asks for some."""
    for path in hub.files(".hubgen/last", (".sqlite3",)):
        with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as db:
            tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
            for table in hub.dice.sample(tables, 3):
                _damage_row(hub, db, table)
            db.commit()
    hub.dice.choice([add_words, change_shown])(hub)


def _damage_row(hub: EditedHub, db: sqlite3.Connection, table: str) -> None:
    rows = db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
    if not rows:
        return
    names = [column[1] for column in db.execute(f"PRAGMA table_info({table})")]
    row, at = hub.dice.choice(rows), hub.dice.randrange(len(names))
    here = " AND ".join(f"{name} IS ?" for name in names[:2])
    if hub.dice.random() < 0.4:
        db.execute(f"DELETE FROM {table} WHERE {here}", row[:2])
    else:
        db.execute(f"UPDATE OR REPLACE {table} SET {names[at]} = ? WHERE {here}", (_damaged(hub, row[at]), *row[:2]))


def _damaged(hub: EditedHub, value: object) -> object:
    if isinstance(value, str):
        return _other_letter(value, hub)
    if isinstance(value, bytes) and value:
        at = hub.dice.randrange(len(value))
        return value[:at] + bytes([value[at] ^ 1 << hub.dice.randrange(8)]) + value[at + 1 :]
    return hub.dice.randrange(9)


def damage_site(hub: EditedHub) -> None:
    """Somebody works on the files of the site."""
    files = [path for path in hub.files(str(hub.site), ("",)) if ".hubgen" not in path.parts]
    for path in hub.dice.sample(files, min(3, len(files))):
        if not path.exists():  # its folder went before
            continue
        data = path.read_bytes()
        match hub.dice.choice(("remove", "cut", "change", "remove its folder")):
            case "remove":
                path.unlink(missing_ok=True)
            case "cut":
                path.write_bytes(data[:-2])
            case "change":
                path.write_bytes(data.swapcase())
            case _ if path.parent != hub.site:
                shutil.rmtree(path.parent)
        if hub.dice.random() < 0.3:
            break
    if hub.is_sound and hub.dice.random() < 0.2:  # with faults, what it lists is not what the next build makes
        (hub.site / ".hubgen/manifest.json").unlink(missing_ok=True)


def back_from_copy(hub: EditedHub) -> None:
    """The site or the memory as it was some builds ago, from a copy; where there is none yet, one is made."""
    name = hub.dice.choice(["site", ".hubgen"])
    place, kept = hub.root / name, hub.root.parent / f"{hub.root.name}-{name.strip('.')}"
    if kept.exists():
        shutil.rmtree(place, ignore_errors=True)
        shutil.move(kept, place)
    elif place.exists():
        shutil.copytree(place, kept)


def build_in_full(hub: EditedHub) -> None:
    """An edit, built with --full; what is remembered of the time before stays."""
    retitle(hub)
    hub.is_full = True


EDITS: tuple[Edit, ...] = (
    add_entry, change_text, retitle, change_field, delete_entry, rename_entry, move_entry, swap_entries, translate,
    add_topic, remove_topic, rename_topic, change_setting, remove_setting, other_languages, override_template,
    remove_override, override_texts, override_asset, change_row, change_shown, add_row, remove_row, shuffle_rows,
    save_otherwise, add_column, add_words, change_mail, change_feed, change_file, change_picture, touch,
    sneak, replace_file, clock_back, other_day,
    toggle_drafts, other_audience, other_address, other_strictness, kill, break_hub, forget, damage_kept, damage_site,
    back_from_copy, build_in_full,
)  # fmt: skip
BY_NAME: Mapping[str, Edit] = {edit.__name__: edit for edit in EDITS}

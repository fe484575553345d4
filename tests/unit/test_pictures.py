"""Pictures from content to site: where they stand, what pages show, how often they are made, what is refused."""

from __future__ import annotations

import html
import json
import re
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from hubgen.images import make
from hubgen.memo import KEEP_BUILDS
from hubgen.problems import Problem
from hubgen.project import Project
from tests.hubs import (
    CONFIG,
    build,
    compiled,
    errors,
    guide,
    make_hub,
    news,
    problems_of,
    public,
    the_error,
    told,
    write_files,
)
from tests.hubs import document as a_document
from tests.photos import GPS_WORD, from_phone, jpeg, photo, saved

SMALL = "images: {widths: [60, 120]}\n"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><rect width="90" height="40"/></svg>'
PHOTO = jpeg(1, (200, 150), camera=True)
FORMATS = (".avif", ".jpg", ".webp", ".svg", ".png")


def hub(tmp_path: Path, files: Mapping[str, str | bytes], config: str = SMALL) -> Project:
    return make_hub(tmp_path, files, CONFIG + config)


def site_of(project: Project, **options: object) -> dict[str, bytes]:
    built = build(project, **options)
    assert built.written is not None, told(built.compiled.problems)
    return public(built.output_dir)


def pictures_in(site: Mapping[str, bytes]) -> list[str]:
    """All but the icons of the hub."""
    return sorted(path for path in site if path.endswith(FORMATS) and not path.startswith("assets/icon-"))


def of_rule(problems: list[Problem], rule: str) -> list[Problem]:
    return [one for one in problems if one.rule == rule]


# -- pages ---------------------------------------------------------------------------------


def test_a_picture_in_a_text(tmp_path):
    """AVIF in every width, JPEG for old browsers, room kept for it, loaded when a reader comes near."""
    text = '![Un "taller" <de> caf\u00e9](../fotos/Mi%20Taller.JPG "de cerca")\n'
    site = site_of(hub(tmp_path, {"content/guides/a.md": guide(text), "content/fotos/Mi Taller.JPG": PHOTO}))

    by_name = {re.sub(r"\.[0-9a-f]{8}\.", ".", path): path for path in pictures_in(site)}
    assert sorted(by_name) == ["fotos/mi-taller-120.avif", "fotos/mi-taller-60.avif", "fotos/mi-taller-60.jpg"]
    large, small, old = (by_name[name] for name in sorted(by_name))
    assert (
        f'<picture><source type="image/avif" srcset="../{small} 60w,../{large} 120w"'
        f' sizes="(max-width:152px) calc(100vw - 32px),120px"><img src="../{old}" width="120" height="90"'
        ' alt="Un &#34;taller&#34; &lt;de&gt; café" title="de cerca" loading="lazy" decoding="async"></picture>'
    ) in site["guias/a.html"].decode()
    assert b"img{max-width:100%;height:auto" in site["guias/a.html"]
    assert b"img{" not in site["index.html"]


def test_the_image_of_an_entry(tmp_path):
    """Below the text, in the language that has an alternative text, and for other sites as JPEG."""
    files = {
        "content/news/a.md": news(image="a.jpg", image_alt="Gente ante un puesto"),
        "content/news/a.en.md": "---\ntitle: A fair opens\nimage_alt: People at a stand\n---\nGo early.\n",
        "content/news/a.jpg": PHOTO,
    }
    site = site_of(hub(tmp_path, files, SMALL + "jsonld: full\n"))

    old = next(path for path in pictures_in(site) if path.endswith(".jpg"))
    page = site["noticias/a.html"].decode()
    assert 'alt="Gente ante un puesto"' in page and page.index("Vaya temprano") < page.index("<picture>")
    assert f'<meta property=og:image content="https://pyme.example.org/{old}">' in page
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page)[1])  # type: ignore[index]
    assert data["image"] == f"https://pyme.example.org/{old}"
    assert 'alt="People at a stand"' in site["en/news/a.html"].decode()
    assert 'alt="Gente ante un puesto" lang="es"' in site["pt/noticias/a.html"].decode()
    assert b"og:image" not in site["noticias/index.html"]
    assert json.loads(site["noticias/data.json"])["rows"][0]["image"] == data["image"]


def test_a_drawing_is_published_as_it_is(tmp_path):
    """Under a name with a hash; it has its size, needs no other format, and no Pillow."""
    site = site_of(hub(tmp_path, {"content/guides/a.md": guide("![Caja](d.svg)\n"), "content/guides/d.svg": SVG}))

    (path,) = pictures_in(site)
    assert re.fullmatch(r"guias/d\.[0-9a-f]{8}\.svg", path) and site[path] == SVG
    assert f'<img src="{path[6:]}" width="100" height="50" alt="Caja" loading' in site["guias/a.html"].decode()


def test_links_in_the_place_of_pictures(tmp_path):
    """`load: link`: the words say how much it costs; one file that every browser can show, and no other."""
    text = "![Un taller](a.jpg)\n\n[![Plano](a.jpg)](guide/b)\n"
    files = {"content/guides/a.md": guide(text), "content/guides/b.md": guide(), "content/guides/a.jpg": PHOTO}
    site = site_of(hub(tmp_path, files, "images: {widths: [60, 120], load: link}\n"))

    (path,) = pictures_in(site)
    page = site["guias/a.html"].decode()
    assert "<img" not in page and "<picture" not in page
    size = f"{max(1, round(len(site[path]) / 100)) / 10:g}"
    assert f'<a href="{path[6:]}">Ver imagen ({size}\u00a0KB)</a> Un taller' in page
    assert '<a href="b.html">Plano</a>' in page
    assert b"See picture (" in site["en/guides/a.html"]


def test_a_link_to_a_photo_leads_to_a_small_one(tmp_path):
    """No original is ever published, not even when a text only links to it."""
    site = site_of(
        hub(tmp_path, {"content/guides/a.md": guide("Vea [la foto](a.jpg)\n"), "content/guides/a.jpg": PHOTO})
    )

    old = next(path for path in pictures_in(site) if path.endswith(".jpg"))
    assert f'<a href="{old[6:]}">la foto</a>'.encode() in site["guias/a.html"]
    assert PHOTO not in site.values()


def test_feeds_with_whole_texts_show_pictures_with_whole_addresses(tmp_path):
    files = {"content/news/a.md": news("![Puesto](a.jpg)\n"), "content/news/a.jpg": PHOTO}
    site = site_of(hub(tmp_path, files, SMALL + "feeds: {text: full}\n"))

    old = next(path for path in pictures_in(site) if path.endswith(".jpg"))
    shown = f'<img src="https://pyme.example.org/{old}" width="120" height="90" alt="Puesto">'
    assert shown in html.unescape(site["noticias/feed.atom"].decode())
    assert shown in json.loads(site["noticias/feed.json"])["items"][0]["content_html"]


def test_one_file_on_many_pages_is_one_picture(tmp_path):
    """Two copies side by side have the same address too."""
    text = "![A](a.jpg) ![B](/guides/a.jpg) ![C](A.jpeg)\n"
    files = {"content/guides/a.md": guide(text), "content/guides/a.en.md": "---\ntitle: A\n---\n![D](a.jpg)\n"}
    project = hub(tmp_path, {**files, "content/guides/a.jpg": PHOTO, "content/guides/A.jpeg": PHOTO})
    assert len(pictures_in(site_of(project))) == 3


# -- O26 -----------------------------------------------------------------------------------


def test_no_published_file_holds_data_of_the_camera(tmp_path):
    """O26: every byte of the site is looked at."""
    files = {
        "content/guides/a.md": guide("![A](a.jpg) [b](../fotos/b.png)\n", image="/fotos/c.webp", image_alt="C"),
        "content/guides/a.jpg": PHOTO,
        "content/fotos/b.png": saved(photo(2, (90, 60)), "PNG", exif=_exif()),
        "content/fotos/c.webp": saved(photo(3, (90, 60)), "WEBP", exif=_exif(), xmp=GPS_WORD.encode()),
    }
    site = site_of(hub(tmp_path, files, "images: {widths: [60], formats: [avif, webp, jpeg]}\n"))

    assert len(pictures_in(site)) == 9
    for path, data in site.items():
        assert not any(mark in data for mark in (GPS_WORD.encode(), b"Exif\0", b"eXIf", b"EXIF", b"xmpmeta")), path


def _exif() -> bytes:
    from tests.photos import opened

    return opened(PHOTO).getexif().tobytes()


@pytest.mark.parametrize("name", ["foto.jpg", "foto.png", "foto.webp", "CNAME"])
def test_a_picture_that_is_copied_must_have_no_data_of_its_camera(tmp_path, name):
    """O26: what lies in static/ is copied as it is, whatever its name."""
    kind = {"png": "PNG", "webp": "WEBP"}.get(name[-4:].strip("."), "JPEG")
    image = photo(2, (40, 30))
    clean, dirty = saved(image, kind), saved(image, kind, exif=_exif())
    project = hub(tmp_path, {f"content/static/{name}": dirty})

    one = the_error(project)
    assert (one.rule, one.where.file) == ("image-refused", f"content/static/{name}")
    assert "data of its camera (Exif)" in str(one.message) and "without such data" in str(one.mend)

    (tmp_path / f"content/static/{name}").write_bytes(clean)
    assert site_of(project)[name] == clean


# -- made once -----------------------------------------------------------------------------


def test_the_second_build_encodes_nothing(tmp_path):
    """A changed photo is made anew, the others are not; another width is another result."""
    files = {f"content/guides/{n}.md": guide(f"![Foto]({n}.jpg)\n", title=f"Guía {n}") for n in range(3)}
    photos = {f"content/guides/{n}.jpg": jpeg(n, (200, 150)) for n in range(3)}
    project = hub(tmp_path, {**files, **photos})

    first = build(project, memo=True).compiled.encodings
    assert first >= 9
    assert build(project, memo=True).compiled.encodings == 0
    # What `serve` and `check` do.
    assert compiled(project, memo=True).encodings == 0
    (tmp_path / "content/guides/1.jpg").write_bytes(jpeg(9, (200, 150)))
    assert 3 <= build(project, memo=True).compiled.encodings < first
    (tmp_path / "content/guides/1.jpg").write_bytes(jpeg(1, (200, 150)))
    assert build(project, memo=True).compiled.encodings == 0
    (tmp_path / "config.yaml").write_text(CONFIG + "images: {widths: [80]}\n", "utf-8")
    assert build(project, memo=True).compiled.encodings > 0


def test_what_no_build_shows_any_more_leaves_the_memo(tmp_path):
    """As all other results: after three builds with news it has to be made again."""
    shown = guide("![Foto](a.jpg)\n")
    project = hub(tmp_path, {"content/guides/a.md": shown, "content/guides/a.jpg": PHOTO})
    assert build(project, memo=True).compiled.encodings > 0
    for n in range(KEEP_BUILDS + 2):
        write_files(tmp_path, {"content/guides/a.md": guide(f"Sin foto {n}.\n")})
        build(project, memo=True)
    write_files(tmp_path, {"content/guides/a.md": shown})
    assert build(project, memo=True).compiled.encodings > 0


def test_with_or_without_a_memo_the_bytes_are_the_same(tmp_path):
    files = {f"content/guides/{n}.md": guide(f"![Foto]({n}.jpg)\n") for n in range(4)}
    photos = {f"content/guides/{n}.jpg": jpeg(n, (200, 150)) for n in range(4)}
    project = hub(tmp_path, {**files, **photos})

    cold = {file.path: file.content for file in compiled(project, memo=True).files}
    warm = {file.path: file.content for file in compiled(project, memo=True).files}
    without = {file.path: file.content for file in compiled(project).files}
    assert cold == warm == without


def test_a_damaged_result_of_the_memo_is_made_again(tmp_path, monkeypatch):
    project = hub(tmp_path, {"content/guides/a.md": guide("![A](a.jpg)\n"), "content/guides/a.jpg": PHOTO})
    before = site_of(project, memo=True)
    monkeypatch.setattr(make, "_CODEC", make.Codec(make.dump_picture, lambda data: make.load_picture(data[1:])))
    built = build(project, memo=True)
    assert built.compiled.encodings > 0 and public(built.output_dir) == before


def test_progress_is_told(tmp_path):
    from hubgen.pipeline import compile_hub
    from tests.hubs import options_of

    project = hub(tmp_path, {"content/guides/a.md": guide("![A](a.jpg)\n"), "content/guides/a.jpg": PHOTO})
    told: list[tuple[str, int, int]] = []
    compile_hub(project, options_of(), lambda *step: told.append(step))
    assert [step for step in told if step[0] == "pictures"] == [("pictures", 0, 1), ("pictures", 1, 1)]


def album(tmp_path: Path, photos: Iterator[bytes]) -> tuple[Project, int]:
    """A hub with a guide for each photo; the bytes of all photos."""
    project, before = hub(tmp_path, {}, ""), 0
    for n, data in enumerate(photos):
        text = guide(f"![Foto {n}](fotos/{n}.jpg)\n", title=f"Guía {n}")
        write_files(tmp_path, {f"content/guides/{n}.md": text, f"content/guides/fotos/{n}.jpg": data})
        before += len(data)
    return project, before


def small_album() -> Iterator[bytes]:
    return (jpeg(n, camera=True) for n in range(4))


def fifty_from_a_phone() -> Iterator[bytes]:
    return (from_phone(n) for n in range(50))


@pytest.mark.parametrize("photos", [small_album, pytest.param(fifty_from_a_phone, marks=pytest.mark.slow)])
def test_photos_of_a_hub(tmp_path, photos):
    """What photos cost and save; a reader's phone gets 5 KB of each, and nothing of the camera."""
    project, before = album(tmp_path, photos())
    started = time.monotonic()
    built = build(project, memo=True)
    cold = time.monotonic() - started
    started = time.monotonic()
    again = build(project, memo=True)
    warm = time.monotonic() - started

    assert built.written is not None and again.compiled.encodings == 0
    site = public(built.output_dir)
    sizes = {path: len(data) for path, data in site.items() if path.endswith(FORMATS)}
    count = len(sizes) // 3
    small = [size for path, size in sizes.items() if "-320." in path and path.endswith(".avif")]
    print(
        f"\n{count} photos of {before / count / 1000:.0f} KB: {cold:.1f} s, again {warm:.1f} s;"
        f" {built.compiled.encodings} encodings; {before / 1e6:.1f} MB before,"
        f" {sum(sizes.values()) / 1e6:.2f} MB after, {sum(small) / count / 1000:.1f} KB each on a narrow phone"
    )
    assert count == sum(
        path.startswith("guias/") and "Foto" in data.decode() for path, data in site.items() if path.endswith(".html")
    )
    assert len(small) == count and max(small) <= 5_000 and max(sizes.values()) <= 13_000
    assert not [path for path, data in site.items() if GPS_WORD.encode() in data]
    assert not of_rule(list(built.compiled.problems), "page-weight")


# -- what is refused -----------------------------------------------------------------------


def test_a_bad_picture_is_told_once_where_it_is_named(tmp_path):
    """E13 with the other places beside; the good ones are made all the same."""
    files = {
        "content/guides/a.md": guide("![A](malo.png)\n\n![B](bueno.jpg)\n"),
        "content/guides/b.md": guide(image="malo.png", image_alt="Foto", title="Otra"),
        "content/guides/malo.png": b"<html>no</html>",
        "content/guides/bueno.jpg": PHOTO,
    }
    one = the_error(hub(tmp_path, files))

    assert (one.rule, one.where.file, one.where.field) == ("image-refused", "content/guides/a.md", "body")
    assert "guides/malo.png" in str(one.message) and one.where.line == 9
    assert [place.file for place in one.also] == ["content/guides/b.md"]


def test_a_drawing_with_a_script_is_refused_with_its_line(tmp_path):
    """O24."""
    bad = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n<script>alert(1)</script></svg>'
    one = the_error(hub(tmp_path, {"content/guides/a.md": guide("![A](d.svg)\n"), "content/guides/d.svg": bad}))
    assert (one.rule, one.where.file, one.where.line) == ("image-refused", "content/guides/d.svg", 2)
    assert '"<script>"' in str(one.message)


@pytest.mark.parametrize(("data", "found"), [(b"", "0 bytes"), (PHOTO, "holds JPEG"), (b"<html>", "web page")])
def test_something_else_named_as_a_drawing(tmp_path, data, found):
    one = the_error(hub(tmp_path, {"content/guides/a.md": guide("![A](d.svg)\n"), "content/guides/d.svg": data}))
    assert one.rule == "image-refused" and found in str(one.message)


def test_alternative_text_is_asked_for(tmp_path):
    """E10 in the field and in the text; the picture itself is no second fault."""
    files = {"content/guides/a.md": guide("![](a.jpg)\n", image="a.jpg"), "content/guides/a.jpg": PHOTO}
    assert [one.rule for one in errors(problems_of(hub(tmp_path, files)))] == ["alt-missing", "alt-missing"]


def test_a_picture_that_is_not_there_is_a_broken_reference(tmp_path):
    """E04 with the nearest name, in the field and in the text; the name of an entry is none of a picture."""
    files = {"content/guides/a.md": guide("![A](fota.jpg) ![B](guide/a)\n"), "content/guides/foto.jpg": PHOTO}
    found = errors(problems_of(hub(tmp_path, files)))
    assert [one.rule for one in found] == ["broken-reference", "broken-reference"]
    assert any("foto.jpg" in str(one.mend) for one in found)


def test_pictures_are_no_downloads(tmp_path):
    """A photo in `files` or as the `path` of a document would be published as it is."""
    files = {
        "content/documents/plano.yaml": a_document(url=None, path="plano.png"),
        "content/guides/a.md": guide(files="[{path: ../documents/plano.png, title: Plano}]"),
        "content/documents/plano.png": saved(photo(1, (40, 30)), "PNG"),
    }
    found = of_rule(problems_of(hub(tmp_path, files)), "image-refused")
    assert [one.where.field for one in found] == ["path", "files.1.path"]
    assert all("no picture is offered for download" in str(one.message) for one in found)


def test_without_the_extra_photos_are_refused_and_drawings_are_not(tmp_path, monkeypatch):
    """One fault for all photos, with the line to type."""
    monkeypatch.setitem(sys.modules, "PIL", None)
    for name in [one for one in sys.modules if one == "hubgen.images.photo" or one.startswith("PIL.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("hubgen.images.photo", raising=False)
    files = {
        "content/guides/a.md": guide("![A](a.jpg) ![B](b.jpg) ![C](d.svg)\n"),
        "content/guides/a.jpg": PHOTO, "content/guides/b.jpg": PHOTO, "content/guides/d.svg": SVG,
    }  # fmt: skip
    one = the_error(hub(tmp_path, files))
    assert one.rule == "image-refused" and 'pip install "hubgen[images]"' in str(one.mend)
    assert "(2 need it)" in str(one.message)


@pytest.mark.parametrize(("formats", "left"), [("[avif, jpeg]", "jpeg"), ("[avif]", "jpeg"), ("[webp, avif]", "webp")])
def test_a_pillow_without_avif_makes_the_rest_and_says_so_once(tmp_path, monkeypatch, formats, left):
    """A warning for all photos; with JPEG alone every browser shows them, and offers nothing that is not there."""
    from hubgen.images import photo as module

    monkeypatch.setattr(module.features, "check", lambda name: name != "avif")
    files = {"content/guides/a.md": guide("![A](a.jpg) ![B](b.jpg)\n")}
    photos = {f"content/guides/{name}.jpg": jpeg(number, (200, 150)) for number, name in enumerate("ab")}
    project = hub(tmp_path, {**files, **photos}, f"images: {{widths: [60], formats: {formats}}}\n")

    built = build(project)
    (one,) = of_rule(list(built.compiled.problems), "page-weight")
    assert not one.is_error and one.where.file == "config.yaml"
    assert f"cannot write avif: photos are {left} alone" in str(one.message) and "pip install" in str(one.mend)
    site = public(built.output_dir)
    assert {path.rpartition(".")[2] for path in pictures_in(site)} == {left.replace("jpeg", "jpg")}
    assert b"avif" not in site["guias/a.html"]


def test_a_photo_that_may_not_be_read(tmp_path, monkeypatch):
    """E15, where it is named."""
    files = {"content/guides/a.md": guide("![A](a.jpg)\n"), "content/guides/a.jpg": PHOTO}
    project = hub(tmp_path, files)
    real = Path.open

    def denied(self: Path, *args: object, **more: object) -> object:
        if self.name == "a.jpg":
            raise PermissionError(13, "Permission denied")
        return real(self, *args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", denied)
    one = the_error(project)
    assert (one.rule, one.where.file) == ("unreadable-file", "content/guides/a.md")

"""Pictures in a real browser: which file it takes, when, what moves meanwhile, at night, on paper and from disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import NewPage, Serve
from tests.browser.test_layout import AXE
from tests.hubs import CONFIG, build, guide, make_hub, public, told
from tests.photos import GPS_WORD, jpeg, opened
from tests.tools import axe_source

PAGE = "guias/feria.html"
ALT = "Gente ante un puesto de miel"
LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="currentColor"/></svg>'
)
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100"><path d="M0 90h200" stroke="#000"/></svg>'
# Browsers fetch lazy pictures well before they come into view: Chromium from 1,250 to 2,500 px away.
TEXT = "Un puesto en la feria se pide por escrito, con dos semanas de tiempo. Lleve sus precios impresos.\n\n" * 120
SHIFTS = """window.shifts = [];
new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(one => one.value)))
  .observe({type: "layout-shift", buffered: true});"""


def site_of(folder: Path, text: str, settings: str = "") -> Path:
    files: dict[str, str | bytes] = {
        "content/guides/feria.md": guide(text, title="Un puesto en la feria"),
        "content/guides/puesto.jpg": jpeg(1, camera=True),
        "content/guides/camino.svg": DRAWING,
        "content/logo.svg": LOGO,
    }
    built = build(make_hub(folder, files, f"{CONFIG}logo: /logo.svg\n{settings}"))
    assert built.written is not None, told(built.compiled.problems)
    return built.output_dir


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a photo and a drawing far below the first view."""
    text = f"{TEXT}![{ALT}](puesto.jpg)\n\n{TEXT[:2000]}\n\n![El camino](camino.svg)\n"
    return site_of(tmp_path_factory.mktemp("far"), text)


@pytest.fixture(scope="module")
def near(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with a photo in the first lines, and a drawing below."""
    return site_of(tmp_path_factory.mktemp("near"), f"![{ALT}](puesto.jpg)\n\n![El camino](camino.svg)\n")


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same where the hub wants links in the place of pictures."""
    return site_of(tmp_path_factory.mktemp("linked"), f"![{ALT}](puesto.jpg)\n", "images: {load: link}\n")


@pytest.fixture(autouse=True)
def no_complaints(console_errors: list[str]) -> Iterator[None]:
    """No page may break its own policy or miss a file."""
    yield
    assert console_errors == []


def fetched(page: Page) -> list[str]:
    """Names of the pictures that the page asks for, without their hash; filled as it goes."""
    names: list[str] = []

    def note(request: Request) -> None:
        if request.resource_type == "image":
            names.append(re.sub(r"\.[0-9a-f]{8}\.", ".", request.url.rpartition("/")[2]))

    page.on("request", note)
    return names


def wait_for_pictures(page: Page) -> None:
    """Each picture comes into view and is there."""
    for image in page.locator("main img").all():
        image.scroll_into_view_if_needed()
        expect(image).to_have_js_property("complete", True)
        page.wait_for_function("one => one.naturalWidth > 0", arg=image.element_handle())


def taken(page: Page) -> str:
    return re.sub(r"\.[0-9a-f]{8}\.", ".", page.locator("picture img").evaluate("one => one.currentSrc")).rpartition(
        "/"
    )[2]


@pytest.mark.parametrize(
    ("width", "scale", "name"),
    [(320, 1, "puesto-320.avif"), (360, 2, "puesto-640.avif"), (1280, 1, "puesto-640.avif")],
)
def test_a_browser_takes_the_width_that_fits(
    near: Path, serve: Serve, new_page: NewPage, width: int, scale: int, name: str
):
    """A narrow phone the small one; a finer or a wider screen the large one; none takes two."""
    page = new_page(width=width, device_scale_factor=scale)
    names = fetched(page)
    page.goto(serve(near) + PAGE)
    wait_for_pictures(page)

    assert taken(page) == name and sorted(names) == ["camino.svg", name]


def without_avif(route: Route) -> None:
    """What a browser sees that does not know AVIF: a type that it has never heard of."""
    reply = route.fetch()
    route.fulfill(response=reply, body=reply.text().replace('type="image/avif"', 'type="image/unheard-of"'))


def test_a_browser_without_avif_takes_the_jpeg(near: Path, serve: Serve, page_320: Page):
    page_320.route("**/*.html", without_avif)
    names = fetched(page_320)
    page_320.goto(serve(near) + PAGE)
    wait_for_pictures(page_320)

    assert taken(page_320) == "puesto-320.jpg" and "puesto-320.jpg" in names
    assert not [name for name in names if name.endswith(".avif")]


def test_a_picture_far_below_costs_nothing_before_its_reader_comes(far: Path, serve: Serve, page_320: Page):
    """0 bytes of pictures when the page is there; one request each at the end of the text."""
    names = fetched(page_320)
    page_320.goto(serve(far) + PAGE, wait_until="networkidle")
    assert names == []

    wait_for_pictures(page_320)
    assert sorted(names) == ["camino.svg", "puesto-320.avif"]


@pytest.mark.parametrize("width", [320, 1280])
def test_no_line_jumps_when_a_picture_comes(far: Path, serve: Serve, new_page: NewPage, width: int):
    """Its place is kept free: as high before as after, in the proportions of the photo, within the column."""
    page = new_page(width=width)
    page.add_init_script(SHIFTS)
    page.goto(serve(far) + PAGE)
    image = page.locator("picture img")
    before = image.bounding_box()
    whole = page.evaluate("document.documentElement.scrollHeight")
    wait_for_pictures(page)
    after = image.bounding_box()

    assert before and after and before["height"] == after["height"] > 200
    assert after["width"] / after["height"] == pytest.approx(4 / 3, rel=0.01)
    assert page.evaluate("document.documentElement.scrollHeight") == whole
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_pictures_links_and_the_logo(
    near: Path, linked: Path, new_page: NewPage, width: int, scheme: str
):
    page = new_page(width=width, color_scheme=scheme)
    for site in (near, linked):
        page.goto((site / PAGE).as_uri())
        page.evaluate(axe_source())
        assert page.evaluate(AXE) == [], site


def test_pictures_work_from_disk(near: Path, page_320: Page):
    """From file:// the policy of the page lets them in as well."""
    page_320.goto((near / PAGE).as_uri())
    wait_for_pictures(page_320)
    assert taken(page_320) == "puesto-320.avif"


def test_without_scripts_a_picture_is_there(near: Path, serve: Serve, page_without_scripts: Page):
    """Browsers do not wait for readers where no script runs (HTML, "will lazy load element steps"): nobody may count
    how far a reader went. The narrow phone still takes one small file."""
    names = fetched(page_without_scripts)
    page_without_scripts.goto(serve(near) + PAGE, wait_until="networkidle")
    assert sorted(names) == ["camino.svg", "puesto-320.avif"]
    expect(page_without_scripts.get_by_alt_text(ALT)).to_be_visible()


def test_at_night_a_drawing_keeps_its_white_paper(near: Path, new_page: NewPage):
    """Black lines on nothing would be gone; the logo takes the colour of the name beside it."""
    page = new_page(color_scheme="dark")
    page.goto((near / PAGE).as_uri())
    drawing = page.get_by_alt_text("El camino")
    assert drawing.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(255, 255, 255)"
    logo, name = (
        page.locator(place).evaluate("(one, property) => getComputedStyle(one)[property]", arg)
        for place, arg in (("a.name svg circle", "fill"), ("a.name", "color"))
    )
    assert logo == name != "rgb(0, 0, 0)"


def test_on_paper_pictures_are_printed_though_nobody_scrolled(far: Path, page_320: Page, tmp_path: Path):
    """Lazy pictures are blank on paper in some browsers (whatwg/html#6581); in this one they are fetched to be printed.

    The photo is an image inside the PDF, and as wide as paper allows.
    """
    page_320.goto((far / PAGE).as_uri())
    pdf = page_320.pdf(path=tmp_path / "page.pdf")
    assert re.search(rb"/Subtype\s*/Image\b", pdf)
    page_320.emulate_media(media="print")
    width, room = page_320.locator("picture img").evaluate(
        "one => [one.getBoundingClientRect().width, one.parentElement.parentElement.clientWidth]"
    )
    assert 0 < width <= room


def test_a_link_in_the_place_of_a_picture_says_its_size(linked: Path, page_320: Page):
    """Nothing is fetched unasked; the size is that of the file, and the link opens it."""
    names = fetched(page_320)
    page_320.goto((linked / PAGE).as_uri(), wait_until="networkidle")
    assert names == [] and page_320.locator("main img").count() == 0
    ((path, data),) = [(path, data) for path, data in public(linked).items() if path.endswith(".jpg")]

    link = page_320.get_by_role("link", name=re.compile("Ver imagen"))
    (size,) = re.findall(r"\((\d+)\N{NO-BREAK SPACE}KB\)", link.inner_text())
    assert abs(int(size) * 1000 - len(data)) <= 500
    expect(page_320.locator("main")).to_contain_text(ALT)
    link.click()
    page_320.wait_for_url(f"**/{path.rpartition('/')[2]}")
    assert page_320.locator("img").evaluate("one => one.naturalWidth") == 320


def test_no_file_of_these_sites_tells_where_a_photo_was_taken(near: Path, linked: Path):
    """O26, on what browsers were given here."""
    for site in (near, linked):
        for path, data in public(site).items():
            assert GPS_WORD.encode() not in data, path
            if path.endswith((".avif", ".jpg")):
                assert not dict(opened(data).getexif()), path

"""The logo: inside every page, small and checked."""

from __future__ import annotations

import pytest

from tests.hubs import CONFIG, build, guide, make_hub, problems_of, public, the_error, told, write_files
from tests.photos import jpeg

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M3 3h9" stroke="currentColor"/></svg>'


def hub(tmp_path, logo: str | bytes | None, line: str = "logo: content/logo.svg\n"):
    files = {"content/guides/a.md": guide()} | ({"content/logo.svg": logo} if logo is not None else {})
    return make_hub(tmp_path, files, CONFIG + line)


@pytest.mark.parametrize("line", ["logo: content/logo.svg\n", "logo: /logo.svg\n"])
def test_it_stands_before_the_name_on_every_page(tmp_path, line):
    built = build(hub(tmp_path, LOGO, line))
    assert built.written is not None, told(built.compiled.problems)
    site = public(built.output_dir)
    drawn = '<svg height=1em aria-hidden=true viewBox="0 0 24 24"><path d="M3 3h9" stroke="currentColor"/></svg>'
    pages = [data.decode() for path, data in site.items() if path.endswith(".html") and b"<header>" in data]
    assert len(pages) > 10 and all(page.count("class=name href=") == page.count(f'">{drawn} ') == 1 for page in pages)
    assert not any(path.endswith(".svg") for path in site)


def test_without_a_logo_no_page_pays_for_it(tmp_path):
    site = public(build(hub(tmp_path, LOGO, "")).output_dir)
    assert b"svg" not in site["index.html"]


@pytest.mark.parametrize(
    ("logo", "line", "rule", "found"),
    [
        (None, "logo: content/logo.svg\n", "broken-reference", "no file"),
        (LOGO, "logo: logo.svg\n", "unreadable-file", "not in the folder content"),
        (LOGO, "logo: ../logo.svg\n", "unreadable-file", "not in the folder"),
        (jpeg(1, (40, 30)), "logo: content/logo.svg\n", "image-refused", "holds JPEG"),
        (LOGO.replace("<path", "<script/><path"), "logo: content/logo.svg\n", "image-refused", '"<script>"'),
        (LOGO.replace("stroke=", 'style="x:y" stroke='), "logo: content/logo.svg\n", "image-refused", "logo"),
        (LOGO.replace("M3", "M3 " * 2_000), "logo: content/logo.svg\n", "image-refused", "every page carries it"),
    ],
)
def test_one_that_cannot_be_shown_is_refused(tmp_path, logo, line, rule, found):
    one = the_error(hub(tmp_path, logo, line))
    assert one.rule == rule and found in str(one.message), told([one])


def test_a_link_that_leads_out_of_the_hub_is_no_logo(tmp_path):
    project = hub(tmp_path / "hub", None)
    write_files(tmp_path, {"outside.svg": LOGO})
    (project.root / "content/logo.svg").symlink_to(tmp_path / "outside.svg")
    found = [one for one in problems_of(project) if one.is_error]
    assert {one.rule for one in found} == {"unreadable-file"}

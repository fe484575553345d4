"""Settings: read as text, typed, checked; every fault told at its line, and a hub goes on where it can."""

from __future__ import annotations

import pytest

from hubgen.config import Budget, Config, Feeds, Images, read_config
from hubgen.formats.yaml_text import parse_yaml
from hubgen.problems import Problem
from tests.hubs import CONFIG as WITHOUT_SEARCH
from tests.hubs import codes, errors, guide, make_hub, problems_of, told

CONFIG = WITHOUT_SEARCH.replace("search: false\n", "")


def read(text: str) -> tuple[Config | None, tuple[Problem, ...]]:
    return read_config(parse_yaml(text, "config.yaml"))


def config(extra: str = "", base: str = CONFIG) -> Config:
    found, problems = read(base + extra)
    assert found is not None and not problems, told(problems)
    return found


def fault(extra: str, base: str = CONFIG) -> Problem:
    _, problems = read(base + extra)
    assert len(problems) == 1, told(problems) or "no problem"
    return problems[0]


def test_defaults_of_the_contract():
    """What is not set has the value that section 10 of the content model names."""
    found = config()

    assert (found.theme, found.raw_html, found.search, found.jsonld, found.glossary) == (
        "plain",
        False,
        True,
        "minimal",
        "none",
    )
    assert found.budget == Budget(10_000, 30_000, 13_000, 5_000_000)
    assert (found.images, found.feeds) == (Images((320, 640), ("avif", "jpeg"), "lazy"), Feeds("summary", 20))
    assert (found.main_language, found.base_path) == ("es", "/")
    assert found.title.pick("en") == ("SME Centre", "en")


@pytest.mark.parametrize("name", ["hubgen", "title", "base_url", "tag_authority", "languages", "timezone", "country"])
def test_required_setting_is_missed_by_name(name):
    """A setting that everything needs is E01 with a line to add, and nothing else follows."""
    kept = "".join(line for line in CONFIG.splitlines(keepends=True) if not line.startswith((f"{name}:", f"{name}@")))
    found, problems = read(
        kept if name != "languages" else kept.replace("title@en: SME Centre\ntitle@pt: Centro PME\n", "")
    )

    assert found is None
    assert [(one.rule, one.where.field) for one in problems] == [("missing-field", name)]
    assert str(problems[0].mend).startswith(f"add a line {name}: ")


@pytest.mark.parametrize(
    ("line", "code", "field", "mend"),
    [
        ("colr: '#123456'\n", "E07", "colr", "write colour"),
        ("colour: green\n", "E02", "colour", None),
        ("raw_html: quizás\n", "E02", "raw_html", None),
        ("jsonld: some\n", "E03", "jsonld", None),
        ("contact: {mail: a@example.org}\n", "E07", "contact.mail", None),
        ("feeds: {text: long}\n", "E03", "feeds", None),
        ("feeds: full\n", "E02", None, None),
        ("budget: {page: big}\n", "E02", None, None),
        ("budget: {pages: 10k}\n", "E07", None, None),
        ("images: {widths: [wide]}\n", "E02", None, None),
        ("groups: {CA: [HN]}\n", "E02", None, None),
        ("groups: {CENTROAM: [HN, XX]}\n", "E03", None, None),
        ("regions: {valle: {country: HN, label: {es: Valle}}}\n", "E01", None, None),
        ("sections: {es: {guides: Guías y más}}\n", "E02", None, None),
        ("sections: {fr: {guides: guides}}\n", "E03", None, None),
        ("sections: {es: {guidez: guias}}\n", "E07", None, None),
        ("facets: {financing: [colour]}\n", "E07", None, None),
        ("facets: {financing: [{field: sizes, phrase: para empresas}]}\n", "E02", None, None),
        ("facets: {financing: [{field: amount_max, bands: [5000]}]}\n", "E01", None, None),
        ("facet_pairs: {financing: [[sizes]]}\n", "E02", None, None),
        ("profiles: [{slug: a, title: A}]\n", "E01", None, None),
        ("services: [{id: nothing}]\n", "E03", None, None),
        ("vocabularies: {purpose: [{id: water, label: {es: agua}}]}\n", "E01", None, None),
        ("vocabularies: {size: [{id: giant, label: {es: gigante, en: giant, pt: gigante}}]}\n", "E03", None, None),
        (
            "vocabularies: {purpose: [{id: x, label: {es: equipo, en: equipment, pt: equipamento}}]}\n",
            "E05",
            None,
            None,
        ),
        ("vocabularies: {nothing: []}\n", "E07", None, None),
    ],
)
def test_faulty_setting_is_told_at_its_line(line, code, field, mend):
    """One wrong setting is one problem, on its own line, with its rule."""
    one = fault(line)

    assert (codes([one]), one.where.line) == ([code], 10)
    assert field is None or one.where.field == field
    assert mend is None or str(one.mend) == mend


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("hubgen: 1", "hubgen: 2", "E02"),
        ("America/Tegucigalpa", "America/Atlantis", "E03"),
        ("America/Tegucigalpa", "America", "E03"),
        ("country: HN", "country: ZZ", "E03"),
        ("https://pyme.example.org/", "ftp://pyme.example.org/", "E09"),
        ("https://pyme.example.org/", "mailto:a@example.org", "E02"),
        ("https://pyme.example.org/", "https://pyme.example.org/?a=b", "E02"),
        ("https://pyme.example.org/", "pyme.example.org", "E02"),
        ("pyme.example.org,2026-01-01", "pyme.example.org", "E02"),
        ("[es, en, pt]", "[es, en, pt, español]", "E03"),
        ("title@pt", "title@fr", "E03"),
    ],
)
def test_faulty_value_of_a_required_setting(old, new, code):
    """The same for the settings that must be there."""
    assert codes([fault("", CONFIG.replace(old, new))]) == [code]


@pytest.mark.parametrize(
    ("base", "url", "path"),
    [
        ("https://pyme.example.org", "https://pyme.example.org/", "/"),
        ("https://pyme.example.org/hub", "https://pyme.example.org/hub/", "/hub/"),
        ("http://localhost:8000/", "http://localhost:8000/", "/"),
    ],
)
def test_base_url_ends_with_a_slash(base, url, path):
    """An address without its last slash gets it; the path of the site follows."""
    found = config(base=CONFIG.replace("https://pyme.example.org/", base))

    assert (found.base_url, found.base_path) == (url, path)


def test_sizes_are_in_thousands():
    """`10k` is 10,000 bytes and `5M` five million."""
    assert config("budget: {page: 12.5k, file: 2M, total: 900}\n").budget == Budget(12_500, 900, 13_000, 2_000_000)
    assert config("budget: {part: 0}\n").budget.part == 0 and config("").budget.part == 2_000


def test_groups_regions_and_vocabularies_are_understood_in_content(tmp_path):
    """What the settings declare may be written in entries, in any case."""
    extra = (
        "groups:\n  CENTROAM: [HN, SV]\n"
        "regions:\n  valle-sur: {country: HN, label: {es: Valle del Sur, en: South Valley, pt: Vale do Sul}}\n"
        "vocabularies:\n  stage:\n    - {id: rescue, label: {es: rescate, en: rescue, pt: resgate}}\n"
    )
    entry = guide(countries="[centroam]", regions="[valle-sur]", stages="[Rescate]")
    hub = make_hub(tmp_path, {"content/guides/a.md": entry}, CONFIG + extra)

    assert codes(problems_of(hub)) == ["W07"]


@pytest.mark.parametrize(
    "text", ["", "- a\n- b\n", "solo texto\n", "title: [\n", "\tx: y\n", "a: &b c\n", "title: A\ntitle: B\n"]
)
def test_settings_that_cannot_be_read(tmp_path, text):
    """A file of settings that is none stops a hub with its problems, not with a traceback."""
    hub = make_hub(tmp_path, {"content/guides/a.md": guide()}, text)

    found = problems_of(hub)

    assert found and all(one.where.file == "config.yaml" and one.is_error for one in found)


def test_every_fault_of_the_settings_and_of_the_content_is_told_at_once(tmp_path):
    """A wrong setting does not hide what is wrong with entries."""
    hub = make_hub(tmp_path, {"content/guides/a.md": guide(date="ayer")}, CONFIG + "colr: x\nbudget: {page: big}\n")

    assert sorted(codes(one for one in problems_of(hub) if one.is_error)) == ["E02", "E02", "E07"]


def test_theme_that_is_not_there(tmp_path):
    """A theme of another name is E14 with its setting."""
    (one,) = [
        p
        for p in problems_of(make_hub(tmp_path, {"content/guides/a.md": guide()}, CONFIG + "theme: fancy\n"))
        if p.is_error
    ]

    assert (one.rule, one.where.file, one.where.field) == ("theme-error", "config.yaml", "theme")


@pytest.mark.parametrize(
    ("base", "mend"),
    [
        ("https://pyme.example.org/?", "write https://pyme.example.org/"),
        ("https://pyme.example.org/hub#", "write https://pyme.example.org/hub"),
        ("https://ana:secreto@pyme.example.org/", "write https://pyme.example.org/"),
        ("https://pyme.example.org/año/", "write https://pyme.example.org/a%C3%B1o/"),
        ("https://ñandú.example.org/", "write https://xn--and-6ma2c.example.org/"),
        ("https://pyme.example.org/a/../b/", ""),
        ("https://pyme.example.org/%2e%2e/", ""),
        ("https://pyme.example.org/a//b/", ""),
        ("https://-.example.org/", ""),
    ],
)
def test_base_url_under_which_pages_would_not_be_found(base, mend):
    """User, query, anchor, letters that feeds cannot hold, steps upwards: told with the address that was meant."""
    found = fault("", CONFIG.replace("https://pyme.example.org/", base))

    assert (found.rule, found.where.field) == ("value-type", "base_url")
    assert str(found.mend or "") == mend


def test_escapes_in_the_path_of_base_url(tmp_path):
    """The page of lost addresses, whose links are whole, leads to pages that exist."""
    base = CONFIG.replace("https://pyme.example.org/", "https://pyme.example.org/a%C3%B1o/")

    assert not errors(problems_of(make_hub(tmp_path, {"content/guides/a.md": guide()}, base)))


@pytest.mark.parametrize("authority", ["pyme.example.org,2026-02-30", "pyme.example.org,0000", "-,2026", "a..b,2026"])
def test_tag_authority_is_a_name_and_a_day_that_there_was(authority):
    """RFC 4151: ids are for ever, so a slip is told before the first one is published."""
    assert fault("", CONFIG.replace("pyme.example.org,2026-01-01", authority)).where.field == "tag_authority"


@pytest.mark.parametrize("authority", ["pyme.example.org,2026", "ana.perez_1@pyme.example.org,2026-05", "a,2026-01-01"])
def test_tag_authority_may_be_a_mail_address(authority):
    """A person without a domain names tags by an address."""
    assert config(base=CONFIG.replace("pyme.example.org,2026-01-01", authority)).tag_authority == authority


def test_labels_are_one_line_within_a_limit():
    """Labels of groups, regions and vocabularies keep to what titles keep to; one that nobody sees is missing."""
    region = "regions:\n  valle: {{country: HN, label: {{es: {}, en: b, pt: c}}}}\n"

    assert dict(config(region.format('" a\\n\\u2028b "')).regions["valle"].labels)["es"] == "a b"
    assert fault(region.format("x" * 121)).rule == "value-type"
    assert fault(region.format('"\\u200b"')).rule == "missing-field"


@pytest.mark.parametrize("url", ["http://localhost/", "http://127.0.0.1:8000/hub/", "http://[::1]/"])
def test_hub_without_an_address_is_told_once(tmp_path, url):
    """A new hub has localhost for an address: a warning at its line, gone where the command line gives one."""
    text = WITHOUT_SEARCH.replace("https://pyme.example.org/", url)
    hub = make_hub(tmp_path, {"content/guides/a.md": guide()}, text)

    (one,) = [one for one in problems_of(hub) if one.where.file == "config.yaml"]

    assert (one.rule, one.severity, one.where.line, one.where.field) == ("value-type", "warning", 5, "base_url")
    assert str(one.message) == f"the site has no address yet: feeds, calendars and search engines are told {url}"
    assert str(one.mend) == "write the address at which the site will stand, such as https://pyme.example.org/"
    assert not [one for one in problems_of(hub, base_url=url) if one.where.file == "config.yaml"]

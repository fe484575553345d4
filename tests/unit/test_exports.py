"""Lists for spreadsheets, programs and phones; what pages tell search engines."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
import vobject

from tests.hubs import (
    CONFIG,
    compiled,
    document,
    event,
    financing,
    guide,
    make_hub,
    news,
    organization,
    standard,
    told,
    translation,
)

FIRM = organization(kind="company", sectors="[C]", consent="2026-01-02")


def site(tmp_path: Path, files: dict[str, str], config: str = "") -> dict[str, bytes]:
    found = compiled(make_hub(tmp_path / "hub", files, CONFIG + config))
    assert found.ok, told(found.problems)
    return {file.path: file.content for file in found.files}


def rows(files: dict[str, bytes], path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[path].decode("utf-8-sig"), newline="")))


# ---------------------------------------------------------------- tables


def test_a_row_holds_what_is_published(tmp_path: Path):
    firm = organization(
        kind="company",
        sectors='["1079", "10"]',
        consent="2026-02-11",
        employees="12",
        tax_id="0801-1990",
        owner="Marta",
        certificates="[{standard: Orgánica, number: EJ-1}, {standard: Otra}]",
    )
    files = site(tmp_path, {"content/directory/cafe.yaml": firm})
    (row,) = rows(files, "directorio/data.csv")
    assert row["id"] == "organization/cafe" and row["url"] == "https://pyme.example.org/directorio/cafe.html"
    assert row["sectors"] == "1079;10" and row["contact.email"] == "ventas@lacumbre.example.org"
    assert (row["certificates.1.number"], row["certificates.2.standard"]) == ("EJ-1", "Otra")
    assert not {"consent", "employees", "tax_id", "owner", "draft"} & row.keys()


def test_the_tax_number_is_there_where_its_owner_wants_it(tmp_path: Path):
    files = site(tmp_path, {"content/directory/a.yaml": organization(tax_id="0801", show_tax_id="yes")})
    assert rows(files, "directorio/data.csv")[0]["tax_id"] == "0801"


def test_values_are_codes_and_texts_those_of_the_language(tmp_path: Path):
    entry = financing(countries="[NORTE]", amount_max="60000", currency="USD", grace="6m", **{"title": "Línea"})
    files = site(
        tmp_path,
        {"content/financing/a.md": entry, "content/financing/a.en.md": translation(title="Line", summary="Credit.")},
        "groups: {NORTE: [HN, GT]}\n",
    )
    (row,) = json.loads(files["en/financing/data.json"])["rows"]
    assert (row["title"], row["language"], row["countries"]) == ("Line", "en", ["HN", "GT"])
    assert (row["amount_max"], row["grace"], row["instruments"], row["topics"]) == (60000, "6m", ["loan"], ["vender"])
    assert row["status"] == "rolling" and row["changed"] == "2026-10-28"


def test_json_keeps_to_its_schema(tmp_path: Path):
    files = site(
        tmp_path,
        {
            "content/financing/a.md": financing(amount_max="60000.5", currency="USD"),
            "content/events/e.md": event(price="0"),
            "content/documents/d.yaml": document(pages="12"),
            "content/standards/s.yaml": standard(cost_min="1", cost_max="2", currency="USD"),
        },
    )
    found = [path for path in files if path.endswith("data.json")]
    assert len(found) == 5 * 3
    for path in found:
        schema = json.loads(files[path.replace("data.json", "data.schema.json")])
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(json.loads(files[path]), schema)


def test_o40_a_formula_is_inert_outside_and_itself_again_inside(tmp_path: Path):
    """O40: `=1+1` is shown as typed and exported with an apostrophe, which is gone when a hub reads the file."""
    texts = ["=1+1", "+504", "-2", "@SUM(A1)", " =1", "＝1", "1-1"]
    lines = "".join(
        f'a{n},"{text}","Resumen de {n}.",association,HN,a@b.example,2026-08-20\n' for n, text in enumerate(texts)
    )
    header = "slug,title,summary,kind,countries,contact.email,verified\n"
    files = site(tmp_path / "one", {"content/directory/a.csv": header + lines})
    raw = files["directorio/data.csv"].decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(raw, newline="")) for cell in row]
    assert not [cell for cell in cells if cell.strip().startswith(("=", "+", "-", "@", "＝"))]
    assert "<h1>=1+1</h1>" in files["directorio/a0.html"].decode()

    kept = ("title", "summary", "kind", "countries", "contact.email", "verified")
    back = io.StringIO(newline="")
    writer = csv.DictWriter(back, ("slug", *kept), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(row | {"slug": row["id"].partition("/")[2]} for row in rows(files, "directorio/data.csv"))
    again = site(tmp_path / "two", {"content/directory/b.csv": back.getvalue()})
    titles = [row["title"] for row in json.loads(again["directorio/data.json"])["rows"]]
    assert sorted(titles) == sorted(text.strip() for text in texts)


# ---------------------------------------------------------------- contacts


def test_a_card_for_each_and_one_for_all(tmp_path: Path):
    contact = (
        '{name: Ventas, email: v@a.example, phone: "+50422000001", whatsapp: "+50499000001", hours: "lun-vie 8-16"}'
    )
    files = site(
        tmp_path,
        {
            "content/directory/a.yaml": organization(contact=contact),
            "content/directory/b.yaml": organization(title="Beta; S.A., Ñandú"),
        },
    )
    (card,) = vobject.readComponents(files["directorio/a.contact.vcf"].decode())
    assert card.fn.value == "Café La Cumbre" and card.email.value == "v@a.example"
    assert [one.value for one in card.tel_list] == ["+50422000001", "+50499000001"]
    assert card.adr.value.country == "Honduras" and "lun-vie 8-16" in card.note.value
    assert card.uid.value == "tag:pyme.example.org,2026-01-01:organization/a"
    everyone = list(vobject.readComponents(files["directorio/contact.vcf"].decode()))
    assert [one.fn.value for one in everyone] == ["Beta; S.A., Ñandú", "Café La Cumbre"]
    assert 'href="a.contact.vcf" download' in files["directorio/a.html"].decode()


def test_an_organization_that_closed_has_none(tmp_path: Path):
    files = site(tmp_path, {"content/directory/a.yaml": organization(closed="yes")})
    assert not [path for path in files if path.endswith(".vcf")]


def test_o66_a_line_break_adds_no_line_to_a_card(tmp_path: Path):
    """O66: neither in a title nor in an address for mail, where it is no address."""
    files = site(tmp_path / "one", {"content/directory/a.yaml": organization(title='"Uno\\r\\nBcc: x@y.example"')})
    card = files["directorio/a.contact.vcf"]
    assert b"\nBcc" not in card.replace(b"\r\n", b"\n") and card.count(b"BEGIN:VCARD") == 1
    contact = '{email: "a@b.example\\r\\nBcc: x@y.example"}'
    hub = make_hub(tmp_path / "two", {"content/directory/a.yaml": organization(contact=contact)})
    assert [one.rule for one in compiled(hub).problems if one.is_error] == ["value-type"]


# ---------------------------------------------------------------- JSON-LD, Open Graph, sitemap


def data(files: dict[str, bytes], path: str) -> dict[str, object]:
    text = files[path].decode().partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    return json.loads(text) if text else {}


@pytest.mark.parametrize(
    ("path", "text", "page", "expected"),
    [
        ("topics/t.yaml", "title: T\nsummary: Un tema.\n", "temas/t", "CollectionPage"),
        ("guides/g.md", guide(), "guias/g", "Article"),
        ("guides/g.md", guide(steps="[{title: Uno}]"), "guias/g", "HowTo"),
        ("news/n.md", news(), "noticias/n", "NewsArticle"),
        ("directory/o.yaml", organization(), "directorio/o", "Organization"),
        (
            "directory/o.yaml",
            organization(kind="company", sectors="[C]", consent="2026-01-02"),
            "directorio/o",
            "LocalBusiness",
        ),
        ("financing/f.md", financing(), "financiamiento/f", "LoanOrCredit"),
        ("financing/f.md", financing(instruments="[guarantee]"), "financiamiento/f", "FinancialProduct"),
        ("financing/f.md", financing(family="markets"), "financiamiento/f", "GovernmentService"),
        ("standards/s.yaml", standard(), "normas/s", "Certification"),
        ("standards/s.yaml", standard(nature="mandatory", authority="Servicio"), "normas/s", "Legislation"),
        ("events/e.md", event(), "eventos/e", "Event"),
        ("events/e.md", event(kind="course"), "eventos/e", "CourseInstance"),
        ("documents/d.yaml", document(), "documentos/d", "DigitalDocument"),
        ("documents/d.yaml", document(kind="report"), "documentos/d", "Report"),
    ],
)
def test_every_page_says_what_it_is_about(tmp_path: Path, path: str, text: str, page: str, expected: str):
    files = site(tmp_path, {"content/topics/vender.yaml": "title: V\nsummary: Vender.\n", f"content/{path}": text})
    found = data(files, f"{page}.html")
    assert found["@type"] == expected and found["@context"] == "https://schema.org"
    assert found.get("name") or found.get("headline")
    assert len(json.dumps(found)) < 600


def test_how_much_is_said_is_the_hubs_choice(tmp_path: Path):
    files = {"content/financing/a.md": financing(amount_max="60000", currency="USD", rate_max="9.5")}
    assert data(site(tmp_path / "none", files, "jsonld: none\n"), "financiamiento/a.html") == {}
    assert "amount" not in data(site(tmp_path / "minimal", files), "financiamiento/a.html")
    full = data(site(tmp_path / "full", files, "jsonld: full\n"), "financiamiento/a.html")
    assert full["amount"] == {"@type": "MonetaryAmount", "currency": "USD", "maxValue": 60000}
    assert full["interestRate"] == {"@type": "QuantitativeValue", "maxValue": 9.5}


def test_a_page_that_stands_in_for_another_says_nothing(tmp_path: Path):
    files = site(tmp_path, {"content/guides/g.md": guide()})
    assert data(files, "guias/g.html") and not data(files, "en/guides/g.html")


def test_a_title_cannot_end_the_script(tmp_path: Path):
    title = "</script><script>alert(1)</script><!-- \u2028"
    files = site(tmp_path, {"content/guides/g.md": guide(title=json.dumps(title))})
    page = files["guias/g.html"].decode()
    assert page.count("<script") == 1 and "<!--" not in page
    assert data(files, "guias/g.html")["headline"] == title.strip()


def test_pages_introduce_themselves_where_they_are_shared(tmp_path: Path):
    page = site(tmp_path, {"content/guides/g.md": guide()})["guias/g.html"].decode()
    for line in (
        '<meta property=og:title content="Ponga precio a su producto">',
        "<meta property=og:type content=article>",
        '<link rel=canonical href="https://pyme.example.org/guias/g.html">',  # what og:url falls back to
    ):
        assert line in page


def test_the_sitemap_tells_the_day_of_lists_too(tmp_path: Path):
    files = site(tmp_path, {"content/news/a.md": news(date="2026-10-02"), "content/news/b.md": news(date="2026-10-09")})
    lines = files["sitemap.xml"].decode().splitlines()
    assert "<url><loc>https://pyme.example.org/noticias/</loc><lastmod>2026-10-09</lastmod></url>" in lines

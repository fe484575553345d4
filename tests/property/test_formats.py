"""Laws of the readers: whatever the file, they give a value or problems, and never unclean HTML."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen.formats.front_matter import split_front_matter
from hubgen.formats.markdown.body import render_markdown
from hubgen.formats.markdown.sanitise import clean
from hubgen.formats.tables.csv_table import read_table
from hubgen.formats.text import decode
from hubgen.formats.yaml_text import parse_yaml
from hubgen.problems import ContentProblems

YAML = st.lists(
    st.sampled_from([*"[]{}:-?&*!|>'\"%@`,# \n\t\u0085\ufeff", ": ", "- ", "a", "b: c\n", "  ", "<<: ", "---\n", "ñ"])
)
CSV = st.lists(st.sampled_from([*',;\t"\n\r \x1e\x00', "a", '""', "sep=;\n", "ñ", "título"]))
MARKDOWN = st.lists(
    st.sampled_from(
        [*"[]()!*_`<>#|-:&;\"'\\{}^ \n\t=~+", "a", "ñ", "\n\n", "    ", "![", "](", "[^1]", "[^1]: ", "# ", "[1]: ",
         "<b>", "<script>", "<!--", "-->", "<![", "<div markdown=1>", "<svg onload=x>", "</a>", "&lt;", "&nbsp;",
         "javascript:", "java&#115;cript:x", "//h", "https://a.b/", "guide/x", "{.c #d}", "{onclick=x}", "```\n",
         "!!! note\n    ", "|--:|\n", "\ufdd0", "\x02", "klzzwxh:0000"]
    ),
    max_size=40,
)  # fmt: skip


def reads(reader, *arguments):
    """The value, or nothing where the reader tells of problems; any other exception is a fault of ours."""
    try:
        return reader(*arguments)
    except ContentProblems as told:
        assert told.problems
        for found in told.problems:
            assert str(found.message) and found.where.file == "a.md"
            assert found.mend is None or str(found.mend)


@given(st.binary())
def test_any_bytes_are_text_or_problems(data):
    """Decoding never fails in another way, and its text has no control characters."""
    text = reads(decode, data, "a.md")
    assert text is None or not {"\r", "\x00"} & set(text)


@given(st.one_of(st.text(), YAML.map("".join)))
def test_any_text_is_yaml_or_problems(text):
    """The YAML reader never fails in another way."""
    reads(parse_yaml, text, "a.md", 2)


@given(st.text("-\n a:\ufeff"))
def test_any_text_has_front_matter_or_problems(text):
    """The cut loses nothing but the rules and what stands above them."""
    parts = reads(split_front_matter, text, "a.md")
    assert parts is None or text.endswith(parts.body)


@given(st.one_of(st.text(), CSV.map("".join)))
def test_any_text_is_a_table_or_problems(text):
    """The CSV reader never fails in another way, and its rows have the width of the header."""
    table = reads(read_table, text, "a.md")
    assert table is None or all(len(row.cells) == len(table.header) for row in table.rows)


@settings(deadline=None)
@given(st.one_of(st.text(), MARKDOWN.map("".join)), st.booleans())
def test_any_text_is_clean_html(text, raw_html):
    """The sanitiser finds nothing to change in a body, with any address in its openings."""
    body, problems = render_markdown(text, "a.md", 1, raw_html=raw_html)
    html = "a/b.html".join(body.parts)

    assert clean(html) == html
    assert len(body.parts) == len(body.links) + 1
    assert not any(word in html for word in ("<script", "<svg", " on", "\x02")) or " on" in text
    assert all(str(found.message) for found in problems)

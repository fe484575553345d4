"""Files for search engines: sitemap and robots.txt."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from hubgen.config import Config
from hubgen.model.audience import Audience
from hubgen.model.output import Output
from hubgen.stages.plan.addresses import permalink


def sitemap(outputs: Iterable[Output], config: Config) -> Output:
    """Every page that holds its own text, with its languages and the day of its last change (sitemaps.org 0.9)."""
    shown = tuple(output for output in outputs if output.kind == "page" and output.indexed)

    def lines() -> tuple[str, ...]:
        return (
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
            *sorted(_url(output, config) for output in shown),
            "</urlset>",
        )

    return Output("sitemap.xml", "index", (), "sitemap", writer="lines", value=lines)


def _url(output: Output, config: Config) -> str:
    parts = [f"<loc>{escape(permalink(config, output.path))}</loc>"]
    if output.changed is not None:
        parts.append(f"<lastmod>{output.changed.isoformat()}</lastmod>")
    if len(output.languages) > 1:
        parts += [_alternate(lang, address, config) for lang, address in sorted(output.languages.items())]
    return f"<url>{''.join(parts)}</url>"


def _alternate(language: str, path: str, config: Config) -> str:
    return f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(permalink(config, path))}"/>'


def robots(config: Config, audience: Audience) -> Output:
    """robots.txt (RFC 9309): everything may be read, and here is the sitemap; nothing of a site that is not public."""
    rest = f"Allow: /\nSitemap: {permalink(config, 'sitemap.xml')}\n" if audience == "public" else "Disallow: /\n"
    text = f"User-agent: *\n{rest}"
    return Output("robots.txt", "index", ("config.yaml",), "robots.txt", content=text.encode())

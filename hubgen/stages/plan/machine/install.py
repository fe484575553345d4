"""What a phone takes when a reader puts the hub on the home screen: a web manifest for each language, and icons.

Nothing of it is fetched before: one page alone names the manifest, the one that explains how it is done.
"""

from __future__ import annotations

from collections.abc import Iterator

from hubgen.colour import PAPER
from hubgen.formats.icon import icon_png
from hubgen.formats.json_text import json_text
from hubgen.locale.formatting import direction_of
from hubgen.model.output import Output
from hubgen.stages.plan.frame import Frame, Frames

MANIFEST = "hub.webmanifest"
SIZES = (192, 528)
"""Pixels; Android asks for one of about 192 and one of about 512 for the screen while it starts."""
TOUCH_SIZE = 192
SHORT = 12
"""Characters that fit below an icon (Chrome's advice for `short_name`)."""


def icon_path(size: int) -> str:
    return f"assets/icon-{size}.png"


def install_outputs(frames: Frames) -> Iterator[Output]:
    """The manifests and the icons that they share."""
    for frame in frames.values():
        content = json_text(_manifest(frame)).encode()
        path = frame.addresses.prefix + MANIFEST
        yield Output(path, "asset", ("config.yaml",), "manifest for phones", content=content)
    colour = next(iter(frames.values())).hub.colour
    for size in SIZES:
        yield Output(icon_path(size), "asset", ("config.yaml",), "icon", content=icon_png(size, colour, PAPER))


def _manifest(frame: Frame) -> dict[str, object]:
    """The members of W3C Web Application Manifest that phones read; addresses hold from any folder."""
    up = "../" * frame.addresses.prefix.count("/")
    return {
        "name": frame.title,
        "short_name": _short(frame.title),
        "description": frame.hub.summary,
        "lang": frame.language,
        "dir": direction_of(frame.language),
        "start_url": "index.html",
        "scope": up or "./",
        "display": "standalone",
        "theme_color": frame.hub.colour,
        "background_color": PAPER,
        "icons": [_icon(size, up) for size in SIZES],
    }


def _icon(size: int, up: str) -> dict[str, str]:
    return {"src": up + icon_path(size), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}


def _short(title: str) -> str:
    """The title, or as many of its words as fit, at least one."""
    words = title.split()
    while len(words) > 1 and len(" ".join(words)) > SHORT:
        words.pop()
    return " ".join(words)

"""Why a picture cannot be published, in words for those who took it."""

from __future__ import annotations

from hubgen.config import CONFIG_FILE
from hubgen.images.limits import FILE_LIMIT_BYTES, SIDE_LIMIT
from hubgen.locale.formatting import format_kb
from hubgen.problems import Location, Message, Problem, problem, say

READABLE = "JPEG, PNG, WebP, AVIF, GIF, SVG"


class PictureRefusedError(Exception):
    """A picture that cannot be published: what was found, what was expected, the mend."""

    def __init__(self, found: Message, mend: Message, expected: Message | None = None):
        super().__init__(str(found))
        self.found, self.mend, self.expected = found, mend, expected

    def at(self, where: Location, also: tuple[Location, ...] = ()) -> Problem:
        return problem("image-refused", where, self.found, expected=self.expected, mend=self.mend, also=also)


def wrong_kind(file: str, kind: str) -> PictureRefusedError:
    """The file is something else than its name or its use promises."""
    if kind == "empty":
        return PictureRefusedError(
            say("the picture {file} is empty: it has 0 bytes", file=file), say("copy it again from where it comes from")
        )
    if kind == "HTML":
        return PictureRefusedError(
            say("{file} is no picture: it is a web page (HTML)", file=file),
            say("open the address that it was saved from, and save the picture itself"),
        )
    if kind == "SVG":
        return PictureRefusedError(
            say("{file} is an SVG drawing under another name", file=file), say("rename it to end in .svg")
        )
    if kind:
        return PictureRefusedError(
            say("{file} is a file of the kind {kind}", file=file, kind=kind),
            say("save it as JPEG or PNG"),
            say("one of: {labels}", labels=READABLE),
        )
    return PictureRefusedError(
        say("{file} is no picture that hubgen knows", file=file),
        say("save it as JPEG or PNG"),
        say("one of: {labels}", labels=READABLE),
    )


def not_drawing(file: str, kind: str) -> PictureRefusedError:
    return PictureRefusedError(
        say("{file} is named as a drawing (SVG), and holds {kind}", file=file, kind=kind or "?"),
        say("give it the suffix of what it is"),
    )


def too_many_bytes(file: str, size: int) -> PictureRefusedError:
    return PictureRefusedError(
        say("the picture {file} has {size}", file=file, size=format_kb(size, "en")),
        say("save it smaller: 2000 pixels are more than enough"),
        say("at most {limit}", limit=format_kb(FILE_LIMIT_BYTES, "en")),
    )


def too_many_pixels(file: str, width: int, height: int, limit: int) -> PictureRefusedError:
    return PictureRefusedError(
        say("the picture {file} has {width} x {height} pixels", file=file, width=width, height=height),
        say("save it smaller: 2000 pixels are more than enough"),
        say("at most {limit} million pixels, and {side} a side", limit=limit // 1_000_000, side=SIDE_LIMIT),
    )


def moving(file: str) -> PictureRefusedError:
    return PictureRefusedError(
        say("the picture {file} moves: it holds several", file=file),
        say("save one of them as PNG or JPEG, or describe the movement in words"),
    )


def damaged(file: str) -> PictureRefusedError:
    return PictureRefusedError(
        say("the picture {file} is damaged or cut off: it cannot be read to its end", file=file),
        say("copy it again from the camera or the phone, or save it anew as JPEG"),
    )


def no_extra(file: str, count: int) -> PictureRefusedError:
    return PictureRefusedError(
        say(
            "the picture {file} cannot be made small: a part of hubgen is missing ({count} need it)",
            file=file,
            count=count,
        ),
        say('run: pip install "hubgen[images]"'),
    )


def no_encoder(missing: str, used: str) -> Problem:
    """A warning: pictures are published all the same, heavier."""
    return problem(
        "page-weight",
        Location(CONFIG_FILE, field="images"),
        say("the Pillow on this machine cannot write {missing}: photos are {used} alone", missing=missing, used=used),
        mend=say('run: pip install --upgrade "hubgen[images]", or write formats: [{used}] below images', used=used),
    )


def unreadable(file: str, reason: str, where: Location) -> Problem:
    return problem(
        "unreadable-file",
        where,
        say("the picture {file} cannot be opened: {reason}", file=file, reason=reason),
        mend=say("check that you may read it"),
    )


def camera_data(file: str, kind: str) -> Problem:
    """A picture that would be copied as it is, with where and when it was taken."""
    return problem(
        "image-refused",
        Location(file),
        say("the picture holds data of its camera ({kind}): often the place and the hour", kind=kind),
        mend=say("put it beside a text that shows it: hubgen publishes it without; or save it without such data"),
    )

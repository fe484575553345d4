"""Scripts of the theme as files of the site, their names changing with what they hold."""

from __future__ import annotations

from hashlib import sha256

from hubgen.model.output import Output


def script_path(name: str, content: bytes) -> str:
    """Where a script lies: `assets/search.0123456789.js`."""
    return f"assets/{name}.{sha256(content).hexdigest()[:10]}.js"


def script_output(name: str, content: bytes) -> Output:
    return Output(script_path(name, content), "asset", ("config.yaml",), name, content=content)

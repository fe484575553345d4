"""What `hubgen build` tells beside its faults."""

from __future__ import annotations

import pytest

from hubgen.cli.main import main
from tests.hubs import guide, make_hub


def test_addresses_that_are_gone_are_told(tmp_path, capsys):
    """A file under another name has another address: who kept the old one finds it by `aliases` alone."""

    def told() -> str:
        with pytest.raises(SystemExit) as end:
            main(["-C", str(hub), "build", "--date", "2026-11-22"])
        assert not end.value.code
        return "".join(capsys.readouterr())

    hub = make_hub(tmp_path, {"content/guides/precio.md": guide()}).root
    assert "gone" not in told()
    (hub / "content/guides/precio.md").rename(hub / "content/guides/costo.md")
    assert "are gone: /guias/precio.html" in (renamed := told())
    assert "write into it: aliases: [/guias/precio.html]\n" in renamed
    (hub / "content/guides/costo.md").write_text(guide(aliases="[/guias/precio.html]"), encoding="utf-8")
    assert "gone" not in told()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-29", "2026-1-1"])
def test_a_day_that_no_entry_could_have_is_refused(tmp_path, capsys, day):
    """From one far from ours days cannot be counted on without end."""
    hub = make_hub(tmp_path, {"content/guides/precio.md": guide()}).root
    with pytest.raises(SystemExit) as end:
        main(["-C", str(hub), "build", "--date", day])
    assert end.value.code == 2
    assert f'"{day}" is not a day' in capsys.readouterr().err

"""The tests; a package so that they can name their helpers as `tests.tools` and `tests.conftest`."""

"""The settings of a hub, and the theme that they name: read from its folder before anything else."""

from __future__ import annotations

from dataclasses import replace

from hubgen.config import CONFIG_FILE, Config, no_address, read_config
from hubgen.formats.text import decode
from hubgen.formats.yaml_text import parse_yaml
from hubgen.options import Options
from hubgen.problems import ContentProblems, Location, Problem, problem, say
from hubgen.project import Project, bundled
from hubgen.theme import Theme, load_theme

CONFIG_LIMIT = 1_000_000


def load_config(project: Project, options: Options) -> tuple[Config | None, list[Problem]]:
    """The settings of a hub with what the command line changes, and what is wrong with them."""
    try:
        text = decode(project.read(project.config_file), CONFIG_FILE, CONFIG_LIMIT)
        node = parse_yaml(text, CONFIG_FILE)
        config, problems = read_config(node)
    except ContentProblems as fault:
        return None, list(fault.problems)
    if config is not None and options.base_url:
        url = options.base_url if options.base_url.endswith("/") else options.base_url + "/"
        config = replace(config, base_url=url)
    elif config is not None:
        problems = (*problems, *no_address(node, config.base_url))
    return config, list(problems)


def hub_theme(project: Project, config: Config, problems: list[Problem]) -> Theme | None:
    """The theme that the settings name, with the hub's own files over it; None, and a problem, where there is none."""
    builtin = bundled("themes") / config.theme
    own = project.theme_dir(config.theme)
    if not builtin.is_dir():
        builtin = bundled("themes") / "plain"
        if not own.is_dir():
            problems.append(
                problem(
                    "theme-error",
                    Location(CONFIG_FILE, field="theme"),
                    say("there is no theme {name}", name=config.theme),
                    mend=say("write theme: plain, or make themes/{name}/", name=config.theme),
                )
            )
            return None
    try:
        theme = load_theme(builtin, own if own.is_dir() else None)
        theme.check()
        for lang in config.languages:
            theme.texts(lang)  # what is wrong with them is told here
        return theme
    except ContentProblems as fault:
        problems.extend(fault.problems)
        return None

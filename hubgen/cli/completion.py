"""`hubgen completion SHELL`: a script that lets the Tab key complete commands, flags and rules.

bash, zsh and fish take click's own scripts. PowerShell gets ours, since the click we ask
for may be older than its own; it works in Windows PowerShell 5.1 and in PowerShell 7. All of
them call hubgen itself, so that a script never has to be made again.
"""

from __future__ import annotations

import click

from hubgen.cli.session import Session, pass_session
from hubgen.problems import Message, say

PROGRAM = "hubgen"
VARIABLE = "_HUBGEN_COMPLETE"  # what click takes from the name of the program

# The protocol is the one of click's zsh script, which every click knows: three lines for a word,
# namely its type (plain, file, dir), the word, and its help or an underscore.
POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName 'hubgen', 'hubgen.exe' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $line = $commandAst.ToString()
    $length = $cursorPosition - $commandAst.Extent.StartOffset
    if ($length -lt $line.Length) { $line = $line.Substring(0, $length) }
    $number = $commandAst.CommandElements.Count
    if ($wordToComplete) { $number = $number - 1 }
    $before = @($env:_HUBGEN_COMPLETE, $env:COMP_WORDS, $env:COMP_CWORD)
    try {
        $env:_HUBGEN_COMPLETE = 'zsh_complete'
        # A backslash would be taken for a quote.
        $env:COMP_WORDS = $line.Replace('\\', '/')
        $env:COMP_CWORD = $number
        $found = @(& hubgen 2>$null)
    } finally {
        $env:_HUBGEN_COMPLETE, $env:COMP_WORDS, $env:COMP_CWORD = $before
    }
    for ($i = 0; $i + 2 -lt $found.Count; $i += 3) {
        $word, $help = $found[$i + 1], $found[$i + 2]
        if ($found[$i] -eq 'plain') {
            if ($help -eq '_') { $help = $word }
            [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $help)
        } else {
            $only = $found[$i] -eq 'dir'
            $folder = Split-Path "$wordToComplete."
            Get-ChildItem -Path "$wordToComplete*" -Directory:$only -ErrorAction SilentlyContinue | ForEach-Object {
                $path = $_.Name
                if ($folder) { $path = Join-Path $folder $path }
                if ($path -match '\\s') { $path = "'$path'" }
                [System.Management.Automation.CompletionResult]::new($path, $_.Name, 'ProviderItem', $_.FullName)
            }
        }
    }
}
"""
PLACES = {
    "bash": say('to use it, add this line to ~/.bashrc and open a new terminal:  eval "$(hubgen completion bash)"'),
    "zsh": say('to use it, add this line to ~/.zshrc and open a new terminal:  eval "$(hubgen completion zsh)"'),
    "fish": say("to use it:  hubgen completion fish > ~/.config/fish/completions/hubgen.fish"),
    "powershell": say(
        "to use it, add this line to the file that $PROFILE names, and open a new window:  "
        "hubgen completion powershell | Out-String | Invoke-Expression"
    ),
}


@click.command(
    "completion",
    help="""Print a script with which the Tab key of your shell completes commands and flags.

    \b
    Examples:
      eval "$(hubgen completion bash)"      now, in this terminal
      hubgen completion fish > ~/.config/fish/completions/hubgen.fish
      hubgen completion powershell | Out-String | Invoke-Expression
    """,
)
@click.argument("shell", type=click.Choice(list(PLACES), case_sensitive=False))
@pass_session
def command(session: Session, shell: str) -> None:
    click.echo(script(shell, session.tell(PLACES[shell])), nl=False)


def script(shell: str, place: str | Message) -> str:
    """The completion script of a shell, with a comment that says where it belongs."""
    comment = f"# hubgen: {place}\n"
    if shell == "powershell":
        return comment + POWERSHELL
    text = _source(shell)
    # `#compdef` has to stay the first line, or zsh does not see it in a folder of functions.
    first, _, rest = text.partition("\n")
    return f"{first}\n{comment}{rest}" if first.startswith("#compdef") else comment + text


def _source(shell: str) -> str:
    from click.shell_completion import ShellComplete, get_completion_class

    maker = get_completion_class(shell)
    assert maker is not None
    # Not the `source()` of the class: that of bash starts a bash to ask for its version.
    return ShellComplete.source(maker(click.Command(PROGRAM), {}, PROGRAM, VARIABLE)).strip() + "\n"

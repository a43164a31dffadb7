"""Words in, words out: each command calls the same function as the window does.

Exit 0: done; 1: refused or failed, with one sentence on stderr; 2: wrong usage, or no display for a window.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import click

from exoannotate import __version__
from exoannotate.cli import documents, files, records, tables
from exoannotate.domain.errors import ExoError

COMMANDS: tuple[click.Command, ...] = (
    *documents.COMMANDS,
    *records.COMMANDS,
    *tables.COMMANDS,
    *files.COMMANDS,
)


class _Doors(click.Group):
    """A group whose first word may also be a project or a PDF: then the window opens with it."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0]
        if word not in self.commands and (Path(word).suffix.lower() in (".exo", ".pdf") or Path(word).exists()):
            return "window", self.commands["window"], args
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Doors,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="exoannotate [PROJECT] [PDF]... opens the window. Nothing ever leaves this computer.",
)
@click.version_option(__version__, prog_name="exoannotate")
@click.pass_context
def exoannotate(ctx: click.Context) -> int:
    """Highlight passages of review PDFs, link them to evidence records, share and export them."""
    return int(ctx.invoke(files.window, paths=())) if ctx.invoked_subcommand is None else 0


for command in COMMANDS:
    exoannotate.add_command(command)


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    logging.basicConfig(level=logging.ERROR, format="%(message)s")
    try:
        code = exoannotate.main(arguments, prog_name="exoannotate", standalone_mode=False)
    except click.UsageError as error:
        error.show()
        return 2
    except click.exceptions.Exit as end:
        return end.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped. What was saved before is safe.", err=True)
        return 1
    except ExoError as error:
        click.echo(str(error), err=True)
        return 1
    except BrokenPipeError:
        # The reader of our output went away ("| head"); nothing is wrong with the project.
        sys.stderr.close()
        return 1
    return code if isinstance(code, int) else 0

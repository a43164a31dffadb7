"""Words in, words out: each command calls the same function as the window does.

Exit 0: done; 1: refused or failed, with one sentence on stderr; 2: wrong usage, or no display for a window.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from contextlib import suppress
from pathlib import Path

import click

from exoannotate import __version__
from exoannotate.cli import (
    agreeing,
    asking,
    backing,
    blind,
    comparing,
    documents,
    files,
    finding,
    importing,
    library,
    locating,
    meanings,
    merging,
    overviews,
    pooling,
    records,
    references,
    reviewing,
    scan,
    scanning,
    sharing,
    suggesting,
    summarising,
    tables,
    verifying,
    vocab,
)
from exoannotate.cli.answers import say
from exoannotate.domain.errors import ExoError
from exoannotate.store import opening

COMMANDS: tuple[click.Command, ...] = (
    *documents.COMMANDS,
    *library.COMMANDS,
    *scanning.COMMANDS,
    *importing.COMMANDS,
    *locating.COMMANDS,
    *suggesting.COMMANDS,
    *scan.COMMANDS,
    *references.COMMANDS,
    *records.COMMANDS,
    *reviewing.COMMANDS,
    *verifying.COMMANDS,
    *blind.COMMANDS,
    *tables.COMMANDS,
    *summarising.COMMANDS,
    *finding.COMMANDS,
    *vocab.COMMANDS,
    *asking.COMMANDS,
    *comparing.COMMANDS,
    *overviews.COMMANDS,
    *meanings.COMMANDS,
    *sharing.COMMANDS,
    *pooling.COMMANDS,
    *merging.COMMANDS,
    *backing.COMMANDS,
    *agreeing.COMMANDS,
    *files.COMMANDS,
)


class _Doors(click.Group):
    """A group whose first word may also be a project or a PDF: then the window opens with it."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0]
        if word not in self.commands and (Path(word).suffix.lower() in (".exo", ".pdf") or os.path.exists(word)):
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


_SAFE = "What was saved before is safe."
_REPORT = "To report it, set EXOANNOTATE_TRACE=1, run the command again and send what it prints."


def _forget_stdout() -> None:
    """Keep the interpreter from writing the rest of an answer that nobody takes, and complaining, when it ends."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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
        say(str(error), err=True)
        return 1
    except BrokenPipeError:
        # The reader of our output went away ("| head"); nothing is wrong with the project.
        _forget_stdout()
        return 1
    except OSError as error:
        _forget_stdout()
        say(f"The answer could not be given: {opening.plain(error)}. {_SAFE}", err=True)
        return 1
    except Exception:  # noqa: BLE001  # the last door: a fault of ours is a sentence too, and can be traced
        if os.environ.get("EXOANNOTATE_TRACE"):
            traceback.print_exc()
        say(f"exoannotate met a fault of its own and stopped. {_SAFE} {_REPORT}", err=True)
        return 1
    return code if isinstance(code, int) else 0

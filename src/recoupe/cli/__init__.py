"""The command line. This module imports click and the standard library only, so that --help is immediate; the work
is in `check.py` and `why.py`, loaded by the command that needs it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

import click

_INTERFACES = ("en", "fr")
_FAULT = 70  # EX_SOFTWARE of sysexits.h


class _Day(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """An ISO 8601 day at the precision that is known."""

    name = "day"
    _SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T([01]\d|2[0-3]):[0-5]\d)?)?)?")

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        match = self._SHAPE.fullmatch(value)
        try:
            if match is None:
                raise ValueError
            date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
        except ValueError:
            self.fail(f"{value!r} is not an ISO 8601 day: 2025, 2025-07, 2025-07-04 or 2025-07-04T21:30", param, ctx)
        return value


class _Language(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A BCP 47 code."""

    name = "code"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not re.fullmatch(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}", value):
            self.fail(f"{value!r} is not a language code: fr, en, pt-BR", param, ctx)
        return value.lower() if len(value) < 4 else value


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        import recoupe

        click.echo(f"recoupe {recoupe.__version__}")
        ctx.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version, help="Show the version and stop.")
def cli() -> None:
    """Check many news reports against each other.

    recoupe reads reports of what is going on and says what they establish together: what independent sources agree
    on, what rests on one origin however many outlets repeat it, what is disputed, where a figure, a date, a name or
    a quotation differs, what changed. Every line leads to the exact characters it came from. It works offline.

    \b
    Examples:
      recoupe check articles/                          a summary in the terminal
      recoupe check a.txt b.html -o dossier.html       a dossier to read
      recoupe why dossier.json F12                     one finding, with its sentences
      recoupe diff monday.json tuesday.json            what changed in between
    """


@cli.command(short_help="Read articles and check them against each other.")
@click.argument("places", nargs=-1, required=True, metavar="PLACES...")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="FILE",
    help="Write the dossier there; the suffix names the format: .html .json .md .csv (a folder of tables). Repeat it for several.",
)
@click.option("--language", type=_Language(), help="The language of the articles (fr, en), where it should not be detected.")
@click.option("--published", type=_Day(), help="The day the articles appeared (2025-07-04), where they do not say.")
@click.option("--outlet", metavar="NAME", help="Who published the articles, where they do not say.")
@click.option("--interface", type=click.Choice(_INTERFACES), default="en", show_default=True, help="The language of the dossier's words.")
@click.option("--strict", is_flag=True, help="Exit with 1 on any problem with the material, not only for what could not be read.")
@click.option("--jobs", type=click.IntRange(1, 512), metavar="N", help="Number of processes (default: one for each core).")
@click.option(
    "--parse/--no-parse",
    default=None,
    help="Ask a parser who speaks where the rules leave it open (needs recoupe[parse]; default: where that is installed).",
)
@click.option(
    "--model", metavar="FOLDER", help="A small inference or sentence model on disk (ONNX) that may move confidences: recoupe[models]."
)
@click.option(
    "--llm", metavar="ADDRESS", help="A language model (OpenAI-compatible) that may propose findings; the sentences are sent there."
)
@click.option("--llm-model", metavar="NAME", help="The model to ask at that address; a key is read from RECOUPE_LLM_KEY.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, no warnings.")
def check(**options: Any) -> int:
    """Read the articles at PLACES and check them against each other.

    A place is a file (plain text, HTML, JSON Lines), a folder, a pattern such as "news/*.html", or - for standard
    input. Without -o a summary goes to standard output; progress and warnings go to standard error.

    --language, --published and --outlet hold for all the places of the command, and win over what the files say.

    --model and --llm are votes that nobody needs, and off by default. What a language model proposes enters only where its
    words stand in the articles, and is marked as proposed. Without --llm nothing leaves this machine.

    \b
    Examples:
      recoupe check articles/ -o dossier.html -o dossier.json
      recoupe check report.html --published 2025-07-04 --outlet "La Gazette"
      recoupe check export.jsonl --interface fr -o tables.csv
      cat page.html | recoupe check - other.txt

    \b
    Exit status:
      0  done
      1  some inputs could not be read (with --strict: any problem that is more than a note)
      2  wrong use; nothing was done
    """
    from recoupe import engines

    engines.settle()  # before anything large is loaded
    from recoupe.cli.check import Order, run

    return run(Order(**options))


@cli.command(short_help="One finding of a dossier, with every sentence behind it.")
@click.argument("dossier", type=click.Path(exists=True, dir_okay=False), metavar="DOSSIER.json")
@click.argument("finding", required=False, metavar="[FINDING]")
@click.option("--interface", type=click.Choice(_INTERFACES), default="en", show_default=True, help="The language of the labels.")
def why(dossier: str, finding: str | None, interface: str) -> int:
    """Show one finding of a dossier: every sentence behind it in its paragraph, with the exact characters marked, who
    says it, through whom, where and when, and the reasons for the verdict.

    Without FINDING, list the findings.

    \b
    Examples:
      recoupe why dossier.json F12
      recoupe why dossier.json
    """
    from recoupe.cli.why import run

    return run(dossier, finding, interface)


@cli.command(short_help="What changed between two dossiers.")
@click.argument("before", type=click.Path(exists=True, dir_okay=False), metavar="BEFORE.json")
@click.argument("after", type=click.Path(exists=True, dir_okay=False), metavar="AFTER.json")
@click.option("--all", "everything", is_flag=True, help="Every line, not only the first of each sort.")
@click.option("--json", "as_json", is_flag=True, help="The changes as JSON, with the ids of both dossiers.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 when anything changed, as diff does.")
@click.option("--interface", type=click.Choice(_INTERFACES), default="en", show_default=True, help="The language of the labels.")
def diff(before: str, after: str, **options: Any) -> int:
    """Show what changed between two states of one matter: what is contested now and was not, which value changed, what more
    (or fewer) independent origins say, what is told for the first time, what nobody tells any more; new articles, stories
    and lines of the timeline.

    Findings are known again by their evidence, whatever their numbers are now.

    \b
    Examples:
      recoupe check monday/ -o monday.json
      recoupe check monday/ tuesday/ -o tuesday.json
      recoupe diff monday.json tuesday.json
    """
    from recoupe.cli.diff import run

    return run(before, after, **options)


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point: runs a command and exits with its status. Ctrl-C exits with 130, wrong use with 2."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that has no É shows a question mark: never a crash on the way out.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    sys.exit(_status(arguments))


def _status(arguments: Sequence[str] | None) -> int:
    from recoupe.errors import RecoupeError

    try:
        status = cli.main(args=arguments, prog_name="recoupe", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return 130
    except RecoupeError as error:
        click.echo(f"recoupe: {error}", err=True)
        return 2
    except BrokenPipeError:
        sys.stdout = None  # nobody reads any more; say nothing at exit either
        return 1
    except Exception as error:
        if os.environ.get("RECOUPE_TRACEBACK"):
            raise
        click.echo(f"recoupe: this is a fault of recoupe: {type(error).__name__}: {error}", err=True)
        click.echo("Set RECOUPE_TRACEBACK=1 to see where, and please report it.", err=True)
        return _FAULT
    return status if isinstance(status, int) else 0

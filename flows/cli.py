"""The command ``karabakh``: options in, a step called, its result printed, an exit code out.

Start-up is kept short: each command imports what it needs when it runs, and only refresh imports Prefect.
"""

import os
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from karabakh.flows.console.options import FILE, NEW_FILE, OLD_FOLDER, option
from karabakh.flows.console.terminal import color_option, echo, terminal
from karabakh.flows.errors import CallError, DataError, KarabakhError
from karabakh.schemas.visible import visible_lines

# command -> the module that has it
APART = {
    "accept": "karabakh.flows.contribute.accept.command",
    "assets": "karabakh.flows.download.commands",
    "diff": "karabakh.flows.diff.command",
    "doctor": "karabakh.flows.operate.commands",
    "download": "karabakh.flows.download.commands",
    "gazetteer": "karabakh.flows.gazetteer.commands",
    "refresh": "karabakh.flows.operate.commands",
    "schedule": "karabakh.flows.schedule.command",
    "serve": "karabakh.flows.serve.command",
    "settings": "karabakh.flows.operate.commands",
    "sources": "karabakh.flows.sources.commands",
    "template": "karabakh.flows.contribute.template.command",
    "validate": "karabakh.flows.contribute.commands",
    "verify": "karabakh.flows.verify.command",
    "versions": "karabakh.flows.download.commands",
}


BROKEN_PIPE = 128 + 13
"""What a command ends with whose output nobody reads any more (`| head`), as shells count the signal SIGPIPE."""


def tell(message: str) -> None:
    """Print why a command fails; what others wrote stands in such messages, and must not move the cursor."""
    click.echo(f"karabakh: {visible_lines(message)}", err=True)


def unread(stream: Any) -> bool:
    """Whether a stream is a pipe that nobody reads any more."""
    try:
        poll = select.poll()
        poll.register(stream.fileno(), 0)
        return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0))
    except (AttributeError, OSError, ValueError):  # a system without poll; a stream that is no file, or is closed
        return False


@contextmanager
def ending_with_the_reader() -> Iterator[None]:
    """End quietly where whoever reads the output has had enough; no other broken pipe is taken for that."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        if not (unread(sys.stdout) or unread(sys.stderr)):
            raise
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in filter(unread, (sys.stdout, sys.stderr)):
            os.dup2(nowhere, stream.fileno())  # or Python, which writes what is left when it ends, would complain
        sys.exit(BROKEN_PIPE)


class Failing(click.Group):
    """A group whose commands end as the contract says: 1 data not valid, 2 call wrong, 3 run failed."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Return the names of the commands, those that are kept apart among them."""
        return sorted([*super().list_commands(context), *APART])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Return a command; those that are kept apart are imported when they are asked for."""
        if name in APART:
            command: click.Command = getattr(import_module(APART[name]), name)
            return command
        return super().get_command(context, name)

    def make_context(self, *arguments: Any, **settings: Any) -> click.Context:
        """Read the options; `--help` is printed here."""
        with ending_with_the_reader():
            return super().make_context(*arguments, **settings)

    def invoke(self, context: click.Context) -> Any:
        """Run the command and turn a failure into a message and an exit code."""
        with ending_with_the_reader():
            return self._invoke(context)

    def _invoke(self, context: click.Context) -> Any:
        try:
            with ending_with_the_reader():
                return super().invoke(context)
        except KarabakhError as error:
            tell(str(error))
            context.exit(error.exit_code)
        except KeyboardInterrupt:
            context.exit(128 + signal.SIGINT)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # the last line of defence: whatever it is, the exit code says that the run failed
            if os.environ.get("KARABAKH_TRACEBACK"):
                raise
            reason = f"{type(error).__name__}: {error}"
            tell(f"the run failed: {reason} (KARABAKH_TRACEBACK=1 shows where)")
            context.exit(3)


@click.group(cls=Failing, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="karabakh-open-data")
def main() -> None:
    """Turn texts about the Nagorno-Karabakh conflict into an open, versioned dataset of places, dates and figures.

    \b
    karabakh refresh                     texts in seeds/texts -> a published version in data/
    karabakh explain "Agdam, May 1992"   what is found in a text, and why
    karabakh validate names.csv          is a table that I contribute valid?

    Exit codes: 0 done, 1 the data are not valid, 2 the call is wrong, 3 the run failed.
    """


@main.command()
@click.argument("source", metavar="TEXT-OR-FILE")
@option("--published", type=click.DateTime(["%Y-%m-%d"]), help="The day the text was published (YYYY-MM-DD).")
@option("--gazetteer", type=OLD_FOLDER, help="Folder of another gazetteer.")
@click.option("--details/--no-details", default=True, show_default=True, envvar="KARABAKH_EXPLAIN_DETAILS",
              show_envvar=True, help="Also what each value rests on.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
              envvar="KARABAKH_EXPLAIN_FORMAT", show_envvar=True,
              help="For people, or one JSON object for programs.")  # fmt: skip
@color_option()
def explain(source: str, published: Any, gazetteer: Path | None, details: bool, form: str, color: str) -> None:
    """Show what is found in a text and why: marks, places, dates, figures, statements.

    TEXT-OR-FILE is a file's path, `-` for standard input, or the text itself.

    At a terminal what places, dates and figures stand for is drawn under each of them in the text, and lines are as
    wide as the terminal; into a pipe or a file go plain lines. What a terminal would obey is shown as an escape.
    """
    from karabakh.flows.places import load_gazetteer

    words, day = _text(source)
    given = words, load_gazetteer(gazetteer), published.date() if published else day
    draw = terminal(color) if form == "text" else None
    if form == "json":
        from karabakh.flows.explain.explanation import explanation
        from karabakh.flows.explain.record import as_json

        click.echo(as_json(explanation(*given)))
    elif draw:
        from karabakh.flows.explain.explanation import explanation
        from karabakh.flows.explain.glossed import glossed

        for line in glossed(explanation(*given), draw, details):
            echo(f"{line}\n")
    else:
        from karabakh.flows.explain import explain as explained

        click.echo(explained(*given) if details else explained(*given, details=False))


@main.command()
@click.argument("file", type=FILE)
def text(file: Path) -> None:
    """Print a document's text as the offsets count it: the main text of a page (.html), a text file as it stands.

    The file is decompressed (.gz, .zst) and decoded; nothing else is changed.
    """
    content = _content(file)
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    sys.stdout.write(content.text)


@main.command()
@click.argument("infile", type=FILE)
@click.argument("outfile", type=NEW_FILE)
def timex(infile: Path, outfile: Path) -> None:
    """Tag the documents of INFILE (JSON Lines of doc_id, dct, text) with TIMEX3 and write OUTFILE.

    A line out is {"doc_id", "timexes": [{"start", "end", "type", "value", "mod", "quant", "freq"}]}, offsets in code
    points of the text, a line for every line, in order. Ranges are two timexes.
    """
    from karabakh.flows.extraction.timex import tag_file

    click.echo(f"{outfile}: {tag_file(infile, outfile):,} documents", err=True)


def _text(source: str) -> tuple[str, date | None]:
    """Return the text that an argument is or names, and the day that a page says it was published."""
    from karabakh.flows.ingest.encoding import decode, well_formed

    if not source.strip():
        raise CallError("the text is empty")
    if source == "-":
        return decode(sys.stdin.buffer.read()).text, None
    try:
        path = Path(source)
        known = path.exists()
    except (OSError, ValueError):  # a text as long as this, or with a NUL in it, is no path
        return well_formed(source), None
    if not known and _names_a_file(source):
        raise CallError(f"{source}: there is no such file")
    if not known:
        return well_formed(source), None
    if path.is_dir():
        raise CallError(f"{source} is a folder; name a file in it, or write more than its name")
    content = _content(path)
    day = content.values.get("published")
    return content.text, date.fromisoformat(day) if day else None


def _names_a_file(source: str) -> bool:
    """Whether words are the name of a file and no text: no white space, and the ending of a text's file."""
    from karabakh.flows.ingest.format import format_of

    return not any(map(str.isspace, source)) and bool(format_of(source).suffix and format_of(source).kind)


def _content(path: Path) -> Any:
    """Return what a file of a text holds; the error says which file holds none."""
    from karabakh.flows.ingest.content import read_content

    try:
        return read_content(path.name, _bytes(path))
    except DataError as error:
        raise DataError(f"{path}: {error}") from None


def _bytes(path: Path) -> bytes:
    """Return the bytes of a file; of one that does not end, no more than a text has."""
    from karabakh.flows.ingest.content import MOST_BYTES

    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise CallError(f"{path} holds more than {MOST_BYTES >> 20} MB; a corpus is for `karabakh refresh --texts`")
    return data


if __name__ == "__main__":
    main()

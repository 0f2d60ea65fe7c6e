"""An edition in, its dataset card out: the README.md that says what the version is and how to read it.

The front matter is what the Hugging Face `datasets` library reads, so that it finds each table by its name.
"""

from collections.abc import Iterator

from karabakh.flows.publish import facts
from karabakh.flows.publish.descriptor import interchange
from karabakh.flows.publish.edition import Edition
from karabakh.schemas import TABLES, dictionary, fields

_FILES = """\
## Files

`parquet/` and `csv/` hold the same rows; `datapackage.json` describes every table and column for machines (Data
Package); `SHA256SUMS` vouches for every file: `sha256sum -c SHA256SUMS`.

Parquet: dates are dates, lists are lists, and each column carries its title, description and unit.

CSV: UTF-8, a line feed after each row, quoted as RFC 4180 says, dates as in ISO 8601. Null is an empty field;
empty texts do not occur. A list is joined by `|`, where a `|` or `\\` inside an item has a `\\` before it; an
empty list is an empty field. A text that begins with `=`, `+`, `-`, `@`, tab, carriage return or `'` has a `'`
before it, so that no spreadsheet takes it for a formula; take it away before you compare.

Rows are sorted by key, null first."""

_GAZETTEER = """\
### The gazetteer for maps and other gazetteers

Made from `places`, `place_names` and `place_links`, where the rows are that count. A place without a known position
has no geometry. An `@id` is `urn:karabakh-open-data:` and the `place_id`."""

_OFFSETS = """\
## Offsets

`start` and `end` count code points (as Python and R do; not bytes, not UTF-16 units) in the document's text,
from 0, and `end` is exclusive: `text[start:end] == surface`. For a text file the text is the file as decoded,
without a byte order mark and otherwise as it is, so a CR LF counts two; for a tabular corpus it is the cell's
value. The command `karabakh text FILE` prints it. `text_sha256` in `documents` is the SHA-256 of that text in
UTF-8, so whoever holds the text can check that it is the same. `sentence` in the mentions is the `start` of the
sentence they stand in.

A key is made of the document and the position, so it stays the same as long as the text does."""

_NAMES = """\
## Names of places

A place is an identifier. Every name it has had, in every tradition, is a row of equal rank in `place_names`,
and the form that the text uses stands next to the identifier in `place_mentions`. `label` follows a mechanical
rule: the spelling in the latest of a closed, dated list of documents of the United Nations that the project's
README names; else, for countries, the English name in Unicode CLDR; else the name in GeoNames; else the name in
the source that `label_source` gives. Any other label can be chosen from `place_names`
by language or tradition. Names are evidence, not verdicts: no column says to whom a place belongs, except the
country code that ISO 3166 gives. Where variants are listed they stand in alphabetical order."""


def card(edition: Edition) -> str:
    """Return the card in Markdown."""
    sections = (
        _front(edition),
        f"# {facts.TITLE}",
        f"Version {edition.version} of {facts.NAME}.",
        facts.DESCRIPTION,
        _tables(edition),
        _FILES,
        *_interchange(edition),
        _OFFSETS,
        _NAMES,
        _licences(),
        _citation(edition),
        "## Columns",
        dictionary.markdown({name: TABLES[name] for name in edition.tables}).rstrip(),
    )
    return "\n\n".join(sections) + "\n"


def _front(edition: Edition) -> str:
    lines = ["---", f"pretty_name: {facts.TITLE}", "license: cc-by-4.0", "tags:"]
    lines += [f"- {word}" for word in facts.KEYWORDS]
    lines += ["configs:"]
    for name in edition.tables:
        lines += [f"- config_name: {name}", f"  data_files: parquet/{name}.parquet"]
    return "\n".join([*lines, "---"])


def _tables(edition: Edition) -> str:
    lines = ["## Tables", "", "| Table | Rows | What a row is |", "| --- | ---: | --- |"]
    lines += [f"| `{name}` | {rows} | {fields.description(TABLES[name])} |" for name, rows in edition.rows.items()]
    return "\n".join(lines)


def _interchange(edition: Edition) -> Iterator[str]:
    files = interchange(edition)
    if files:
        listed = "\n".join(f"- `{file.path}`: {file.description}" for file in files)
        yield f"{_GAZETTEER}\n\n{listed}"


def _licences() -> str:
    sources = "\n".join(f"- [{title}]({address}): {licence}" for title, address, licence in facts.SOURCES)
    return f"""\
## Licences and credits

The data are under [{facts.LICENCE["title"]}]({facts.LICENCE["path"]}) (CC BY 4.0). They contain facts taken from:

{sources}

The texts are not ours to license. `text` in `sentences` is given only where the document's source allows it to
be passed on (`redistributable` in `documents`), and then under that document's licence (`licence` in
`documents`), not the dataset's. Everywhere else the dataset has facts, offsets and checksums, and no sentence."""


def _citation(edition: Edition) -> str:
    return f"""\
## How to cite

> {facts.CONTRIBUTORS}: *{facts.TITLE}*, version {edition.version}. Dataset, CC BY 4.0.

Name the version: a published version never changes. If you pass the data on, credit the sources above too."""

"""An edition in, its dataset card out: the README.md that says what the version is and how to read it.

The front matter is what the Hugging Face `datasets` library reads, so that it finds each table by its name.
"""

from collections.abc import Iterator
from typing import Any, Final

import yaml

from karabakh.flows.publish import citation, croissant, descriptor, facts, quality, schemaorg
from karabakh.flows.publish.edition import Edition
from karabakh.flows.publish.resources import described, interchange, languages, of_tables
from karabakh.schemas import TABLES, dictionary, fields

NAME: Final = "README.md"
_DEFAULT: Final = "place_mentions"

_FILES = f"""\
## Files

`parquet/` and `csv/` hold the same rows; a large table is a folder of parts in the order of its rows, and each part
of a CSV file has the header. `CHANGES.md` tells people and `changes.parquet` tells programs what differs from the
version before. `SHA256SUMS` vouches for every file: `sha256sum -c SHA256SUMS`. What this page says is told to machines
in each of the ways that they look for:

- `{descriptor.NAME}`: every table and column, as a Data Package (frictionless).
- `{croissant.NAME}`: every table and column, as Croissant 1.1 (mlcroissant).
- `{schemaorg.NAME}`: the dataset in the words of schema.org, for dataset search.
- `{citation.NAME}`: how it is cited, for reference managers.
- The head of this page: each table that has rows by its name, for the `datasets` library of Hugging Face.

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

_NAMES = f"## Names of places\n\n{facts.NAMING}"


_LOADING = f"""\
## Loading

`folder` is the path of the folder that this page is in; any other table's name will do as well.

```python
import datasets  # Hugging Face; wants the Parquet files of all tables

rows = datasets.load_dataset(folder, name="TABLE")["train"]
```

```python
import mlcroissant  # gives texts as bytes

rows = list(mlcroissant.Dataset(f"{{folder}}/{croissant.NAME}").records("TABLE"))
```

```python
import frictionless  # gives lists as texts, as the CSV files have them

rows = frictionless.Package(f"{{folder}}/{descriptor.NAME}").get_resource("TABLE").read_rows()
```"""


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
        _LOADING.replace("TABLE", _default(edition)),
        _OFFSETS,
        _NAMES,
        quality.markdown(quality.quality()),
        _licences(),
        _citation(edition),
        "## Columns",
        dictionary.markdown(described(edition.tables)).rstrip(),
    )
    return "\n\n".join(sections) + "\n"


def _front(edition: Edition) -> str:
    """Return the metadata that the Hugging Face Hub and its libraries read."""
    told = {
        "pretty_name": facts.TITLE,
        "license": facts.LICENCE["name"].lower(),
        "language": list(languages(edition)),
        "annotations_creators": ["machine-generated"],
        "size_categories": [_size(sum(edition.rows.values()))],
        "source_datasets": ["original"],
        "task_categories": ["token-classification"],
        "tags": list(facts.KEYWORDS),
        **({"configs": configs} if (configs := _configs(edition)) else {}),
    }
    return f"---\n{yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=120)}---"


def _size(rows: int) -> str:
    """Return the size category of so many rows.

    >>> _size(0), _size(999), _size(1000), _size(25_000_000), _size(10**13)
    ('n<1K', 'n<1K', '1K<n<10K', '10M<n<100M', 'n>1T')
    """
    ends = [f"{step}{unit}" for unit in ("K", "M", "B") for step in (1, 10, 100)] + ["1T"]
    power = max(len(str(rows)) - 3, 0)  # 0 below a thousand, 1 below ten thousand
    if power >= len(ends):
        return f"n>{ends[-1]}"
    return f"{ends[power - 1]}<n<{ends[power]}" if power else f"n<{ends[0]}"


def _configs(edition: Edition) -> list[dict[str, Any]]:
    """Return each table under its name; the one that is read where none is named comes with a mark.

    `datasets` cannot load a table without rows (huggingface/datasets, pull request 8401), so such a one is left out.
    """
    full, default = _full(edition), _default(edition)
    return [
        {
            "config_name": resource.table,
            "data_files": resource.paths[0] if len(resource.paths) == 1 else list(resource.paths),
            **({"default": True} if resource.table == default else {}),
        }
        for resource in of_tables(edition, "parquet")
        if resource.table in full
    ]


def _full(edition: Edition) -> list[str]:
    return [name for name, rows in edition.rows.items() if rows]


def _default(edition: Edition) -> str:
    """Return the table that stands for all, one that has rows where there is such."""
    full = _full(edition) or edition.tables
    return _DEFAULT if _DEFAULT in full else full[0]


def _tables(edition: Edition) -> str:
    lines = ["## Tables", "", "| Table | Rows | What a row is |", "| --- | ---: | --- |"]
    lines += [f"| `{name}` | {rows} | {fields.description(TABLES[name])} |" for name, rows in edition.rows.items()]
    return "\n".join(lines)


def _interchange(edition: Edition) -> Iterator[str]:
    files = interchange(edition)
    if files:
        listed = "\n".join(f"- `{file.paths[0]}`: {file.description}" for file in files)
        yield f"{_GAZETTEER}\n\n{listed}"


def _licences() -> str:
    sources = "\n".join(f"- [{title}]({address}): {licence}" for title, address, licence, _ in facts.SOURCES)
    return f"""\
## Licences and credits

The data are under [{facts.LICENCE["title"]}]({facts.LICENCE["path"]}) (CC BY 4.0). They contain facts taken from:

{sources}

{facts.EXCERPTS}"""


def _citation(edition: Edition) -> str:
    return f"""\
## How to cite

> {facts.citation(edition.version)}

Name the version: a published version never changes. If you pass the data on, credit the sources above too."""

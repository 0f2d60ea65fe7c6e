"""The JavaScript of others that the page carries out, with versions and licences; `vendor` took it from its packages.

Vega, Vega-Lite and vega-embed are one bundle, DataTables and jQuery another. Both are ECMAScript modules; what they
export is put on the global object, as the page's own code is another module.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from karabakh.flows.errors import KarabakhError

_VENDOR: Final = files("karabakh.flows.page") / "static" / "vendor"
_EXPORT: Final = re.compile(r"export\s*\{([^{}]*)\}\s*;?")
_DATATABLES: Final = re.compile(r"! DataTables (\d+(?:\.\d+)+)")
_JQUERY: Final = re.compile(r"jQuery JavaScript Library v(\d+(?:\.\d+)+)")

BSD: Final = """\
Redistribution and use in source and binary forms, with or without modification, are permitted provided that the \
following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following \
disclaimer.

2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following \
disclaimer in the documentation and/or other materials provided with the distribution.

3. Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote \
products derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, \
INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE \
DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, \
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR \
SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, \
WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE \
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE."""

MIT: Final = """\
Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated \
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the \
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit \
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the \
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE \
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR \
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR \
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE."""

ISC: Final = """\
Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby \
granted, provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL \
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, \
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN \
AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR \
PERFORMANCE OF THIS SOFTWARE."""

LICENCES: Final = {"BSD-3-Clause": BSD, "ISC": ISC, "MIT": MIT}


@dataclass(frozen=True)
class Library:
    """Somebody else's work in the page: its name, version, address, licence (SPDX) and copyright notices."""

    name: str
    version: str
    address: str
    licence: str
    copyright: tuple[str, ...]


def credits() -> tuple[Library, ...]:
    """Return what the two bundles are made of, by name."""
    tables, told = _text("datatables.js"), json.loads(_text("versions.json"))
    return (
        Library("D3", "", "https://d3js.org", "ISC", ("Copyright 2010-2023 Mike Bostock",)),
        Library(
            "DataTables",
            _found(_DATATABLES, tables),
            "https://datatables.net",
            "MIT",
            ("Copyright (C) 2008-2026 SpryMedia Limited", "Copyright (c) 2019-2026 Marc Wouts (itables)"),
        ),
        Library(
            "jQuery",
            _found(_JQUERY, tables),
            "https://jquery.com",
            "MIT",
            ("Copyright OpenJS Foundation and other contributors",),
        ),
        _washington("Vega", told["vega"], "https://vega.github.io/vega/"),
        _washington("vega-embed", told["vega-embed"], "https://github.com/vega/vega-embed"),
        _washington("Vega-Lite", told["vega-lite"], "https://vega.github.io/vega-lite/", "Copyright 2023 Jon Mease"),
    )


def _washington(name: str, version: str, address: str, *more: str) -> Library:
    ours = "Copyright (c) 2015-2026, University of Washington Interactive Data Lab"
    return Library(name, version, address, "BSD-3-Clause", (ours, *more))


@cache
def scripts() -> dict[str, str]:
    """Return the bundles by name, each the text of a module script: they set ``vega``, ``vegaEmbed``, ``DataTable``."""
    return {
        "vega": inline(_text("vega.js")),
        "datatables": inline(_EXPORT.sub(_exported, _text("datatables.js"))),
    }


def inline(script: str) -> str:
    r"""Return a script so that nothing in it ends, or hides the end of, the element it stands in.

    >>> inline("'</script>' + '<!--'")
    "'<\\/script>' + '<\\!--'"
    """
    return re.sub("</(?=script)", r"<\\/", script, flags=re.IGNORECASE).replace("<!--", r"<\!--").strip()


def _exported(found: re.Match[str]) -> str:
    """Return what puts the table's constructor on the global object, in place of what exports it.

    >>> _exported(_EXPORT.search("export{a as DateTime,b as default,c as jQuery};"))
    'globalThis.DataTable=b;'
    """
    names = {as_: name for name, as_ in (pair.split(" as ") for pair in found[1].split(","))}
    return f"globalThis.DataTable={names['default']};"


@cache
def _text(name: str) -> str:
    try:
        return (_VENDOR / name).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise KarabakhError(
            f"{name}, which the page is made with, is not there: it is written when the package is built; install it "
            "again (`pip install .`, or `pip install --editable .` in a checkout)"
        ) from None


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[1] if found else ""

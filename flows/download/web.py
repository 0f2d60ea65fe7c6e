"""An HTTP(S) address in, the published versions below it out: any server that gives files, with or without Range.

Not fsspec's HTTP, which takes what a server that ignores Range sends for the part that was asked for, and does not
continue what was cut. Secrets (user, password, query) are sent and never shown, and never sent to another host.
"""

import base64
import logging
import re
import ssl
import weakref
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from typing import Final
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import httpx

from karabakh.flows.download.errors import InsecureError, MissingError, RefusedError, UnreachableError
from karabakh.flows.download.fetch import content
from karabakh.flows.download.origins import Origin, Stream
from karabakh.flows.errors import CallError
from karabakh.flows.ingest.inputs import masked, said
from karabakh.flows.publish.index import MAX_BYTES, NAME, Index, decoded

TIMEOUT = httpx.Timeout(30, connect=15)
REDIRECTS = 10
LONGEST_WAIT = 60.0
_GONE: Final = frozenset({404, 410})
_CLOSED: Final = frozenset({401, 403, 407})
_PASSING: Final = frozenset({408, 421, 425, 429})
_DECODED: Final = frozenset({"identity", "gzip", "x-gzip", "deflate"})
_CUT: Final = (ssl.SSLEOFError, ssl.SSLZeroReturnError, ssl.SSLSyscallError)
_RANGE: Final = re.compile(r"bytes ([0-9]{1,19})-[0-9]{1,19}/(?:[0-9]{1,19}|\*)")


class Web(Origin):
    """Published versions on an HTTP server."""

    def __init__(self, address: str) -> None:
        try:
            parts = urlsplit(address)
            user, password, host = parts.username, parts.password, parts.netloc.rpartition("@")[2]
            self._base = parts._replace(netloc=host, path=parts.path.rstrip("/"), fragment="")
            httpx.URL(self._url(NAME))
            _ = parts.port  # which is looked at only when it is asked for
        except (ValueError, httpx.InvalidURL) as error:
            raise CallError(f"{masked(address)} is no address: {error}") from None
        if not parts.hostname:
            raise CallError(f"{masked(address)} is no address: it names no server")
        self.shown = masked(urlunsplit(self._base))
        headers = {"Accept-Encoding": "identity", "User-Agent": "karabakh-open-data"}
        if user is not None:
            named = f"{unquote(user)}:{unquote(password or '')}".encode()
            headers["Authorization"] = f"Basic {base64.b64encode(named).decode()}"
        self._client = httpx.Client(headers=headers, timeout=TIMEOUT, verify=_certificates())
        weakref.finalize(self, self._client.close)

    def index(self) -> Index:
        """Return the versions that versions.json lists, as the server has it now and no cache had it before."""
        try:
            came = content(self, NAME, MAX_BYTES)
        except MissingError:
            raise self._unlisted() from None
        except RefusedError as error:
            raise CallError(str(error)) from None
        if came.lstrip()[:1] == b"<":
            raise CallError(
                f"{self.where(NAME)} is a web page and no list of versions; name the address of the data themselves "
                "(on GitHub https://github.com/OWNER/REPOSITORY/releases)"
            )
        return decoded(came, self.where(NAME))

    def _url(self, name: str) -> str:
        return urlunsplit(self._base._replace(path=f"{self._base.path}/{quote(name)}"))

    @contextmanager
    def stream(self, name: str, start: int = 0) -> Iterator[Stream]:
        """Open a file; where the server does not continue it from ``start``, the stream begins at 0."""
        with ExitStack() as stack:
            with self._failing(name):
                response = stack.enter_context(self._asked(name, start))
                if start and not _continues(response, start):
                    response = stack.enter_context(self._asked(name, 0))
                    start = 0
                elif response.status_code == 200:
                    start = 0
                self._check(name, response, start)
            yield Stream(start, _size(response, start), self._chunks(name, response))

    def _chunks(self, name: str, response: httpx.Response) -> Iterator[bytes]:
        with self._failing(name):
            yield from response.iter_bytes()  # as they come: what is held back to fill a chunk would be lost with a cut

    @contextmanager
    def _failing(self, name: str) -> Iterator[None]:
        try:
            yield
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL) as error:
            reason = f"{self.where(name)}: {said(error)}"
            if _is_insecure(error):
                raise InsecureError(reason) from None
            if _will_last(error):
                raise RefusedError(reason) from None
            raise UnreachableError(reason, met=not isinstance(error, httpx.ConnectError)) from None

    @contextmanager
    def _asked(self, name: str, start: int) -> Iterator[httpx.Response]:
        """Yield the answer to a request, at the end of redirections; what a redirection itself says is not read."""
        headers = {"Range": f"bytes={start}-"} if start else {}
        if name == NAME:
            headers["Cache-Control"] = "no-cache"
        request = self._client.build_request("GET", self._url(name), headers=headers)
        for _ in range(REDIRECTS):
            response = self._client.send(request, auth=None, stream=True)
            if response.next_request is None:
                break
            response.close()
            self._let_go(name, request.url, response.next_request.url)
            request = response.next_request
        else:
            raise RefusedError(f"{self.where(name)}: the server redirects more than {REDIRECTS} times")
        try:
            yield response
        finally:
            response.close()

    def _let_go(self, name: str, old: httpx.URL, new: httpx.URL) -> None:
        """Raise RefusedError where a redirection leads to what anybody on the way could change."""
        if new.scheme not in {"http", "https"} or (old.scheme, new.scheme) == ("https", "http"):
            raise RefusedError(f"{self.where(name)}: the server redirects from {old.scheme} to {new.scheme}")

    def _check(self, name: str, response: httpx.Response, start: int) -> None:
        """Raise what an answer means that is not the file."""
        status, where = response.status_code, self.where(name)
        if status in _GONE:
            raise MissingError(f"{where} is not there (HTTP status {status})")
        if status in _PASSING or status >= 500:
            raise UnreachableError(f"{where}: the server answers with HTTP status {status}", _wait(response.headers))
        if status not in {200, 206} or (status == 206 and not _continues(response, start)):
            hint = "; does the address need a user and password, or a token?" if status in _CLOSED else ""
            raise RefusedError(f"{where}: the server does not give it and answers with HTTP status {status}{hint}")
        encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
        if encoding not in _DECODED:
            raise RefusedError(f"{where}: the server sends the file packed as {encoding[:40]!r}, though not asked to")


@cache
def _certificates() -> ssl.SSLContext:
    """Return whose certificates are trusted; to read them all takes longer than a small file."""
    return httpx.create_ssl_context()


def _will_last(error: Exception) -> bool:
    """Whether another try would fail the same way: an address or scheme that is none, also in a redirection."""
    if isinstance(error, httpx.UnsupportedProtocol | httpx.LocalProtocolError | httpx.InvalidURL):
        return True
    redirected = isinstance(error, httpx.RemoteProtocolError)
    return redirected and any(isinstance(cause, httpx.InvalidURL) for cause in _causes(error))


def _is_insecure(error: Exception) -> bool:
    """Whether a connection failed for what the two sides said; one that is cut while it is made may come about yet."""
    secured = [cause for cause in _causes(error) if isinstance(cause, ssl.SSLError)]
    return isinstance(error, httpx.ConnectError) and any(not isinstance(one, _CUT) for one in secured)


def _causes(error: BaseException) -> Iterator[BaseException]:
    while (cause := error.__cause__ or error.__context__) is not None:
        yield cause
        error = cause


def _continues(response: httpx.Response, start: int) -> bool:
    """Whether an answer goes on from the byte ``start`` of the file as it is, or is not about the file at all."""
    if response.status_code == 206:
        found = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
        plain: bool = response.headers.get("Content-Encoding", "identity").lower() == "identity"
        return found is not None and plain and int(found[1]) == start
    return response.status_code != 416


def _size(response: httpx.Response, start: int) -> int | None:
    length: str = response.headers.get("Content-Length", "")
    if "Content-Encoding" in response.headers or not re.fullmatch(r"[0-9]{1,19}", length):
        return None
    return start + int(length)


def _wait(headers: Mapping[str, str]) -> float:
    """Return for how many seconds a server asks to be left alone, within reason."""
    with suppress(ValueError):
        return min(max(float(int(headers.get("Retry-After", "0"))), 0), LONGEST_WAIT)
    return 0


class _Discreet(logging.Filter):
    """Takes the secrets out of the addresses that httpx logs."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(masked(str(arg)) if isinstance(arg, httpx.URL) else arg for arg in record.args)
        return True


logging.getLogger("httpx").addFilter(_Discreet())

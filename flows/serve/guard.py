"""A request in; a refusal of what no page of ours asks, or the answer with the headers that every one has, out."""

import os
import sys
import traceback
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from karabakh.flows.serve.hosts import Hosts
from karabakh.flows.serve.policy import HEADERS, NOTHING

POSTED: Final = "/validate"
"""The one address to which something may be sent."""
CONTENT: Final = "application/octet-stream"
"""What is sent must say that it is this: no form of another site's page can, and no script of one may ask to."""
_READING: Final = ("GET", "HEAD")


class Guard:
    """Stands before the site: nothing reaches it that another site's page may have sent."""

    def __init__(self, site: ASGIApp, hosts: Hosts) -> None:
        self._site, self._hosts = site, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._site(scope, receive, send)
            return
        sent = _Headed(send)
        try:
            answer = self._refusal(scope) or self._site
            await answer(scope, receive, sent)
        except Exception as error:
            _tell(scope["method"], error)
            if not sent.begun:
                await refusal(500, "the server failed at this; its terminal says where")(scope, receive, sent)

    def _refusal(self, scope: Scope) -> Response | None:
        headers, method = Headers(scope=scope), scope["method"]
        named = headers.getlist("host")
        if len(named) != 1 or not self._hosts.mean_us(named[0]):
            return refusal(400, "this server does not go by that name; --allow-host NAME adds one")
        if _is_trick(scope):
            return refusal(404, "nothing has this address")
        if method in _READING:
            return None
        if method != "POST" or scope["path"] != POSTED:
            allowed = "GET, HEAD, POST" if scope["path"] == POSTED else "GET, HEAD"
            return refusal(405, "this can only be read", {"allow": allowed})
        return _refused_post(headers)


def _is_trick(scope: Scope) -> bool:
    """Return whether an address is written as no link of ours is: with a control character, or a slash in code."""
    written = scope.get("raw_path", b"").lower()
    return not scope["path"].isprintable() or b"%2f" in written or b"%5c" in written


def _refused_post(headers: Headers) -> Response | None:
    """Return why a file is not taken; a program that is no browser says nothing of where it comes from."""
    ours = {f"{scheme}://{headers['host']}".lower() for scheme in ("http", "https")}
    origins, sites = headers.getlist("origin"), headers.getlist("sec-fetch-site")
    if any(origin.lower() not in ours for origin in origins) or any(site != "same-origin" for site in sites):
        return refusal(403, "a file is taken from this server's own page only")
    if headers.getlist("content-type") != [CONTENT]:
        return refusal(415, f"a file is sent as it is, with the content type {CONTENT}")
    if headers.get("content-encoding", "identity") != "identity":
        return refusal(415, "a file is sent as it is, without a content encoding")
    return None


def refusal(status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    """Return an answer that only says why there is none."""
    return PlainTextResponse(f"{message}\n", status, {"cache-control": "no-store", **(headers or {})})


class _Headed:
    """Sends an answer on, with the headers that every one has."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False

    async def __call__(self, message: Message) -> None:
        """Send the next part."""
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(raw=list(message["headers"]))
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("content-security-policy", NOTHING)
            headers.setdefault("cache-control", "no-store")
            message = {**message, "headers": headers.raw}
        await self._send(message)


def _tell(method: str, error: Exception) -> None:
    """Say on the terminal that a request failed, and where; never what was asked or sent."""
    if os.environ.get("KARABAKH_TRACEBACK"):
        traceback.print_exception(error)
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = f" in {last[0].name} ({os.path.basename(last[0].filename)}:{last[0].lineno})" if last else ""  # noqa: PTH119
    print(f"karabakh: a {method} failed: {type(error).__name__}{where}", file=sys.stderr)

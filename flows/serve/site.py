"""Published versions in, the routes of the server out: pages, the files of each version, and where a file is sent."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import click
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from karabakh.flows.errors import KarabakhError
from karabakh.flows.page import file
from karabakh.flows.publish.index import NAME as LIST
from karabakh.flows.publish.index import Release
from karabakh.flows.serve import policy
from karabakh.flows.serve.guard import Guard
from karabakh.flows.serve.hosts import Hosts
from karabakh.flows.serve.listing import files_of, rows_of_versions
from karabakh.flows.serve.media import BYTES, PAGE, TEXT, kind
from karabakh.flows.serve.pages import Made, rendered, statics, with_navigation
from karabakh.flows.serve.sheets import sheet, tables
from karabakh.flows.serve.shelf import Shelf
from karabakh.flows.serve.validation import Validation
from karabakh.schemas.visible import visible_lines

_ANEW: Final = {"cache-control": "no-cache"}
"""A browser may keep it, and asks each time whether it is still so: at this address may stand another folder tomorrow,
with another version of the same number."""


class Site:
    """The addresses, and what answers there."""

    def __init__(self, shelf: Shelf, validation: Validation) -> None:
        self._shelf, self._validation = shelf, validation

    def routes(self) -> list[Route]:
        """Return the addresses; the first that fits counts."""
        return [
            Route("/", self._newest),
            Route("/favicon.ico", self._icon),
            Route("/healthz", self._health),
            Route("/static/{name}", self._static),
            Route("/templates/{table}.csv", self._template),
            Route("/validate", self._validate),
            Route("/validate", self._validation.answer, methods=["POST"]),
            Route("/versions", self._versions),
            Route("/versions.json", self._list),
            Route("/versions/{number}", self._files),
            Route("/{number}", self._into),
            Route("/{number}/", self._version),
            Route("/{number}/{name:path}", self._file),
        ]

    def _newest(self, request: Request) -> Response:
        return _to(f"/{self._shelf.newest().version}/")

    def _into(self, request: Request) -> Response:
        return _to(f"/{self._release(request).version}/")

    def _icon(self, request: Request) -> Response:
        return Response(status_code=204)

    def _health(self, request: Request) -> Response:
        self._shelf.index()
        return Response("ok\n", 200, {"cache-control": "no-store"}, TEXT)

    def _static(self, request: Request) -> Response:
        made = statics().get(request.path_params["name"])
        if made is None:
            raise HTTPException(404)
        return _made(request, made)

    def _template(self, request: Request) -> Response:
        table = request.path_params["table"]
        content = sheet(table)
        if content is None:
            raise HTTPException(404)
        saved = {"content-disposition": f'attachment; filename="{table}.csv"'}
        return _made(request, Made(kind("x.csv"), content), saved)

    def _validate(self, request: Request) -> Response:
        html = rendered("validate", tables=tables(), limit=self._validation.limit)
        return _page(request, html, policy.SENDING)

    def _versions(self, request: Request) -> Response:
        return _page(request, rendered("versions", versions=rows_of_versions(self._shelf)))

    def _list(self, request: Request) -> Response:
        return _made(request, Made(kind(LIST), self._shelf.index().text().encode()))

    def _files(self, request: Request) -> Response:
        release = self._release(request)
        return _page(request, rendered("files", **files_of(self._shelf, release), missing=False))

    def _version(self, request: Request) -> Response:
        """Answer with the page of a version and the navigation; the file itself is at its own name, as published."""
        release = self._release(request)
        if file.NAME not in self._shelf.sums(release):
            return _page(request, rendered("files", **files_of(self._shelf, release), missing=True))
        html = self._html(release)
        return _page(request, with_navigation(html), policy.of_page(html))

    def _file(self, request: Request) -> Response:
        """Answer with a file that SHA256SUMS lists, as it is there; `karabakh verify` checks the bytes."""
        release, name = self._release(request), request.path_params["name"]
        sums = self._shelf.sums(release)
        if name not in sums:
            raise HTTPException(404)
        headers = {**_ANEW, "etag": f'"{sums[name]}"'}
        if name == file.NAME:
            headers["content-security-policy"] = policy.of_page(self._html(release))
        if _is_known(request, headers["etag"]):
            return Response(status_code=304, headers=headers)
        return _sent(self._shelf.path(release, name), name, headers)

    def _html(self, release: Release) -> str:
        return self._shelf.content(release, file.NAME).decode("utf-8", "replace")

    def _release(self, request: Request) -> Release:
        found = self._shelf.find(request.path_params["number"])
        if found is None:
            raise HTTPException(404)
        return found


def site(shelf: Shelf, validation: Validation, hosts: Hosts) -> ASGIApp:
    """Return the server's application; nothing reaches it that `Guard` refuses."""
    made = Starlette(
        routes=Site(shelf, validation).routes(), exception_handlers={HTTPException: _problem, KarabakhError: _broken}
    )
    made.router.redirect_slashes = False
    return Guard(made, hosts)


def _to(path: str) -> Response:
    return RedirectResponse(path, 302, {"cache-control": "no-store"})


def _page(request: Request, html: str, allowed: str = policy.PLAIN) -> Response:
    return _made(request, Made(PAGE, html.encode("utf-8", "replace")), {"content-security-policy": allowed})


def _made(request: Request, made: Made, headers: Mapping[str, str] | None = None) -> Response:
    """Answer with bytes, or that they are those that the browser has."""
    told = {**_ANEW, **(headers or {}), "etag": made.etag}
    if _is_known(request, made.etag):
        return Response(status_code=304, headers=told)
    return Response(made.content, 200, told, made.kind)


def _is_known(request: Request, etag: str) -> bool:
    tags = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    return etag in tags or "*" in tags


def _sent(path: Path, name: str, headers: dict[str, str]) -> Response:
    """Answer with a file, or the part of it that is asked for."""
    media = kind(name)
    saved = path.name if media == BYTES else None
    return FileResponse(path, 200, headers, media, stat_result=path.stat(), filename=saved)


async def _problem(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    html = rendered("problem", title="Not here", said="Nothing has this address.")
    return HTMLResponse(html, status, {"cache-control": "no-store", "content-security-policy": policy.PLAIN})


async def _broken(request: Request, error: Exception) -> Response:
    """Say that the data are broken; what is wrong, and where, is for whoever runs the server."""
    click.echo(f"karabakh: {visible_lines(str(error))}", err=True)
    said = "They are not there as they were published; the server's terminal says what is wrong."
    html = rendered("problem", title="The data cannot be read", said=said)
    return HTMLResponse(html, 503, {"cache-control": "no-store", "content-security-policy": policy.PLAIN})

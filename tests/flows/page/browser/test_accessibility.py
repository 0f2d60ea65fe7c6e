"""Nothing that axe calls serious or critical, in light and dark, on a desk and in a hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def axe() -> str:
    package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    [script] = Path(package.__path__[0]).rglob("axe.min.js")
    return script.read_text("utf-8")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("fragment", ["", "#place=K0004&from=1988-01-01&to=1994-12-31&lang=hy&q=shusha"])
def test_axe_finds_nothing_serious(
    opening: Callable[..., Any], page_file: Path, axe: str, fragment: str, width: int, theme: str
) -> None:
    page = opening(page_file, fragment, width=width, theme=theme).page
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    page.wait_for_timeout(300)
    page.evaluate(axe)  # a script element would be stopped by the policy
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    told = [
        (each["id"], each["impact"], [node["html"][:200] for node in each["nodes"]][:4])
        for each in found
        if each["impact"] in SERIOUS
    ]
    assert told == []


def test_what_is_touched_is_large_enough(opening: Callable[..., Any], page_file: Path) -> None:
    page = opening(page_file, width=390, has_touch=True).page
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, select, input, summary, nav a")]
          .filter((each) => each.checkVisibility() && !each.closest("p, .sentence, .unseen"))
          .map((each) => [each.outerHTML.slice(0, 120), (each.closest("label") ?? each).getBoundingClientRect()])
          .filter(([, box]) => box.width && (box.height < 23.5 || box.width < 19.5))
          .map(([html, box]) => `${Math.round(box.width)}×${Math.round(box.height)} ${html}`)"""
    )
    assert small == []

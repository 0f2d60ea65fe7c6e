"""The pages in a browser: a file that is dropped or chosen shows what is wrong with it, by mouse and by keyboard."""

import re

import pytest

pytestmark = pytest.mark.slow

BAD = (
    "place_id,name,language,tradition,kind,valid_from,valid_to,source,ambiguous\n"
    "K0001,<img src=x onerror=alert(1)>,en,nobody,press,,,<b>x</b>,false\n"
    "K0001,a\u202eb,zz,azerbaijani,press,,,x,false\n"
)
GOOD = "Observers met near Agdam on 3 May 1992. Officials in Shusha counted 12 dead."
PAGES = ["versions", "versions/1.0.0", "validate", "1.0.0/", "1.1.0/", "nothing"]


@pytest.fixture
def page(browser):
    """A page whose complaints fail the test."""
    context = browser.new_context()
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(f"a dialog: {dialog.message}"))
    page.set_default_timeout(20_000)
    yield page
    verdicts = page.locator("article.failed .verdict").all_inner_texts()
    context.close()
    assert not [text for text in said if "404" not in text and "ERR_UPLOAD_FILE_CHANGED" not in text], verdicts


def drop(page, files):
    """Drop files on the page, as the pointer does it."""
    given = page.evaluate_handle(
        """files => {
            const made = new DataTransfer();
            for (const [name, text] of files) made.items.add(new File([text], name));
            return made;
        }""",
        files,
    )
    page.dispatch_event("#drop", "dragover", {"dataTransfer": given})
    page.dispatch_event("#drop", "drop", {"dataTransfer": given})


def test_a_bad_table_that_is_dropped_shows_its_findings(page, serving, root):
    with serving(data=root / "data") as served:
        page.goto(served.url + "validate")
        drop(page, [["place_names.csv", BAD]])
        page.wait_for_selector("article.invalid")
        assert re.match(r"Not valid: \d+ errors", page.inner_text("article .verdict"))
        rows = page.locator("article tbody tr").all_inner_texts()
        assert any("tradition" in row and "nobody" in row and "closed_list" in row for row in rows)
        assert any("zz" in row for row in rows)
        assert page.locator("article img, article b, article script").count() == 0
        assert "\u202e" not in page.inner_text("article")
        assert "place_names" in page.inner_text("article .holds")


def test_several_files_are_checked_one_after_the_other(page, serving, root):
    with serving(data=root / "data") as served:
        page.goto(served.url + "validate")
        drop(page, [["one.txt", GOOD], ["two.csv", "a,b\n1,2\n"]])
        page.wait_for_selector("article >> nth=1")
        assert page.locator("article h2").all_inner_texts() == ["two.csv", "one.txt"]
        assert page.inner_text("article.valid .verdict").startswith("Valid")
        assert page.inner_text("#state").startswith("two.csv: Not valid")


def test_a_file_is_chosen_with_the_keyboard_alone_and_checked_again_as_another_table(page, serving, root, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("a,b\n1,2\n")
    with serving(data=root / "data") as served:
        page.goto(served.url + "validate")
        order = []
        for _ in range(6):
            page.keyboard.press("Tab")
            order.append(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
        assert order == ["Skip to the content", "Newest version", "Versions", "Validate a file", "table", "files"]
        with page.expect_file_chooser() as chosen:
            page.keyboard.press("Space")
        chosen.value.set_files(path)
        page.wait_for_selector("article.invalid")
        page.locator("article select").focus()
        page.keyboard.type("place_links")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("article .holds >> text=place_links")
        assert page.locator("article").count() == 1


def test_a_file_that_is_too_large_is_not_sent(page, serving):
    with serving("--max-upload", "1kB") as served:
        page.goto(served.url + "validate")
        asked = []
        page.on("request", lambda request: asked.append(request.method))
        drop(page, [["large.csv", "x" * 2000]])
        page.wait_for_selector("article.failed")
        assert "more than 1 kB" in page.inner_text("article .verdict")
        assert "POST" not in asked


def test_a_file_that_is_dropped_beside_the_field_does_not_leave_the_page(page, serving, root):
    with serving(data=root / "data") as served:
        page.goto(served.url + "validate")
        given = page.evaluate_handle(
            "() => { const made = new DataTransfer(); made.items.add(new File(['a,b'], 'x.csv')); return made; }"
        )
        page.dispatch_event("h1", "drop", {"dataTransfer": given})
        page.wait_for_selector("article")
        assert page.url.endswith("/validate")


def test_without_a_script_the_page_says_what_to_do(browser, serving):
    context = browser.new_context(java_script_enabled=False)
    with serving() as served:
        page = context.new_page()
        page.goto(served.url + "validate")
        assert "karabakh validate FILE" in page.inner_text("noscript")
        assert not page.is_visible("#drop")
    context.close()


def test_the_page_of_a_version_runs_its_own_script_and_leads_to_the_others(page, serving):
    with serving() as served:
        page.goto(served.url)
        assert page.url == f"{served.url}1.1.0/"
        assert page.title() == "ran"
        with page.expect_download() as saved:
            page.click("a:text-is('places')")
        assert saved.value.suggested_filename == "places.csv"
        page.click("nav >> text=Versions")
        page.click("[aria-label='Tables of 1.1.0']")
        with page.expect_download() as saved:
            page.click("a:text-is('Parquet')")
        assert saved.value.suggested_filename == "places.parquet"
        page.click("nav >> text=Validate a file")
        with page.expect_download() as saved:
            page.click("a[download='place_names.csv']")
        assert saved.value.suggested_filename == "place_names.csv"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(browser, serving, scheme):
    run = pytest.importorskip("axe_playwright_python.sync_playwright").Axe().run
    context = browser.new_context(color_scheme=scheme, bypass_csp=True, viewport={"width": 390, "height": 844})
    with serving() as served:
        page = context.new_page()
        for name in PAGES:
            page.goto(served.url + name)
            if name == "validate":
                drop(page, [["place_names.csv", BAD], ["one.txt", GOOD]])
                page.wait_for_selector("article >> nth=1", timeout=20_000)
            found = run(page).response["violations"]
            serious = [(one["id"], [node["html"][:80] for node in one["nodes"]]) for one in found
                       if one["impact"] in ("serious", "critical")]  # fmt: skip
            assert not serious, name
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
    context.close()


def test_a_check_can_be_stopped(page, serving, root):
    with serving(data=root / "data") as served:
        page.goto(served.url + "validate")
        drop(page, [["long.txt", "(" * 4_000_000], ["next.csv", "a,b"]])
        page.click("#stop")
        page.wait_for_selector("article.failed")
        assert "you stopped it" in page.inner_text("article .verdict")
        page.wait_for_selector("#stop", state="hidden")
        assert page.locator("article").count() == 1
        assert page.evaluate("document.activeElement.id") == "files"


def test_waiting_for_a_seat_can_be_stopped(browser, serving):
    busy = {"status": 503, "headers": {"retry-after": "60"}, "body": "others are checked"}
    with serving() as served, browser.new_context() as context:
        page = context.new_page()
        page.route("**/validate?*", lambda route: route.fulfill(**busy))
        page.goto(served.url + "validate")
        with page.expect_response("**/validate?*"):
            drop(page, [["mine.csv", "a,b"]])
        page.click("#stop")
        page.wait_for_selector("article.failed", timeout=10_000)
        assert "you stopped it" in page.inner_text("article .verdict")


def test_a_file_that_has_changed_is_to_be_chosen_again(page, serving, root, tmp_path):
    path = tmp_path / "mine.csv"
    path.write_text("a,b\n1,2\n")
    with serving(data=root / "data") as served:
        page.goto(served.url + "validate")
        page.set_input_files("#files", path)
        page.wait_for_selector("article.invalid")
        path.write_text("a,b,c\n1,2,3\n")
        page.click("article button")
        page.wait_for_selector("article.failed")
        assert "choose it again" in page.inner_text("article .verdict")

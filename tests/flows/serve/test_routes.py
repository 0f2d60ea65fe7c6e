"""What is at each address: the newest version first, and of each version what its SHA256SUMS lists, nothing else."""

import hashlib

import pytest

from karabakh.flows.page.file import SERVED
from karabakh.flows.publish import checksums
from karabakh.flows.publish.index import read_index
from karabakh.flows.serve.media import kind
from karabakh.flows.serve.pages import NAVIGATION, statics

PAGES = ["/1.1.0/", "/1.0.0/", "/versions", "/versions/1.1.0", "/validate"]


def test_the_root_leads_to_the_newest_version_with_a_slash_so_that_its_links_work(client):
    answer = client.get("/")
    assert (answer.status_code, answer.headers["location"]) == (302, "/1.1.0/")
    assert client.get("/1.0.0").headers["location"] == "/1.0.0/"


def test_the_page_of_a_version_has_the_navigation_in_the_place_it_keeps(client, data):
    published = (data / "1.1.0" / "index.html").read_text()
    shown = client.get("/1.1.0/").text
    assert shown == published.replace(SERVED, NAVIGATION)
    assert "<script" not in NAVIGATION
    for address in ("/versions", "/validate"):
        assert f'href="{address}"' in NAVIGATION
        assert client.get(address).status_code == 200


def test_the_file_of_the_page_is_as_published(client, data):
    answer = client.get("/1.1.0/index.html")
    assert answer.content == (data / "1.1.0" / "index.html").read_bytes()
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_a_version_without_a_page_says_so_and_lists_its_files(client):
    shown = client.get("/1.0.0/").text
    assert "no page to look at" in shown
    assert 'href="/1.0.0/csv/places.csv"' in shown
    assert 'href="/1.0.0/README.md"' in shown
    assert "no page to look at" not in client.get("/versions/1.0.0").text


def test_the_list_of_versions_has_the_newest_first(client):
    shown = client.get("/versions").text
    assert 0 < shown.index(">1.1.0<") < shown.index(">1.0.0<")
    for address in ("/1.1.0/", "/versions/1.1.0", "/1.1.0/CHANGES.md"):
        assert f'href="{address}"' in shown
    assert client.get("/versions.json").json()["latest"] == "1.1.0"


@pytest.mark.parametrize("number", ["1.0.0", "1.1.0"])
def test_every_listed_file_is_served_as_published(client, data, number):
    listed = checksums.read(data / number)
    for name, digest in {**listed, "SHA256SUMS": checksums.sha256(data / number / "SHA256SUMS")}.items():
        answer = client.get(f"/{number}/{name}")
        assert answer.status_code == 200, name
        assert hashlib.sha256(answer.content).hexdigest() == digest
        assert answer.headers["content-type"] == kind(name)
        assert answer.headers["etag"] == f'"{digest}"'
        assert client.get(f"/{number}/{name}", headers={"if-none-match": f'"{digest}"'}).status_code == 304


def test_only_the_page_may_be_shown_as_a_page(client):
    assert client.get("/1.1.0/odd.svg").headers["content-type"] == "application/octet-stream"
    assert client.get("/1.1.0/odd.svg").headers["content-disposition"] == 'attachment; filename="odd.svg"'
    assert client.get("/1.1.0/README.md").headers["content-type"] == "text/plain; charset=utf-8"


def test_a_file_is_given_in_parts(client, data):
    whole = (data / "1.1.0" / "parquet" / "places.parquet").read_bytes()
    answer = client.get("/1.1.0/parquet/places.parquet", headers={"range": "bytes=4-9"})
    assert (answer.status_code, answer.content) == (206, whole[4:10])
    assert client.get("/1.1.0/parquet/places.parquet", headers={"range": "bytes=99999-"}).status_code == 416
    etag = answer.headers["etag"]
    for tag, status in ((etag, 206), ('"another"', 200)):
        asked = {"range": "bytes=0-3", "if-range": tag}
        assert client.get("/1.1.0/parquet/places.parquet", headers=asked).status_code == status


@pytest.mark.parametrize(
    "path",
    ["/secret.txt", "/latest", "/1.1.0/unlisted.csv", "/1.1.0/.hidden", "/1.1.0/..%2fsecret.txt",
     "/1.1.0/%2e%2e/secret.txt", "/1.1.0/%2e%2e%2fsecret.txt", "/1.1.0/..%252fsecret.txt", "/1.1.0/..%5csecret.txt",
     "/1.1.0//etc/passwd", "/1.1.0/csv", "/1.1.0/csv/", "/1.1.0/csv//places.csv",
     "/1.1.0/csv%2fplaces.csv", "/1.1.0/csv/places.csv%00", "/1.1.0/csv/places.csv%0a", "/1.1.0/CSV/places.csv",
     "/01.1.0/", "/9.9.9/", "/latest/", "/1.1.0%00/", "/static/../serve.css", "/static/..%2fcommand.py",
     "/static/command.py", "/templates/nope.csv", "/templates/..%2f..%2fx.csv", "/versions/9.9.9", "/versions/",
     "/validate/", "/%ff%fe", "/1.1.0/\N{PILE OF POO}"],
)  # fmt: skip
def test_nothing_else_is_served(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "secret" not in answer.text


def test_a_link_is_not_followed_even_where_it_is_listed(client, data):
    listed = data / "1.1.0" / "csv" / "places.csv"
    listed.replace(data / "elsewhere.csv")
    listed.symlink_to(data / "elsewhere.csv")
    assert client.get("/1.1.0/csv/places.csv").status_code == 503
    listed.unlink()
    assert client.get("/1.1.0/csv/places.csv").status_code == 503


def test_a_page_that_is_not_what_was_published_is_not_shown(client, data, capsys):
    (data / "1.1.0" / "index.html").write_text("<body><script>alert(1)</script>")
    answer = client.get("/1.1.0/")
    assert answer.status_code == 503
    assert "alert" not in answer.text
    assert "not what was published" in capsys.readouterr().err


def test_a_list_of_files_that_is_not_what_was_published_lists_none(client, data):
    (data / "1.0.0" / "SHA256SUMS").write_text("0" * 64 + "  README.md\n")
    assert client.get("/1.0.0/README.md").status_code == 503


def test_a_version_that_is_published_meanwhile_is_there(client, data):
    index = read_index(data)
    (data / "versions.json").write_text(type(index)(index.versions[:1]).text())
    assert client.get("/").headers["location"] == "/1.0.0/"
    assert client.get("/1.1.0/").status_code == 404


def test_of_a_version_that_is_there_in_part_only_the_files_that_are_there_are_served(client, data):
    first, second = read_index(data).versions
    part = type(second)(**{name: getattr(second, name) for name in second.__slots__} | {"files": ("README.md",)})
    (data / "1.1.0").rename(data / "1.1.0-partial")
    for name in ("csv/places.csv", "CHANGES.md"):
        (data / "1.1.0-partial" / name).unlink()
    (data / "versions.json").write_text(type(read_index(data))((first,), (part,)).text())
    assert client.get("/").headers["location"] == "/1.0.0/"
    assert client.get("/1.1.0/README.md").status_code == 200
    assert client.get("/1.1.0/csv/places.csv").status_code == 404
    listed = client.get("/versions").text
    assert "in part" in listed
    assert "/1.1.0/CHANGES.md" not in listed
    assert client.get("/versions/1.1.0").status_code == 200


def test_scores_are_measured_and_so_not_asked_for(client):
    shown = client.get("/validate").text
    assert "<option>place_names</option>" in shown
    assert "quality" not in shown


def test_each_table_has_a_file_to_fill_in(client):
    answer = client.get("/templates/place_names.csv")
    assert answer.text.removeprefix("\ufeff").startswith("place_id,name,")
    assert answer.headers["content-disposition"] == 'attachment; filename="place_names.csv"'
    shown = client.get("/validate").text
    assert 'href="/templates/place_names.csv"' in shown
    assert 'href="/templates/statements.csv"' in shown


def test_the_pages_need_nothing_but_what_is_served_here(client):
    for page in PAGES:
        shown = client.get(page).text
        assert "http://" not in shown
        assert " style=" not in shown
        assert "onclick" not in shown
    for name in statics():
        assert client.get(f"/static/{name}").status_code == 200


def test_the_style_has_the_dark_colours_where_the_system_asks_for_them(client):
    style = client.get("/static/serve.css").text
    assert "data-theme" not in style.partition("body {")[0]
    assert style.count("@media (prefers-color-scheme: dark)") >= 2


def test_it_says_that_it_is_well(client, data):
    assert client.get("/healthz").text == "ok\n"
    (data / "versions.json").write_text("no list")
    assert client.get("/healthz").status_code == 503


def test_head_is_get_without_the_content(client):
    for path in [*PAGES, "/1.1.0/csv/places.csv", "/versions.json"]:
        head, whole = client.head(path), client.get(path)
        assert head.content == b""
        assert {**head.headers} == {**whole.headers}, path

"""Publishing at an address: through the protocol of S3 to a server that speaks it, and what is refused."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from karabakh.flows.errors import CallError
from karabakh.flows.publish import publish as publish_here
from karabakh.flows.publish import remote
from karabakh.flows.publish.errors import BusyError, DamagedError, FolderError, WriteError
from karabakh.flows.publish.store import Store, store

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:botocore", "ignore::ResourceWarning")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://example.org/data", "can only be read"),
        ("https://example.org/data", "can only be read"),
        ("s3://key:hidden@bucket/data", "passwords and keys belong in the environment"),
        ("s3://key@bucket/data", "passwords and keys belong in the environment"),
        ("sftp://me:hidden@example.org/data", "passwords and keys belong in the environment"),
        ("s3://bucket/data?key=hidden", "more than a place"),
        ("simplecache::s3://bucket/data", "more than a place"),
        ("s3://", "no bucket"),
        ("s3:///data", "no bucket"),
        ("nonsense://bucket/data", "cannot be opened"),
        ("s3://[/data", "no address"),
    ],
)
def test_what_cannot_be_written_is_a_wrong_call(some, address, said):
    with pytest.raises(CallError, match=said) as error:
        remote.publish(some, address)
    assert "hidden" not in str(error.value)


@pytest.mark.slow
def test_a_version_and_the_next_are_what_a_folder_gets(bucket, some, more, tmp_path):
    first = remote.publish(some, bucket.address)
    assert (first.version, first.path, first.changed) == ("1.0.0", f"{bucket.address}/1.0.0", True)
    assert bucket.assert_whole() == "1.0.0"
    assert remote.publish(some, bucket.address).changed is False
    second = remote.publish(more, f"{bucket.address}/")
    assert (second.version, second.change) == ("1.1.0", "minor")
    assert bucket.assert_whole() == "1.1.0"
    publish_here(some, tmp_path / "data")
    publish_here(more, tmp_path / "data")
    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file() and path.name != ".lock"]
    local = {path.relative_to(tmp_path).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    listed = json.loads((tmp_path / "data" / "versions.json").read_text(encoding="utf-8"))["versions"]
    assert bucket.sums() == local | {"data/versions.json": [entry | {"released": None} for entry in listed]}


@pytest.mark.slow
def test_what_is_published_can_be_loaded_from_there(bucket, some, more, tmp_path, monkeypatch):
    from karabakh.flows.download.load import load, versions

    monkeypatch.setenv("KARABAKH_CACHE", str(tmp_path / "cache"))
    remote.publish(some, bucket.address)
    remote.publish(more, bucket.address)
    assert [release.version for release in versions(bucket.address)] == ["1.0.0", "1.1.0"]
    assert len(load("places", data=bucket.address)) == more["places"].num_rows
    assert len(load("places", "1.0.0", bucket.address)) == some["places"].num_rows


@pytest.mark.slow
def test_nothing_new_writes_nothing(bucket, some, monkeypatch):
    remote.publish(some, bucket.address)

    def refuse(*_):
        raise AssertionError("written")

    for name in ("write", "upload", "remove"):
        monkeypatch.setattr(Store, name, refuse)
    assert remote.publish(some, bucket.address).changed is False


@pytest.mark.slow
@pytest.mark.parametrize("name", ["parquet/places.parquet", "SHA256SUMS"])
def test_a_previous_version_that_was_changed_stops_the_run(bucket, some, more, name):
    remote.publish(some, bucket.address)
    bucket.put(f"1.0.0/{name}", b"other")
    with pytest.raises(DamagedError, match=f"{name} is not what was published"):
        remote.publish(more, bucket.address)
    bucket.system.rm(f"{bucket.name}/data/1.0.0/{name}")
    with pytest.raises(DamagedError, match=f"{name} is missing"):
        remote.publish(more, bucket.address)
    assert [entry["version"] for entry in bucket.listed()] == ["1.0.0"]


@pytest.mark.slow
def test_a_list_that_changed_meanwhile_is_not_replaced(bucket, some, more, monkeypatch):
    remote.publish(some, bucket.address)
    text = bucket.objects()["data/versions.json"]
    upload = Store.upload

    def while_another_publishes(store, path, name):
        upload(store, path, name)
        bucket.put("versions.json", text + b"\n")

    monkeypatch.setattr(Store, "upload", while_another_publishes)
    with pytest.raises(BusyError, match="changed meanwhile") as error:
        remote.publish(more, bucket.address)
    assert error.value.passing
    assert bucket.objects()["data/versions.json"] == text + b"\n"
    assert not any(name.startswith(("data/1.1.0", "data/.staging")) for name in bucket.objects())


@pytest.mark.slow
def test_a_file_that_arrives_otherwise_is_seen(bucket, some, more, monkeypatch):
    remote.publish(some, bucket.address)
    before = bucket.objects()
    system = store(bucket.address).system  # one for all who ask for it
    put_file = system.put_file

    def spoilt(path, target, **options):
        put_file(path, target, **options)
        if target.endswith("README.md"):
            system.pipe_file(target, Path(path).read_bytes()[:-1] + b"?")

    monkeypatch.setattr(system, "put_file", spoilt)
    with pytest.raises(WriteError, match=r"README\.md is not what was uploaded"):
        remote.publish(more, bucket.address)
    assert bucket.objects() == before


@pytest.mark.slow
def test_a_store_that_fails_for_a_while_is_tried_again(bucket, some, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda _: None)
    failing = {"put_file": 2, "cat_file": 1, "pipe_file": 2}
    system = store(bucket.address).system
    for name in failing:
        operation = getattr(system, name)

        def flaky(*arguments, _name=name, _operation=operation, **options):
            if failing[_name]:
                failing[_name] -= 1
                raise OSError(5, "a server error, with https://me:hidden@example.org/?sig=hidden")
            return _operation(*arguments, **options)

        monkeypatch.setattr(system, name, flaky)
    remote.publish(some, bucket.address)
    assert bucket.assert_whole() == "1.0.0"
    failing["cat_file"] = 100
    with pytest.raises(WriteError, match="a server error") as error:
        remote.publish(some, bucket.address)
    assert "hidden" not in str(error.value)


@pytest.mark.slow
def test_a_bucket_that_is_not_there_is_a_wrong_call(bucket, some):
    for attempt in (remote.check, lambda address: remote.publish(some, address)):
        with pytest.raises(FolderError, match=r"cannot be used: .*bucket does not exist"):
            attempt("s3://there-is-no-such-bucket/data")
    remote.check(bucket.address)  # of a bucket that is there and empty
    remote.check(f"s3://{bucket.name}")
    remote.publish(some, bucket.address)
    remote.check(bucket.address)


@pytest.mark.slow
def test_who_may_see_a_prefix_alone_may_have_a_bucket(bucket, monkeypatch):
    system = store(bucket.address).system
    listing = system.ls

    def ls(path, **options):
        if path == bucket.name:
            raise PermissionError(13, "Access Denied")
        return listing(path, **options)

    monkeypatch.setattr(system, "ls", ls)
    remote.check(bucket.address)


@pytest.mark.slow
def test_no_keys_are_a_wrong_call_at_once(bucket, some, monkeypatch):
    for variable in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(variable)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    type(bucket.system).clear_instance_cache()  # which remembers the keys
    monkeypatch.setattr("time.sleep", lambda _: pytest.fail("waited"))
    with pytest.raises(FolderError, match="credentials"):
        remote.check(f"s3://{bucket.name}/another")


def test_a_store_in_memory_will_do(some, more):
    pytest.importorskip("fsspec.implementations.memory")
    remote.publish(some, "memory://karabakh-test/data")
    assert remote.publish(more, "memory://karabakh-test/data").version == "1.1.0"


@pytest.mark.slow
def test_the_command_publishes_and_verifies_at_an_address_and_tells_no_secret(bucket, s3_server, tmp_path, root):
    def karabakh(*arguments, **variables):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KARABAKH_")}
        environment = {**kept, **s3_server, "PREFECT_HOME": str(tmp_path / "prefect"), **variables}
        call = [sys.executable, "-m", "karabakh.flows.cli", *arguments]
        return subprocess.run(
            call, capture_output=True, encoding="utf-8", env=environment, cwd=root, timeout=200, check=False
        )

    first = karabakh("refresh", "--data", bucket.address)
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines()[-1] == f"published 1.0.0 {bucket.address}/1.0.0"
    listed = json.loads((root / "data" / "versions.json").read_text(encoding="utf-8"))["versions"]
    assert bucket.assert_whole() == "1.0.0"
    assert [entry["tables"] for entry in bucket.listed()] == [entry["tables"] for entry in listed[-1:]]
    again = karabakh("refresh", KARABAKH_DATA=bucket.address)
    assert again.stdout.splitlines()[-1] == f"unchanged 1.0.0 {bucket.address}/1.0.0"
    whole = karabakh("verify", "--data", bucket.address, "--files-only")
    assert (whole.returncode, whole.stdout) == (0, "whole 1.0.0\n")
    bucket.put("1.0.0/README.md", b"other")
    damaged = karabakh("verify", "--data", bucket.address, "--files-only")
    assert (damaged.returncode, damaged.stdout.splitlines()[-1]) == (1, "damaged 1.0.0")
    refused = karabakh("refresh", "--data", "http://me:hidden@example.org/data")
    assert refused.returncode == 2
    assert "can only be read" in refused.stderr
    said = "".join(run.stdout + run.stderr for run in (first, again, whole, damaged, refused))
    kept = b"".join(path.read_bytes() for path in (tmp_path / "prefect").rglob("*") if path.is_file())
    assert "hidden" not in said
    assert b"hidden" not in kept

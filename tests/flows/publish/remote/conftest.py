"""A bucket to publish in, and what others see of it."""

import hashlib
import json

import pytest


class Bucket:
    """What somebody else sees in the bucket."""

    def __init__(self, system, name):
        self.system, self.name, self.address = system, name, f"s3://{name}/data"

    def objects(self):
        self.system.invalidate_cache()
        found = {path.removeprefix(f"{self.name}/"): self.system.cat_file(path) for path in self.system.find(self.name)}
        return dict(sorted(found.items()))

    def sums(self):
        """The checksum of every object; the time in versions.json left out."""
        made = {name: hashlib.sha256(content).hexdigest() for name, content in self.objects().items()}
        return made | {"data/versions.json": [entry | {"released": None} for entry in self.listed()]}

    def listed(self):
        return json.loads(self.objects()["data/versions.json"])["versions"]

    def put(self, name, content=b""):
        self.system.pipe_file(f"{self.name}/data/{name}", content)

    def assert_whole(self):
        """A reader who trusts versions.json finds every file of every version as it was published."""
        objects = self.objects()
        if "data/versions.json" not in objects:
            return None
        listed = json.loads(objects["data/versions.json"])["versions"]
        for entry in listed:
            sums = objects[f"data/{entry['version']}/SHA256SUMS"]
            assert hashlib.sha256(sums).hexdigest() == entry["sha256sums"]
            for line in sums.decode().splitlines():
                digest, name = line.split("  ")
                assert hashlib.sha256(objects[f"data/{entry['version']}/{name}"]).hexdigest() == digest
        return listed[-1]["version"]


@pytest.fixture
def bucket(s3, request):
    system = type(s3)(skip_instance_cache=True)
    name = "bucket-" + hashlib.sha256(request.node.name.encode()).hexdigest()[:20]
    system.mkdir(name)
    return Bucket(system, name)

"""The head of a version's README.md is what Hugging Face's `datasets` loads each table by, without a network."""

import importlib
import json
import re
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from karabakh.schemas import TABLES
from karabakh.schemas.arrow import arrow_schema

pytestmark = pytest.mark.filterwarnings("ignore")  # both libraries have warnings of their own


@pytest.fixture(scope="module")
def datasets(tmp_path_factory: pytest.TempPathFactory) -> Any:
    home = tmp_path_factory.mktemp("huggingface")
    names = ("HF_HUB_OFFLINE", "HF_DATASETS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "HF_DATASETS_DISABLE_PROGRESS_BARS")
    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.setenv(name, "1")
        patch.setenv("HF_HOME", str(home))
        patch.setenv("HF_DATASETS_CACHE", str(home / "datasets"))
        yield pytest.importorskip("datasets")


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any, **options: Any) -> None:
        raise AssertionError(f"a connection is asked for: {arguments}")

    monkeypatch.setattr("socket.socket.connect", refuse)


@pytest.fixture
def load(datasets: Any, version: Path, tmp_path: Path) -> Any:
    return lambda name: datasets.load_dataset(str(version), name=name, cache_dir=str(tmp_path))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_loaded_by_its_name(load: Any, filled: dict[str, pa.Table], name: str) -> None:
    loaded = load(name)
    assert list(loaded) == ["train"]
    assert loaded["train"].to_list() == filled[name].to_pylist()


@pytest.mark.parametrize("name", TABLES)
def test_the_features_are_the_columns_with_their_types(load: Any, name: str) -> None:
    found = load(name)["train"].features.arrow_schema
    assert [(field.name, field.type) for field in found] == [
        (field.name, field.type) for field in arrow_schema(TABLES[name])
    ]


def test_where_none_is_named_the_place_mentions_are_loaded(load: Any, filled: dict[str, pa.Table]) -> None:
    assert load(None)["train"].column_names == filled["place_mentions"].column_names


def test_what_the_card_says_of_loading_works(datasets: Any, version: Path, filled: dict[str, pa.Table]) -> None:
    text = (version / "README.md").read_text(encoding="utf-8").split("## Loading")[1].split("\n## ")[0]
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert [re.findall(r"import (\w+)", block) for block in blocks] == [["datasets"], ["mlcroissant"], ["frictionless"]]
    for block in blocks:
        names: dict[str, Any] = {"folder": str(version)}
        exec(block, names)
        assert len(names["rows"]) == filled["place_mentions"].num_rows


def test_the_hub_library_reads_the_card(version: Path) -> None:
    hub = pytest.importorskip("huggingface_hub")
    card = hub.DatasetCard.load(version / "README.md")
    told = hub.DatasetCardData(**card.data.to_dict())
    assert (told.license, told.annotations_creators) == ("cc-by-4.0", ["machine-generated"])
    assert [config["config_name"] for config in card.data.to_dict()["configs"]] == list(TABLES)
    assert card.text.startswith("\n# ") or card.text.startswith("# ")


def test_every_choice_is_one_that_the_library_knows(datasets: Any, version: Path) -> None:
    import yaml

    front = yaml.safe_load((version / "README.md").read_text(encoding="utf-8").split("---\n")[1])
    known = Path(importlib.import_module("datasets.utils").__file__ or "").parent / "resources"
    sizes, languages, creators = (
        json.loads((known / f"{name}.json").read_text(encoding="utf-8"))
        for name in ("size_categories", "languages", "creators")
    )
    assert set(front["size_categories"]) <= set(sizes)
    assert set(front["language"]) <= set(languages)
    assert set(front["annotations_creators"]) <= set(creators["annotations"])
    assert set(front["task_categories"]) <= set(importlib.import_module("datasets.utils.metadata").known_task_ids)


@pytest.mark.slow
def test_every_table_of_the_committed_version_is_loaded(datasets: Any, root: Path, tmp_path: Path) -> None:
    latest = root / "data" / (root / "data" / "latest").read_text(encoding="utf-8").strip()
    if not (latest / "croissant.json").is_file():
        pytest.skip("the committed version is older than its head that leaves empty tables out")
    for name in datasets.get_dataset_config_names(str(latest)):
        rows = datasets.load_dataset(str(latest), name=name, cache_dir=str(tmp_path))["train"]
        assert rows.to_list() == pq.read_table(latest / "parquet" / f"{name}.parquet").to_pylist()

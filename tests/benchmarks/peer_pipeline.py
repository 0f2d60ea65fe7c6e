"""What a user would write: places by spaCy, dates by dateparser, a table of each by pandas. Run by bench_peer.py.

    python peer_pipeline.py MODEL CORPUS.jsonl FOLDER

Knows nothing of this project, so that it runs in an environment of its own. Prints the CPU seconds of the work; what
loading the model took does not count.
"""

import json
import sys
import time
from pathlib import Path

import pandas as pd


def main(model: str, corpus: str, folder: str) -> None:
    """Find places and dates in every text of a corpus, and write two tables."""
    import spacy
    from dateparser.search import search_dates

    documents = [json.loads(line) for line in Path(corpus).read_text(encoding="utf-8").splitlines()]
    language = spacy.load(model, disable=["lemmatizer", "attribute_ruler", "tagger"])
    language.max_length = 10_000_000
    language("The weather in Goris was fine on 8 May.")
    began = time.process_time()
    places, dates = [], []
    for document in documents:
        name, text = document["document_id"], document["text"]
        found = (entity for entity in language(text).ents if entity.label_ in {"GPE", "LOC", "FAC"})
        places += [(name, entity.start_char, entity.end_char, entity.text) for entity in found]
        dates += [(name, words, when) for words, when in search_dates(text, languages=["en"]) or ()]
    pd.DataFrame(places, columns=["document_id", "start", "end", "surface"]).to_parquet(Path(folder, "places.parquet"))
    pd.DataFrame(dates, columns=["document_id", "surface", "date"]).to_parquet(Path(folder, "dates.parquet"))
    print(json.dumps({"seconds": time.process_time() - began, "places": len(places), "dates": len(dates)}))


if __name__ == "__main__":
    main(*sys.argv[1:])

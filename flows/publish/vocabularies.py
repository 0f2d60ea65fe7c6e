"""Our codes in, the terms of the vocabularies that gazetteers share out; what has no term that surely fits has none.

GeoNames classes: A administration, H water, L areas, P settlements, R roads, S spots, T relief. AAT is the Art &
Architecture Thesaurus of the Getty, and ``gvp`` the Getty's ontology. A type of ours that joins things that the AAT
keeps apart (mountains and ranges; monasteries, churches and mosques) has its class alone.
"""

from typing import Final

FEATURE_CLASS: Final = {
    "city": "P",
    "continent": "L",
    "country": "A",
    "de_facto_state": "A",
    "district": "A",
    "fortress": "S",
    "historic_state": "A",
    "lake": "H",
    "monastery": "S",
    "mountain": "T",
    "pass": "T",
    "province": "A",
    "quarter": "P",
    "region": "L",
    "reservoir": "H",
    "river": "H",
    "road": "R",
    "sea": "H",
    "town": "P",
    "valley": "T",
    "village": "P",
}

AAT: Final = {
    "city": "300008389",  # cities
    "country": "300232420",  # sovereign states
    "district": "300000705",  # districts
    "fortress": "300006888",  # fortifications
    "historic_state": "300417385",  # polities
    "lake": "300008680",  # lakes
    "pass": "300259572",  # passes (landforms)
    "province": "300000774",  # provinces
    "region": "300182722",  # regions (geographic)
    "reservoir": "300006191",  # reservoirs
    "river": "300008707",  # rivers
    "sea": "300008694",  # seas
    "site": "300000809",  # sites (locations)
    "town": "300008375",  # towns
    "village": "300008372",  # villages
}

# relation -> term of the Getty's ontology, words before the other place's label
RELATION: Final = {
    "capital_of": ("gvp:tgn3201_capital_of", "capital of"),
    "part_of": ("gvp:broaderPartitive", "part of"),
    "same_site": ("gvp:tgn3000_related_to", "at one site with"),
    "succeeds": ("gvp:tgn3411_successor_of", "successor of"),
}
REPLACED: Final = ("dct:isReplacedBy", "replaced by")

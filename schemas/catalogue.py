"""Every table of the project by name: those that are published, in publishing order, and those that people write.

``ABOUT`` holds what is no table of the dataset and tells of it: a file beside the tables in each version.
"""

from karabakh.schemas.changes import Changes
from karabakh.schemas.contributions import Contributions
from karabakh.schemas.corpus import Corpus
from karabakh.schemas.corrections import Corrections
from karabakh.schemas.date_mentions import DateMentions
from karabakh.schemas.documents import Documents
from karabakh.schemas.fields import Table
from karabakh.schemas.figures import Figures
from karabakh.schemas.name_usage import NameUsage
from karabakh.schemas.place_links import PlaceLinks
from karabakh.schemas.place_mentions import PlaceMentions
from karabakh.schemas.place_names import PlaceNames
from karabakh.schemas.places import Places
from karabakh.schemas.quality import Quality
from karabakh.schemas.rejected import Rejected
from karabakh.schemas.sentences import Sentences
from karabakh.schemas.sources import Sources
from karabakh.schemas.statements import Statements

TABLES: dict[str, type[Table]] = {
    "documents": Documents,
    "sentences": Sentences,
    "place_mentions": PlaceMentions,
    "date_mentions": DateMentions,
    "figures": Figures,
    "statements": Statements,
    "name_usage": NameUsage,
    "places": Places,
    "place_names": PlaceNames,
    "place_links": PlaceLinks,
    "rejected": Rejected,
}

INPUTS: dict[str, type[Table]] = {
    "sources": Sources,
    "corrections": Corrections,
    "corpus": Corpus,
    "contributions": Contributions,
    "quality": Quality,
}

ABOUT: dict[str, type[Table]] = {"changes": Changes}

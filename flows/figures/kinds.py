"""What figures count, as one table: the words that tell a kind, with examples and counter-examples that are the tests.

The words are regular expressions without anchors. ``nouns`` are what is counted (500 refugees); ``qualifiers`` stand
before another noun (500 displaced villagers); ``passives`` are participles of which the counted are the object (500
were deported; deported 500); ``verbs`` have the counted as their subject (500 fled); ``weak`` ones tell the kind only
where nothing stronger does; ``before`` stands before the number (deportation of 500), ``of_people`` only where people
are named behind it (lost 500 men); ``subjects`` stand before a linking verb (the number of refugees rose to 500).
"""

from typing import Final, NamedTuple


class Kind(NamedTuple):
    """A kind of figure that counts people. Its examples have the figures in brackets, its counter-examples none."""

    name: str
    nouns: str = ""
    qualifiers: str = ""
    passives: str = ""
    verbs: str = ""
    weak: str = ""
    before: str = ""
    of_people: str = ""
    subjects: str = ""
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()


KINDS: Final = (
    Kind(
        "casualties",
        nouns=(
            r"casualt(?:y|ies)|victims?|(?:killed|dead) (?:and|or) (?:wounded|injured)|killed/wounded|(?:deaths"
            r"|fatalities) and injuries"
        ),
        passives=r"(?:killed|murdered) (?:and|or) (?:wounded|injured|maimed)",
        before=(
            r"kill(?:ed|ing|s)? (?:and|or) (?:wound|injur)(?:ed|ing|s)?|casualties of|victimi[sz]ed"
            r"|(?:casualties|victims) includ(?:e|ed|ing)"
            r"|deaths? and (?:wounding|injury|injuries|maiming) (?:of|to)|(?:caus|inflict|suffer|sustain)(?:ed"
            r"|ing) losses of"
        ),
        subjects=r"casualties|victims|losses",
        examples=(
            "The raid left [about 300] casualties.",
            "[Dozens] of people were killed or wounded on that day.",
            "Both sides admitted [4,200] killed and wounded.",
            "The number of victims rose to [870].",
        ),
        counter_examples=("The raid left 40 killed and 60 wounded.",),
    ),
    Kind(
        "killed",
        nouns=(
            r"dead(?! bodies)|deaths?|fatalit(?:y|ies)|martyrs?|corpses|dead bodies|lives(?! (?:at|in|on|saved"
            r"|spared|there|under|were saved|with)\b)|killed"
        ),
        qualifiers=r"dead|fallen|murdered|slain",
        passives=(
            r"killed|slain|murdered|massacred|executed|assassinated|slaughtered|martyred|shot dead|beheaded"
            r"|burn(?:ed|t) (?:alive|to death)|beaten to death|put to death|drowned"
        ),
        verbs=r"died|dead|die|perish(?:ed)?|lost their li(?:ves|fe)|froze to death|succumbed",
        before=(
            r"killings?(?: of)?|kills?|murder(?:ing|s)?(?: of)?|massacr(?:ing|e)(?: of)?|slaughter(?:ing)?(?: of)?"
            r"|execut(?:ing|ion of)|assassinat(?:ing|ion of)|li(?:ves|fe) of|deaths?(?: in (?:action|battle"
            r"|captivity|combat|custody))? of"
            r"|(?:dead|deaths|fatalities|killed) includ(?:e|ed|ing)|dead bodies of|bodies of|deaths:|dead:|killed:"
        ),
        of_people=r"loss of|lost|losing|losses of",
        subjects=r"death toll|deaths|fatalities|dead|killed|toll",
        examples=(
            "[At least 14] soldiers were reported to have been killed near the river.",
            "The attack killed [nearly 200] villagers.",
            "The war claimed [more than 30,000] lives.",
            "It led to the death of [up to 700] people.",
            "The death toll rose to [52].",
            "They murdered [eleven] guards, and [scores] of townspeople perished.",
            "[Some 3,000] died in the winter.",
            "The battalion lost [210] men.",
            "The dead include [17] boys and [two] nurses.",
        ),
        counter_examples=(
            "They killed time for 30 days.",
            "Resolution 600 condemned the killed.",
            "The party lost 12 seats.",
            "They killed 40 sheep.",
        ),
    ),
    Kind(
        "wounded",
        nouns=r"wounded|injured|injur(?:y|ies)",
        qualifiers=r"wounded|injured",
        passives=r"wounded|injured|maimed|hospitali[sz]ed|hurt",
        before=r"wound(?:ing|s)?|injur(?:ing|ies to)|maiming|(?:wounded|injured) includ(?:e|ed|ing)",
        subjects=r"wounded|injured",
        examples=(
            "Six were killed and [at least 31] wounded.",
            "The blast killed two guards, wounding [seventeen] others.",
            "[Over 120] wounded soldiers were flown out.",
        ),
        counter_examples=("A wounded man walked 20 paces.",),
    ),
    Kind(
        "displaced",
        nouns=(
            r"refugees?|homeless|idps"
            r"|displaced(?: persons?| people)?|(?:internally )?displaced(?: persons?| people)|exiles"
            r"|deportees|expellees|evacuees|asylum[- ]seekers"
        ),
        qualifiers=r"(?:internally )?displaced|uprooted|homeless|deported|expelled|exiled|refugee",
        passives=(
            r"(?:forcibly |internally )*(?:displaced|expelled|deported|ousted|uprooted|evicted|exiled|evacuated"
            r"|banished|resettled|dislocated|relocated|driven (?:out|from|off|away|into)|chased (?:out|from|away)"
            r"|cleansed|removed from|(?:forced|compelled|obliged)(?: out| from| into exile| to (?:leave|flee|move"
            r"|abandon|seek|evacuate|migrate|emigrate)))|(?:made|left|rendered) (?:homeless|refugees)"
        ),
        verbs=(
            r"fled|flee(?:ing)?|(?:leave|left|leaving|lost|losing|abandon(?:ed|ing)?) (?:their|these) (?:homes?"
            r"|houses|homeland)|(?:became|become|becoming|were|are|been|living as|live as) (?:refugees|homeless"
            r"|(?:internally )?displaced|internal(?:ly)? refugees)|(?:had|have|having|has) to (?:leave|flee|abandon)"
            r"|(?:took|taken|take|sought|seek|seeking|found|find|finding) (?:refuge|shelter|asylum)|escaped"
            r"|emigrated|homeless"
        ),
        weak=(
            r"crossed (?:into|over|the border)|cross(?:ing)? into|arriv(?:ed|ing) (?:in|from|at)|c[ao]me (?:from"
            r"|over from)|coming from|moved (?:to|from|out)|pour(?:ed|ing) (?:into|across)|streamed"
            r"|left(?= (?:(?-i:[A-Z])|for\b|the (?:area|city|country|district|enclave|region|republic|territory|town"
            r"|village)\b))|entered(?= (?-i:[A-Z])[a-z]+ (?:from|through|via)\b)"
            r"|(?:had|has|have) left(?= (?:by|within)\b)|from (?:their|these) (?:homes?|homeland|houses|villages)"
        ),
        before=(
            r"cleansing (?:of|against)|displac(?:ing|ement of|es)|expel(?:ling|s)|expulsion of"
            r"|deport(?:ing|ation of|s)|uproot(?:ing|s)"
            r"|evict(?:ing|ion of)|evacuat(?:ing|ion of)|(?:mass )?exodus of|ousting(?: of)?|resettl(?:ing|ement of)"
            r"|uprooting of|refugees:"
        ),
        of_people=r"forcing|chas(?:ed|ing|es)|driv(?:ing|e|es)|drove|forced|influx of|flight of|migration of",
        subjects=r"refugees|displaced(?: persons| people)?|idps",
        examples=(
            "[Roughly 45,000] villagers were forced to leave.",
            "The war displaced [2.5 million] people.",
            "[Tens of thousands] of refugees live in tents.",
            "[About 9,000] Kurds fled to the hills and a further [1,500] came from the plain.",
            "They deported [hundreds] of Greeks living on the coast, [60] of them children.",
            "By now [16,000] people have crossed into Georgia.",
            "The exodus of [over 70,000] residents followed.",
            "It drove [more than a million] from their homes.",
        ),
        counter_examples=(
            "The army fled for 12 days.",
            "Some 4,000 soldiers crossed into Georgia.",
        ),
    ),
    Kind(
        "captured",
        nouns=r"prisoners?(?: of war)?|pows?|hostages?|captives?|detainees?|internees",
        qualifiers=r"captured|captive|detained|imprisoned",
        passives=(
            r"captured|(?:taken|held|kept) (?:as )?(?:prisoners?|hostages?|captives?)|taken into captivity|in captivity"
            r"|in custody|behind bars|detained|imprisoned|arrested|interned|abducted|kidnapped|jailed|rounded up"
        ),
        verbs=r"surrendered",
        before=(
            r"captur(?:ing|e of|es)|arrest(?:ing|s)?(?: of)?|detain(?:ing|s)|detention of|abduct(?:ing|ion of)"
            r"|kidnapp?ing(?: of)?|imprison(?:ing|ment of)"
        ),
        subjects=r"prisoners|hostages|detainees",
        examples=(
            "They captured [85] soldiers.",
            "[About 1,100] were taken prisoner.",
            "[Some 40] Greeks were held as hostages.",
            "Both sides exchanged [twenty] hostages.",
        ),
        counter_examples=(
            "They captured 12 villages and 30 tanks.",
            "In 3 weeks they were captured.",
        ),
    ),
    Kind(
        "missing",
        nouns=r"missing(?: persons?| people| in action)?",
        qualifiers=r"missing",
        passives=r"(?:reported|declared|recorded|listed as|registered as|considered)(?: as)? missing",
        verbs=r"missing|disappeared|unaccounted for|vanished",
        before=r"disappearance of",
        subjects=r"missing(?: persons| people)?",
        examples=(
            "[More than 4,000] people are still missing.",
            "They seek [310] missing soldiers.",
        ),
        counter_examples=("Missing the bus, 40 boys walked home.",),
    ),
    Kind(
        "troops",
        nouns=(
            r"troops|soldiers?|fighters?|service ?members|servicem[ae]n|personnel(?! carriers?)|militants?"
            r"|mercenar(?:y|ies)|peace-?keepers?|militiam[ae]n|volunteers|combatants?|guerr?illas?|insurgents?"
            r"|rebels?|infantry(?:m[ae]n)?|cavalry(?:m[ae]n)?|conscripts?|recruits|reservists?|commandos?"
            r"|paratroopers?|gunm[ae]n|armed men|horsem[ae]n|marines|defenders|legionnaires|cossacks|riflem[ae]n"
            r"|warriors|jihadis(?:ts)?|terrorists|strong"
        ),
        before=(
            r"(?:army|armies|force|forces|garrison|contingent|corps|troops|division|brigade|regiment|detachment"
            r"|militia) of|(?:army|force|forces|garrison|contingent|troops|men|soldiers|fighters) number(?:ing|ed)"
        ),
        examples=(
            "[Thousands] of Ottoman soldiers were sent to the pass.",
            "An army of [18,000] men marched north.",
            "A [2,000]-strong garrison held the fort.",
            "[1,960] peacekeepers will stay.",
        ),
        counter_examples=(
            "33 battalions were disbanded.",
            "He bought 40 personnel carriers.",
        ),
    ),
    Kind(
        "population",
        nouns=r"inhabitants?|residents?|dwellers|townspeople|townsfolk|population",
        weak=(
            r"liv(?:ed|e|es|ing) (?:there|(?:in|on|at|within|across)(?! (?:abject|camps|conditions|dire|exile"
            r"|extreme|fear|misery|peace|poverty|tents?)))|resid(?:ed|e|ing) in|inhabit(?:ed|ing)?|remained in"
        ),
        before=(
            r"populations? of|(?:city|country|nation|state|town|village) of|home to|inhabited by|populated by"
            r"|population:|inhabitants:"
        ),
        subjects=r"populations?|inhabitants",
        examples=(
            "The town had [6,300] inhabitants.",
            "It has a population of [about 150,000].",
            "The population of the district was [21,400].",
            "[Some 80] Georgians lived in the village.",
        ),
        counter_examples=("The population fled within 3 days.",),
    ),
)

PEOPLE: Final = (
    r"people|persons?|individuals?|souls|(?:human )?beings|civilians?|m[ae]n|wom[ae]n|children|child|boys?|girls?"
    r"|infants|babies|villagers?|citizens?|nationals?|adults|elderly|youths|teenagers|students?|schoolchildren"
    r"|pupils|demonstrators?|protesters?|protestors?|settlers?|peasants|farmers|colonists|migrants|mourners"
    r"|supporters|spectators|believers|pilgrims|immigrants?|emigrants?|muslims?|christians|jews|orphans|widows"
    r"|survivors|returnees|slaves|workers?|strikers"
)
"""Nouns of people that tell no kind by themselves, and are a figure even where nothing else is said of them."""

PERSONS: Final = (
    r"others|members|policem[ae]n|police|officers?|officials?|guards?|employees|teachers|journalists?|reporters?"
    r"|activists?|passengers|patients|medics|doctors|nurses|pilots?|sailors|monks|priests|clergy|elders|bystanders"
    r"|townsmen|deputies|lawmakers|parliamentarians|compatriots|relatives|commanders|generals|leaders?|advis[eo]rs?"
    r"|opponents|cadres|observers|diplomats?|politicians|dissidents|intellectuals|contractors|hunters|miners"
    r"|tourists|specialists|experts|engineers|suspects|attackers|assailants|bombers|crewm[ae]n|voters"
)
"""Nouns of people that are a figure only where something happens to them."""

DEMONYM: Final = (
    r"(?:[A-Z][a-z]+[-–])?[A-Z][a-z]+(?:[A-Z][a-z]+)?(?:ians?|anis?|eris?|ans|eans|ese|lims|azis|echens|atars|ighurs"
    r"|ites|alis|akhis)|Greeks?|Turks?|Kurds?|Jews?|Poles?|Czechs?|Lezgins?|Talysh|Germans?|Arabs?|Uzbeks?|Kazakhs?"
    r"|Serbs?|Croats?|Slavs?|Azeris?|Persians?|Brits|British|French|Tutsis?|Hutus?|Tamils|Pashtuns|Alawites|Yezidis?"
    r"|Yazidis?|Ossetes"
)

MASSES: Final = "other_people"
"""The kind of people who are counted and of whom nothing above is said."""

MASSES_EXAMPLES: Final = (
    "[Up to 100,000] demonstrators filled the square.",
    "[250] students signed the letter.",
)
MASSES_COUNTER_EXAMPLES: Final = (
    "The two men met again.",
    "Seven hundred villages lie empty.",
    "More than 12 000 houses were burned.",
    "They fired 300 shells in 20 days.",
    "40 tanks and 25 vehicles were destroyed.",
    "She was 19 and he was 30 years old.",
    "He spoke for 15 minutes.",
)

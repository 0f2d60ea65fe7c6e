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
            r"casualt(?:y|ies)|victims?|killed,? wounded,? (?:and|or) (?:captured|missing)|(?:killed"
            r"|dead) (?:and|or) (?:wounded|injured)|killed/wounded|(?:deaths"
            r"|fatalities) and injuries"
        ),
        passives=r"(?:killed|murdered) (?:and|or) (?:wounded|injured|maimed)",
        verbs=r"(?:became|become|becoming|fall|falling|fallen|fell) (?:(?:innocent|mine|terror) )?victims?",
        before=(
            r"(?:kill|murder)(?:ed|ing|s)? (?:and|or) (?:injur|maim|wound)(?:e|ed|ing|s)?|casualties of|victimi[sz]ed"
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
            "Since then [over 350] people have become mine victims.",
        ),
        counter_examples=("The raid left 40 killed and 60 wounded.",),
    ),
    Kind(
        "killed",
        nouns=(
            r"dead(?! bodies)|deaths?|fatalit(?:y|ies)|martyrs?|corpses|(?:dead )?bodies|lives(?! (?:at|in|on|saved"
            r"|spared|there|under|were saved|with)\b)|killed"
        ),
        qualifiers=r"dead|fallen|murdered|slain",
        passives=(
            r"killed|slain|murdered|massacred|executed|exterminated|assassinated|slaughtered|martyred"
            r"|shot(?: dead)?(?! (?:at|down))"
            r"|burn(?:ed|t) (?:alive|to death)|(?:beaten|crushed|frozen|hacked|stabbed|starved|starving|tortured)"
            r" to death|put to death|drowned|beheaded|hanged|lynched|exhumed|buried|found dead|wiped out"
        ),
        verbs=(
            r"died|dead|dying|die|perish(?:ed)?|(?:gave|given|laid down|paid with) their lives|(?:was|were"
            r"|been) lost(?! (?:by|for|to|in (?:the|a) (?:crowd|desert|mist|woods))\b)|los(?:e|t|ing) their li(?:ves"
            r"|fe)|fro(?:ze|zen) to death|froze(?= (?:in|on)\b)"
            r"|starved|succumbed|(?:had|have|has) (?:already |also |since )?fallen(?! (?:by|for|from|ill|into"
            r"|sick|to|under|victims?)\b)"
            r"|f[ae]ll(?:en)? (?:to|victims? to) (?:(?:an?|the) )?(?:bullets?|cholera|disease|epidemics?|famine"
            r"|hunger|influenza|plague"
            r"|scurvy|smallpox|starvation|typhoid|typhus)|\A\s{1,3}their li(?:ves|fe)"
            r"|fell in (?:action|battle|combat)"
        ),
        before=(
            r"killings?(?: of)?|(?:killing|massacre|murder|slaughter)s? by [^,.;:()\d]{1,60} of|kills?"
            r"|murder(?:ing|s)?(?: of)?|massacr(?:ing|e)(?: of)?|slaughter(?:ing)?(?: of)?"
            r"|execut(?:ing|ion of)|assassinat(?:ing|ion of)|(?:claim(?:ed|ing|s)?|cut(?:ting)? short|cost(?:ing"
            r"|s)?|los(?:ing|s of|t)|tak(?:e|en|es|ing)|took|end(?:ed|ing|s)) (?:the )?li(?:ves|fe) of"
            r"|deaths?(?: in (?:action|battle"
            r"|captivity|combat|custody))? of"
            r"|(?:dead|deaths|fatalities|killed) includ(?:e|ed|ing)|bodies of|corpses of|remains of|deaths:|dead:"
            r"|killed:"
            r"|(?:attacks?|battles?|blast|clash(?:es)?|conflict|disease|earthquake|epidemic|explosions?|famine"
            r"|fighting"
            r"|mines?|siege|violence|wars?) (?:has |have |had )?claimed"
            r"|fatalities:|(?:died|perished|lost their lives):"
            r"|exhum(?:ed|ing)|unearth(?:ed|ing)|recover(?:ed|ing)(?! (?:from|to))"
            r"|retriev(?:ed|ing)|bur(?:ied|ying)"
            r"|exterminat(?:ing|ion of)|martyrdom of|genocide of|left for dead|mourn(?:ed|ing|s)"
            r"|shooting(?: dead)?|lynching|beheading|hanging"
        ),
        of_people=r"loss of|lost|losing|losses of",
        subjects=r"death toll|deaths|fatalities|dead|killed|murdered|slain|toll",
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
            "By dawn [at least 40] people had been shot, and [nine] froze to death.",
            "They recovered [23] bodies and buried [seven] more.",
            "In that war [over 600] of its citizens gave their lives.",
            "The flood cut short the lives of [300] people.",
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
        passives=(
            r"wounded|injured|maimed|hospitali[sz]ed|hurt|mutilated|crippled"
            r"|treated (?:for (?:burns|injuries|wounds)|(?:at|in) (?:a |the )?hospitals?)|(?:taken"
            r"|rushed) to hospitals?|hit by (?:bullets?|grenades?|gunfire|mortar|mortars|rubber bullets|shells?"
            r"|shrapnel|snipers?)"
        ),
        verbs=r"(?:received|suffer(?:ed|ing)|sustain(?:ed|ing)) (?:[a-z]+ )?(?:burns|injur(?:y|ies)|wounds)",
        of_people=r"treat(?:ed|ing)",
        before=r"wound(?:ing|s)?|injur(?:ing|ies to)|maiming|(?:wounded|injured) includ(?:e|ed|ing)",
        subjects=r"wounded|injured",
        examples=(
            "Six were killed and [at least 31] wounded.",
            "The blast killed two guards, wounding [seventeen] others.",
            "[Over 120] wounded soldiers were flown out.",
            "The clinic has treated [800] civilians, and [sixty] were taken to hospital.",
        ),
        counter_examples=("A wounded man walked 20 paces.",),
    ),
    Kind(
        "displaced",
        nouns=(
            r"refugees?|homeless|idps"
            r"|displaced(?: persons?| people)?|(?:internally )?displaced(?: persons?| people)|exiles"
            r"|new arrivals|returnees|deportees|expellees|evacuees|asylum[- ]seekers"
        ),
        qualifiers=r"(?:internally )?displaced|uprooted|homeless|deported|expelled|exiled|refugee",
        passives=(
            r"(?:forcibly |internally )*(?:displaced|expelled|deported|ousted|uprooted|evicted|exiled|evacuated"
            r"|deprived of (?:their )?homes|banished|resettled|dislocated|relocated|driven (?:across|away"
            r"|beyond|from|into|off|out|over)"
            r"|chased (?:out|from|away)"
            r"|cleansed|airlifted|bused|bussed|ferried|herded|trucked|removed from|(?:forced|compelled"
            r"|obliged)(?: out"
            r"| from| into exile| to (?:leave|flee|move"
            r"|abandon|seek|evacuate|migrate|emigrate)))|(?:made|left|rendered) (?:homeless(?: refugees)?|refugees)"
        ),
        verbs=(
            r"fled|flee(?:ing)?|(?:leave|left|leaving|lost|losing|abandon(?:ed|ing)?) (?:their|these) (?:homes?"
            r"|houses|homeland)|(?:became|become|becoming|were|are|been|living as|live as) (?:refugees|homeless"
            r"|(?:internally )?displaced|internal(?:ly)? refugees)|(?:had|have|having|has) to (?:leave|flee"
            r"|abandon|escape)"
            r"|(?:took|taken|take|sought|seek|seeking|found|find|finding) (?:refuge|shelter|asylum)|escaped"
            r"|emigrat(?:ed|ing)|homeless|to (?:flee|emigrate)|on the move|(?:slept|sleeping|living|live"
            r"|lived) (?:in the open|under canvas)"
            r"|(?:gone|went|go|going|driven) into exile"
        ),
        weak=(
            r"crossed (?:into|over|(?:its|our|that|the|their|this) (?:border|frontier)"
            r"|the (?-i:[A-Z])\w+ (?:border|bridge|river))"
            r"|cross(?:ing)? into|arriv(?:ed|ing) (?:in|from|at)|c[ao]me (?:from"
            r"|over from)|coming from|moved (?:abroad|away|elsewhere|from|on to|out|to)"
            r"|(?:pour|trek|trudg|flock|head)(?:ed|ing)"
            r" (?:into|across|towards?|over|through|out of|from)(?! (?:the )?(?:arenas?|avenues?|halls?"
            r"|mosques?|parks?|parliament"
            r"|polling|polls|roads?|squares?|stadiums?|streets?)\b)|streamed"
            r"|to leave(?= (?:(?-i:[A-Z])|the (?:area|city|country|district|enclave|region|republic|town"
            r"|village)|their)|[,.;]|\Z)"
            r"|(?<!\bwere\s)(?<!\bare\s)(?<!\bwas\s)(?<!\bbe\s)left(?=,|\.|\Z| (?:after|along|altogether|by"
            r"|during|en masse|in (?:[0-9]|(?:the )?(?:autumn|course|early|fall|late|spring|summer|winter)"
            r"|the (?:days|first|following|months|same|weeks)"
            r"|(?-i:Ja|Feb|Mar|Ap|May|Ju|Aug|Sep|Oct|Nov|Dec)[a-z]*))\b)|left(?= (?:(?-i:[A-Z])|for\b"
            r"|the (?:area|city"
            r"|country|district|enclave|region|republic|territory|town"
            r"|village)\b))|entered(?= (?-i:[A-Z])[a-z]+ (?:from|through|via)\b)"
            r"|liv(?:e|ed|ing) in (?:camps|dormitories|exile|hostels|railway|shelters|tents?|temporary|wagons)"
            r"|(?:return|returned|returning|go|going|gone|went) (?:home|back to their)|(?:be|been|being"
            r"|were) repatriated"
            r"|(?:had|has|have) left(?= (?:by|within)\b)|from (?:their|these) (?:homes?|homeland|houses|villages)"
        ),
        before=(
            r"cleansing (?:of|against)|(?:leaving|making|rendering) homeless|camps? for|displac(?:ing|ement of"
            r"|es)|expel(?:ling|s)|expulsion of"
            r"|deport(?:ing|ation of|s)|uproot(?:ing|s)"
            r"|evict(?:ing|ion of)|evacuat(?:ing|ion of)|(?:mass )?exodus of|ousting(?: of)?|resettl(?:ing|ement of)"
            r"|uprooting of|refugees:"
        ),
        of_people=r"(?:taken|taking|took) in"
        r"|forcing|chas(?:ed|ing|es)|driv(?:ing|e|es)|drove|forced|influx of|flight of|migration of",
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
            "In spring [20,000] Greeks left, along with [a few thousand] Jews.",
            "The islanders, [some 900] people, were airlifted to Athens.",
            "Over the winter [about 7,000] people lived in tents.",
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
            r"captured|(?:taken|held|kept) (?:as )?(?:prisoners?|hostages?|captives?)|taken into captivity"
            r"|in captivity"
            r"|in custody|in (?:jail|prison)|behind bars|detained|imprisoned|arrested|interned|abducted|kidnapped"
            r"|jailed|rounded up|(?:cast|sent|thrown) (?:back )?(?:into|to) (?:concentration camps|gaol|jail"
            r"|labou?r camps|prison)|put in (?:jail|prison)"
        ),
        verbs=r"surrendered|(?:laid|laying) down (?:their )?(?:arms|weapons)|gave themselves up",
        weak=r"(?:was|were|been|being|be) (?:exchanged|freed|handed over|released|set free|swapped)",
        before=(
            r"captur(?:ing|e of|es)|arrest(?:ing|s)?(?: of)?|detain(?:ing|s)|detention of|abduct(?:ing|ion of)"
            r"|releas(?:e|ing) of|hand(?:ing )?over of|kidnapp?ing(?: of)?|imprison(?:ing|ment of)|jail(?:ed|ing)"
            r"|rounding up"
        ),
        subjects=r"prisoners|hostages|detainees",
        examples=(
            "They captured [85] soldiers.",
            "[About 1,100] were taken prisoner.",
            "[Some 40] Greeks were held as hostages.",
            "Both sides exchanged [twenty] hostages.",
            "It led to the release of [seventeen], and [35] women were freed.",
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
        verbs=r"missing|disappeared|unaccounted for|vanished|never (?:been )?(?:found|seen again)",
        before=r"disappearance of",
        subjects=r"missing(?: persons| people)?",
        examples=(
            "[More than 4,000] people are still missing.",
            "They seek [310] missing soldiers.",
            "To this day [nine hundred] are unaccounted for.",
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
            r"|warriors|jihadis(?:ts)?|terrorists|strong|mujah[ie]d(?:in|een)|feda(?:yeen|yees|yis|yi)|gendarmes"
            r"|sappers|airm[ae]n"
            r"|border guards|bayonets|sabers|sabres|men (?:at|in|under) arms|men in uniform|artillerym[ae]n"
            r"|gunners|officers and men|askers|dragoons|grenadiers|hussars|janissar(?:y|ies)|lancers|musketeers"
            r"|sepoys|spahis|archers"
            r"|regulars|irregulars|legionar(?:y|ies)|horse|levies"
        ),
        before=(
            r"(?:army|armies|force|forces|garrison|contingent|corps|troops|division|brigade|regiment|detachment"
            r"|battalion|squadron|units?|column"
            r"|militia) of|(?:army|attackers|besiegers|cavalry|column|contingent|defenders|expedition|fighters"
            r"|forces?|garrison|guerr?illas|infantry|insurgents|men|militants|militia|rebels|soldiers|troops"
            r"|volunteers) number(?:ed|ing|s)"
        ),
        weak=r"(?:fight|fought|fighting|serve|served|serving) (?:in|for|against|alongside|with) (?:the |its "
        r"|their )?(?:[a-z]+ )?(?:(?-i:[A-Z])\w+ )?"
        r"(?:arm(?:y|ies)|armed forces|forces|side|ranks|military|militias?|units|legion)",
        passives=r"mobili[sz]ed|conscripted|called up|enlisted|under arms|sent to the front|drafted into",
        subjects=r"army|armies|armed forces|battalion|brigade|contingent|corps|division|expeditionary force"
        r"|force strength|garrison"
        r"|regiment|troop strength",
        examples=(
            "[Thousands] of Ottoman soldiers were sent to the pass.",
            "An army of [18,000] men marched north.",
            "A [2,000]-strong garrison held the fort.",
            "[1,960] peacekeepers will stay.",
            "Against [6,000] bayonets stood [400] mujahideen.",
            "The garrison grew to [about 9,000].",
        ),
        counter_examples=(
            "33 battalions were disbanded.",
            "He bought 40 personnel carriers.",
        ),
    ),
    Kind(
        "population",
        nouns=r"inhabitants?|residents?|dwellers|townspeople|townsfolk|population|souls",
        weak=(
            r"liv(?:ed|e|es|ing) (?:there|(?:in|on|at|within|across)(?! (?:abject|camps|conditions|dire|exile"
            r"|extreme|fear|misery|peace|poverty|tents?)))|resid(?:ed|e|ing) in|inhabit(?:ed|ing)?|remained in"
        ),
        before=(
            r"(?:(?-i:communit(?:y|ies))|diaspora|minorit(?:y|ies)|populations?) of|(?:city|country|nation|state"
            r"|town|village) of|home to|inhabited by|populated by"
            r"|population(?::|,)?|pop\.?|inhabitants:|(?-i:[A-Z][a-z]+s) (?:numbered|numbering)"
        ),
        subjects=r"populations?|inhabitants|communit(?:y|ies)",
        examples=(
            "The town had [6,300] inhabitants.",
            "It has a population of [about 150,000].",
            "The population of the district was [21,400].",
            "[Some 80] Georgians lived in the village.",
            "The Greek minority of [17,000] has its own schools.",
            "There were [370] souls in the parish.",
        ),
        counter_examples=("The population fled within 3 days.",),
    ),
)

PEOPLE: Final = (
    r"people|persons?|individuals?|(?:human )?beings|civilians?|m[ae]n|wom[ae]n|children|child|boys?|girls?"
    r"|infants|babies|villagers?|citizens?|nationals?|adults|elderly|youths|teenagers|students?|schoolchildren"
    r"|pupils|demonstrators?|protesters?|protestors?|settlers?|peasants|farmers|colonists|migrants|mourners"
    r"|supporters|spectators|believers|pilgrims|immigrants?|emigrants?|muslims?|christians|jews|orphans|widows"
    r"|survivors|returnees|slaves|workers?|strikers|nomads|pensioners|passengers|patients|voters|teachers|doctors"
    r"|nurses|medics|journalists|policem[ae]n|minors|natives|miners|monks|jurors|youngsters|toddlers|veterans"
    r"|observers|activists|officers|officials|guards|employees|reporters|sailors|priests|clergy|elders"
    r"|deputies|lawmakers|parliamentarians|senators|congressmen|legislators|relatives|diplomats|experts"
    r"|specialists|engineers|witnesses|beneficiaries|respondents|recipients"
    r"|defendants|delegates|tourists|athletes|scientists|artists|writers|intellectuals|monitors|firefighters"
    r"|rescuers|drivers"
)
"""Nouns of people that tell no kind by themselves, and are a figure even where nothing else is said of them."""

PERSONS: Final = (
    r"others|members|police|officer|official|guard|employee|journalist|reporter|activist|pilots?|crew|bodies"
    r"|generals|leaders?"
    r"|townsmen|compatriots|commanders|advis[eo]rs?|opponents|cadres|diplomat|politicians|dissidents|contractors"
    r"|hunters|suspects"
    r"|attackers|assailants|bombers|crewm[ae]n|sons?|daughters?|brothers?|sisters?|mothers|fathers"
)
"""Nouns of people that are a figure only where something happens to them."""

AGENTS: Final = (
    r"(?!(?:[a-z]*(?:letters|papers|quarters|numbers|orders|borders|centers|meters|liters|powers|carriers"
    r"|launchers|copters|containers"
    r"|computers|bunkers|trailers|tankers|cruisers|destroyers|shelters|towers|rivers|layers|corners|chapters"
    r"|matters|members|winters"
    r"|summers|cylinders|fighters|mortars|boulders|barriers|rollers|rotors|motors|tractors|reactors|sectors"
    r"|factors|doors|floors|colors"
    r"|errors|mirrors|monitors|vectors|corridors|harbors|committees|trees|fees|guarantees|degrees|plants|grants"
    r"|restaurants|elephants"
    r"|variants|constants|orphanages|customers|others|offers|answers|hammers|ladders|folders|posters|screens"
    r"|acres|timers|wafers))\b)"
    r"(?-i:[a-z]{3,16}(?:ers|ists|ors|ees|ants|eers))"
)
"""Any noun that ends like one of people; it is a figure only where something happens to them, as are `PERSONS`."""

DEMONYM: Final = (
    r"(?:[A-Z][a-z]+[-–])?[A-Z][a-z]+(?:[A-Z][a-z]+)?(?:ians?|anis?|eris?|ans|eans|ese|lims|azis|echens|atars|ighurs"
    r"|ites|alis|akhis)|Greeks?|Turks?|Kurds?|Jews?|Poles?|Czechs?|Lezgins?|Talysh|Germans?|Arabs?|Uzbeks?|Kazakhs?"
    r"|Serbs?|Croats?|Slavs?|Azeris?|Persians?|Brits|British|French|Tutsis?|Hutus?|Tamils|Pashtuns|Alawites"
    r"|Yezidis?|Tatars?|Uyghurs?|Chechens?|Avars?|Laks?|Udis?|Udins?"
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

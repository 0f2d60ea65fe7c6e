"""Only what surely is not English counts as another language; names do not."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.text.language import detect, foreign_passages


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Agdam",
        "1992, 1993, 1994",
        "aaaa" * 10_000,
        "Xankəndi, Şuşa, Ağdam, Füzuli, Cəbrayıl, Zəngilan, Qubadlı, Laçın, Kəlbəcər, Xocalı, Xocavənd",
        "Yerevan, Stepanakert, Martakert, Martuni, Askeran, Hadrut, Shushi, Berdzor, Karvachar, Kovsakan",
        "Villages: Aşağı Gözlək, Yuxarı Gözlək, Çaxırlı, Qoşabulaq, Göytəpə. Burned in 1993.",
        "The districts of Kəlbəcər, Laçın, Qubadlı, Zəngilan, Cəbrayıl, Füzuli and Ağdam were returned to Baku.",
        "THE PEOPLE OF THE TOWN LEFT FOR BARDA AND THE ROAD WAS CLOSED",
        "Map sheet: scale one to fifty thousand; contour lines dotted; rivers blue; roads red; borders dashed",
        "Rue de la Gare; Place de la Concorde; Musée de la Ville; Pont de la Tournelle",
        "def main(argv):\n    for name in sorted(names):\n        print(name, len(name))\n    return 0",
        "Year;Killed;Wounded\n1991;12;44\n1992;340;900\n1993;801;1,200",
        "Tbe troops witbdrew frorn tbe villagc on tlie nigbt and tbe inhabitauts ficd to tbe rnountains.",
        "The spokesman said: «Мы не будем вести переговоры, пока войска не уйдут с этих высот», and left the room,"
        " while the reporters of the town waited for an answer.",
        "- Askeran\n- Hadrut\n- Khojavend\n- Martuni\n- Shusha\n- Shushi",
        "The name Ստեփանակերտ is Armenian and Xankəndi is Azerbaijani; both are used by the people of the town.",
    ],
)
def test_english_short_and_doubtful_texts_are_english(text: str) -> None:
    assert detect(text) == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Səhər tezdən yağış yağmağa başladı və kənd yolu bağlandı, ona görə avtobus gəlmədi.", "az"),
        ("Sabah erkenden yağmur yağmaya başladı ve köy yolu kapandı, bu yüzden otobüs gelmedi.", "tr"),
        ("Рано утром начался дождь, и дорога в деревню закрылась, поэтому автобус не приехал.", "ru"),
        ("Վաղ առավոտյան սկսվեց անձրևը, և գյուղի ճանապարհը փակվեց, այդ պատճառով ավտոբուսը չեկավ։", "hy"),
        ("Сәһәр тездән јағыш јағмаға башлады вә кәнд јолу бағланды, она ҝөрә автобус ҝәлмәди.", "az-Cyrl"),
        ("დილით ადრე წვიმა დაიწყო და სოფლის გზა დაიკეტა, ამიტომ ავტობუსი არ მოვიდა.", "ka"),
        ("بدأ المطر في الصباح الباكر وأغلق طريق القرية ولذلك لم تصل الحافلة إلى هنا اليوم", "ar"),
        ("La lluvia empezó de madrugada y se cerró la carretera del pueblo, por eso no llegó el autobús.", "es"),
        ("La pluie a commencé tôt le matin et la route du village a été fermée, donc le bus est resté là.", "fr"),
        ("Am frühen Morgen begann es zu regnen, und weil die Straße gesperrt war, kam kein Bus mehr.", "de"),
        ("صبح زود باران شروع شد و راه روستا بسته شد و به همین دلیل اتوبوس نیامد", "fa"),
    ],
)
@pytest.mark.parametrize("times", [1, 200])
def test_running_text_in_another_language_is_known(text: str, language: str, times: int) -> None:
    assert detect(" ".join([text] * times)) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [("قُتل 12 شخصا في شوشا في 8 مايو 1992", "ar"), ("Շուշի, 1992", "hy"), ("შუშა", "ka"), ("Шуша", "und")],
)
def test_a_text_without_a_latin_letter_is_never_english(text: str, language: str) -> None:
    assert detect(text) == language


def test_a_foreign_title_page_does_not_make_an_english_report_foreign() -> None:
    title = "Səhər tezdən yağış yağmağa başladı və kənd yolu bağlandı. " * 15
    report = "The road to the village was closed in the morning, and the bus did not come for two days. " * 100
    assert detect(title + report) == "en"


ENGLISH = "The road to the village was closed in the morning, and the bus did not come for two days. " * 4
RUSSIAN = "Рано утром начался дождь, и дорога в деревню закрылась, поэтому автобус не приехал. " * 4
GERMAN = "Am frühen Morgen begann es zu regnen, und weil die Straße nach dem Dorf gesperrt war, kam kein Bus. " * 4


@pytest.mark.parametrize(("other", "language"), [(RUSSIAN, "ru"), (GERMAN, "de")])
def test_a_text_beside_its_translation_is_in_the_language_that_most_of_it_is_in(other: str, language: str) -> None:
    assert detect(f"{ENGLISH * 2}\n\n{other}") == "en"
    assert detect(f"{ENGLISH}\n\n{other * 3}") == language


@pytest.mark.parametrize("other", [RUSSIAN, GERMAN])
def test_the_passages_of_an_english_text_that_are_not_english_are_known(other: str) -> None:
    text = f"{ENGLISH}\n\n{other}\n\n{ENGLISH}"
    assert [passage.of(text).strip() for passage in foreign_passages(text)] == [other.strip()]


def test_names_and_short_quotes_make_no_foreign_passage() -> None:
    assert (
        foreign_passages("Aşağı Gözlək, Yuxarı Gözlək, Çaxırlı və Qoşabulaq.\n«Мы уйдём», he said.\n" + ENGLISH) == []
    )


def test_german_headlines_are_known_by_their_small_words() -> None:
    assert detect("Gestern Morgen wehte im Bezirk ein starker Wind") == "de"


@given(st.text())
def test_passages_are_apart_and_in_the_text(text: str) -> None:
    passages = foreign_passages(text)
    assert all(0 <= start < end <= len(text) for start, end in passages)
    assert all(left.end <= right.start for left, right in itertools.pairwise(passages))


@pytest.mark.parametrize("unit", ["a\n", "ш\n", "və ", "\n", "1\n", "Ә"])
def test_hostile_texts_take_linear_time(unit: str) -> None:
    text = unit * (500_000 // len(unit))
    started = time.process_time()
    detect(text)
    foreign_passages(text)
    assert time.process_time() - started < 10


@given(st.text())
def test_every_text_has_a_language(text: str) -> None:
    assert detect(text)

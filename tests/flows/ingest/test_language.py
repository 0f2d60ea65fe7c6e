"""Only what surely is not English counts as another language; names do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karabakh.flows.ingest.language import detect


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
        ("La pluie a commencé tôt le matin et la route du village a été fermée, donc le bus est resté là.", "fr"),
        ("Am frühen Morgen begann es zu regnen, und weil die Straße gesperrt war, kam kein Bus mehr.", "de"),
        ("صبح زود باران شروع شد و راه روستا بسته شد و به همین دلیل اتوبوس نیامد", "fa"),
    ],
)
@pytest.mark.parametrize("times", [1, 200])
def test_running_text_in_another_language_is_known(text: str, language: str, times: int) -> None:
    assert detect(" ".join([text] * times)) == language


def test_a_foreign_title_page_does_not_make_an_english_report_foreign() -> None:
    title = "Səhər tezdən yağış yağmağa başladı və kənd yolu bağlandı. " * 15
    report = "The road to the village was closed in the morning, and the bus did not come for two days. " * 100
    assert detect(title + report) == "en"


@given(st.text())
def test_every_text_has_a_language(text: str) -> None:
    assert detect(text)

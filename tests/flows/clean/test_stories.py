import pytest

from karabakh.flows.clean import clean, plain
from karabakh.flows.text.view import View


def read(text):
    return " ".join(View(plain(text), clean(text)).text.split())


@pytest.mark.parametrize(
    "line",
    [
        "Give blood, the nurse told the people of Goris on Telegram, after 14 people were wounded on 3 June 2021.",
        "Join the guards, he told the young men in a video on Facebook on 3 June 2021.",
        "Follow the signs, the governor wrote on Twitter.",
        "Subscribe to peace, she said in her newsletter of 3 June 2021.",
        "Sources: army leaves Goris, 14 wounded",
        "Related: the loss of the road on 3 June 2021 was felt.",
        "See also: the road was closed and they left.",
        "Click on the map, and the new channel between the two villages shows where the old road went by.",
    ],
)
def test_a_line_that_tells_something_is_read_whatever_it_begins_with(line):
    text = f"The talks went on.\n\n{line}\n\nThey ended."
    assert read(text) == " ".join(text.split())


@pytest.mark.parametrize(
    "line",
    [
        "Join our channel on Telegram", "Follow us on Facebook and Twitter", "Like us on Facebook, join us on X!",
        "Sign up to our newsletter, and get the best of our work from the Caucasus in your inbox each week.",
        "Donate to support our journalism", "Source: Ministry of Defence of Example", "Sources: AFP, own reporting",
        "Related: Baku, 1988", "Read also: 300 left on 3 June 2021, mayor said", "Copyright 2021 Example News Inc.",
        "Copyright (c) 2021 The U.S. Example Co. All rights reserved. This material may not be published.",
        "© 2021 A. Person. Reproduction in any form is prohibited.",
    ],
)  # fmt: skip
def test_a_line_of_the_page_is_not_read(line):
    assert read(f"The talks went on.\n\n{line}\n\nThey ended.") == "The talks went on. They ended."


@pytest.mark.parametrize(
    "notice",
    ["Copyright 1993 Example News.", "© 1993 The U.S. Example.", "(c) 1993 A. Person.", "Copyright Example Inc, 1993."],
)
def test_a_notice_of_copyright_ends_at_its_stop(notice):
    story = "The town was left on 3 June 1993, and thousands went east."
    assert read(f"{notice} {story}") == story
    assert read(f"It rained.\n\n{notice} {story}\n\nIt rained.") == f"It rained. {story} It rained."

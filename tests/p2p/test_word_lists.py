"""The lists of words and what is done with them: what docs/words.md says of them, and every way of typing them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crypto.errors import MisuseError
from p2p.errors import NotOurWords
from p2p.words import SIGNIFICANT, WordList, are_words, device_word, new_words, read_words
from tests.p2p.meetings_of_strangers import EN, LISTS, WORDS_FOLDER
from tests.p2p.phonetics import distance, too_close

NOT_FOR_EVERYBODY = {
    # What somebody could take as meant for him, or would rather not say to a stranger or in front of children.
    "animals that people are called": {
        "en": """
            ape ass bitch chicken cow dog donkey elephant goat goose hippo hog monkey pig rat sheep shrimp skunk
            sloth snail snake sow swine toad turkey vulture walrus weasel whale worm
        """,
        "de": """
            affe aas ente esel gans hund huhn kamel kroete kuh nilpferd ochse pute ratte rind sau schaf schlange
            schnecke schwein walross wanze wurm ziege
        """,
    },
    "bodies, illness and death": {
        "en": """
            blood body bone breast brain butt chest coffin corpse death fat fever flesh grave hip leg lip naked
            nipple poison pus skin skull spine thigh tongue ulcer waist womb
        """,
        "de": """
            arsch bauch becken blut brust busen fett fieber gift grab hintern knochen leib leiche lippe nabel
            nackt narbe sarg schenkel tod tumor warze wunde zunge
        """,
    },
    "people, peoples and power": {
        "en": """
            aunt baby boss bride chief cop duchess emperor girl gypsy indian king lady master mister mother
            nurse priest prince queen sailor servant sheriff sister slave uncle virgin widow wife
        """,
        "de": """
            bauer braut dame diener fuehrer herr hexe jude kaiser kind knabe knecht koenig magd mann mutter
            nonne oma onkel prinz sklave tante vater weib witwe zigeuner zwerg
        """,
    },
    "violence, drugs, sex and belief": {
        "en": """
            ammo angel arsenal axe beer bomb bullet cannon church cross devil drug gun heaven hell jail kill
            knife lash lover mosque pistol prayer rape rifle rum sex shot sin spear sword tobacco war weapon
            whip wine
        """,
        "de": """
            axt beichte bier bombe dolch droge engel galgen gebet gewehr hoelle kanone kirche kreuz krieg kugel
            lanze liebe messer mord moschee peitsche pistole rausch schnaps schwert suende tabak teufel waffe
            wein
        """,
    },
}


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_list_is_what_the_document_says(language: str) -> None:
    text = (WORDS_FOLDER / f"{language}.txt").read_text("ascii")
    words = LISTS[language].words
    assert text == "\n".join(words) + "\n"
    assert list(words) == sorted(set(words))
    assert len(words) == 512
    assert LISTS[language].bits == 9
    assert {3} <= {len(word) for word in words} <= set(range(3, 10))
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert len({word[:SIGNIFICANT] for word in words}) == len(words)
    close = [pair for pair in itertools.combinations(words, 2) if too_close(*pair, language)]
    assert close == []


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("topic", NOT_FOR_EVERYBODY)
def test_no_word_of_a_list_offends_alone_or_beside_another(language: str, topic: str) -> None:
    assert set(NOT_FOR_EVERYBODY[topic][language].split()) & set(LISTS[language].words) == set()


def test_the_test_of_sounds_finds_what_sounds_alike() -> None:
    for one, other in (("knight", "night"), ("flour", "flower"), ("phone", "fone"), ("wrap", "rap"), ("bear", "pear")):
        assert too_close(one, other, "en"), (one, other)
    for one, other in (("rad", "rat"), ("wal", "fall"), ("mohr", "moor"), ("berg", "perk"), ("vater", "fader")):
        assert too_close(one, other, "de"), (one, other)
    assert not too_close("maple", "otter", "en")
    assert not too_close("abend", "garten", "de")
    assert distance("kitten", "sitting") == 3


def test_words_stand_for_the_first_bits() -> None:
    digest = bytes([0b10000000, 0b01000000, 0b00100000, 0b00010000]) + bytes(28)
    bits = "".join(f"{byte:08b}" for byte in digest)
    expected = tuple(EN.words[int(bits[9 * place : 9 * place + 9], 2)] for place in range(3))
    assert EN.stand_for(digest) == expected
    assert EN.stand_for(bytes(32)) == (EN.words[0],) * 3
    assert EN.stand_for(b"\xff" * 32) == (EN.words[-1],) * 3
    with pytest.raises(MisuseError):
        EN.stand_for(bytes(3))


def test_new_words_use_the_whole_list() -> None:
    seen = {word for _ in range(3000) for word in new_words(EN)}
    assert len(seen) == 512  # each is missed with probability (1 - 1/512)^9000 < 3e-8
    assert new_words(EN, bytes) == (EN.words[0],) * 3
    assert device_word(EN, b"tag") in EN.words
    assert device_word(EN, b"tag") != device_word(EN, b"another tag")


@pytest.mark.parametrize(
    "typed",
    ["maple otter lamp", "Maple · Otter · Lamp\n", "MAPLE-OTTER-LAMP", "  maple.otter, lamp ", "mapl otte lamps",
     "maple\totter\u00a0lamp", "１maple2otter3lamp"],
)  # fmt: skip
def test_words_may_be_typed_in_many_ways(typed: str) -> None:
    assert are_words(typed)
    assert read_words(typed, list(LISTS.values())) == ("maple", "otter", "lamp")


@given(st.integers(0, 511), st.integers(0, 511), st.integers(0, 511), st.sampled_from(["en", "de"]), st.data())
def test_four_letters_are_enough(first: int, second: int, third: int, language: str, data: st.DataObject) -> None:
    words = tuple(LISTS[language].words[place] for place in (first, second, third))
    cut = [word[: data.draw(st.integers(min(4, len(word)), len(word)))] for word in words]
    assert read_words(" ".join(words), list(LISTS.values())) == words
    assert read_words(" ".join(cut), [LISTS[language]]) == words


def test_in_doubt_the_list_with_more_words_spelt_exactly() -> None:
    assert read_words("tiger zebra orbit", list(LISTS.values())) == ("tiger", "zebra", "orbit")
    assert read_words("telefon zebra garten", [LISTS["en"], LISTS["de"]]) == ("telefon", "zebra", "garten")


@pytest.mark.parametrize(
    ("typed", "place"),
    [("", 0), ("maple otter", 0), ("maple otter lamp fox", 0), ("maple xylo lamp", 2), ("map otter lamp", 1),
     ("maple otter qqqq", 3), ("maple abend lamp", 2), ("m" * 300, 0), ("maple otter lamp" + " " * 300, 0)],
)  # fmt: skip
def test_what_is_not_our_words(typed: str, place: int) -> None:
    with pytest.raises(NotOurWords) as caught:
        read_words(typed, list(LISTS.values()))
    assert caught.value.place == place
    assert not typed.strip() or typed.split()[0] not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["CG1-ABC def ghi", "see: CG1-abc de", "maple otter", "one two three four", "", "a " * 300]
)
def test_an_invite_is_not_taken_for_words(text: str) -> None:
    assert not are_words(text)


@given(st.text(max_size=400))
def test_any_text_is_words_or_is_not(text: str) -> None:
    try:
        words = read_words(text, list(LISTS.values()))
    except NotOurWords:
        return
    assert are_words(text)
    assert any(set(words) <= set(word_list.words) for word_list in LISTS.values())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", EN.words[:-1]),
        ("en", EN.words[:128]),
        ("english", EN.words),
        ("en", (*EN.words[:-1], EN.words[0])),
        ("en", (*EN.words[:-1], "zucchetto")),
        ("en", (*EN.words[:-1], "Zulu")),
    ],
)
def test_a_list_that_is_none(language: str, words: tuple[str, ...]) -> None:
    if words[-1] == "zucchetto":
        words = (*EN.words[:-2], "zucchini", "zucchetto")
    with pytest.raises(MisuseError):
        WordList(language, words)

"""Answers as bytes, for keeping them sealed on their owner's computer. Never sent.

Leaves to others: encrypting them (desktop.store), whether they fit a sheet (parse_answers has checked that before).
"""

from __future__ import annotations

import msgspec

from desktop.deals.answers import Answer, Answers, Entries, Offers, Preferences, Ranking, Run, Ticks

_TYPES: dict[str, type[Answer]] = {
    "yes": bool,
    "level": int,
    "ticks": Ticks,
    "ranking": Ranking,
    "run": Run,
    "preferences": Preferences,
    "offers": Offers,
    "entries": Entries,
}
_NAMES = {kind: name for name, kind in _TYPES.items()}


class _Plain(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    role: str
    must: frozenset[str]
    answers: dict[str, tuple[str, msgspec.Raw]]


_FORMAT = 1
_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(_Plain)


def encode_answers(answers: Answers) -> bytes:
    """The answers as bytes, one encoding for the same answers; blanks are left out."""
    by_item = {
        name: (_NAMES[type(answer)], msgspec.Raw(_encoder.encode(answer)))
        for name, answer in answers.by_item.items()
        if answer is not None
    }
    return _encoder.encode(_Plain(_FORMAT, answers.role, answers.must, by_item))


def decode_answers(data: bytes) -> Answers:
    """What encode_answers wrote.

    Raises:
        ValueError: anything else.
    """
    try:
        plain = _decoder.decode(data)
        by_item = {name: msgspec.json.decode(value, type=_TYPES[kind]) for name, (kind, value) in plain.answers.items()}
    except (msgspec.MsgspecError, UnicodeDecodeError, KeyError, RecursionError) as error:
        raise ValueError("not answers") from error
    answers = Answers(plain.role, plain.must, by_item)
    if encode_answers(answers) != data:
        raise ValueError("not the one encoding of answers")
    return answers

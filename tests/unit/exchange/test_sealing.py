"""A sealed body is opened by its owner's secret and by nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.exchange.sealing import Broken, Secret, seal, unseal
from review.refusal import Refused

MINE = Secret(bytes(range(32)))
OTHER = Secret(bytes(range(1, 33)))
ACT, HASH = "a1" * 16, "b2" * 32


@settings(max_examples=100, deadline=None)
@given(secret=st.binary(min_size=32, max_size=32), plain=st.text())
def test_what_was_sealed_is_opened(secret: bytes, plain: str) -> None:
    blob = seal(Secret(secret), ACT, HASH, plain)
    assert unseal(Secret(secret), ACT, HASH, blob) == plain
    assert len(blob) == len(plain.encode()) + 16


def test_files_sent_long_ago_are_opened_still() -> None:
    blob = bytes.fromhex(
        "58a9c0171a014b3a5948c68ade0f69e46639915f94ca4cdcb63f2e821d5f5576b92046608f"
    )
    assert seal(MINE, ACT, HASH, '{"verdict":"include"}') == blob
    assert MINE.id == "491a3605a7ef9745"


def test_sealing_again_gives_the_same_bytes() -> None:
    assert seal(MINE, ACT, HASH, "include") == seal(MINE, ACT, HASH, "include")


def test_another_secret_act_or_header_opens_nothing() -> None:
    blob = seal(MINE, ACT, HASH, "include")
    for secret, act, header in (
        (OTHER, ACT, HASH),
        (MINE, "a2" * 16, HASH),
        (MINE, ACT, "b3" * 32),
    ):
        with pytest.raises(Broken):
            unseal(secret, act, header, blob)


def test_every_altered_bit_and_every_other_length_is_found() -> None:
    blob = seal(MINE, ACT, HASH, "include")
    altered = [
        blob[:at] + bytes([blob[at] ^ 1 << bit]) + blob[at + 1 :]
        for at in range(len(blob))
        for bit in range(8)
    ]
    shorter = [blob[:length] for length in range(len(blob))]
    for wrong in (*altered, *shorter, blob + b"\0"):
        with pytest.raises(Broken):
            unseal(MINE, ACT, HASH, wrong)


def test_a_broken_seal_is_said_in_words() -> None:
    with pytest.raises(Refused, match="cannot be opened"):
        unseal(MINE, ACT, HASH, b"")


def test_two_bodies_under_one_act_id_share_no_key() -> None:
    """Someone who slips in a body of their own under the id of an act learns nothing of it."""
    body, known = b"include: good design", b"planted by a reader."
    sealed = seal(MINE, ACT, HASH, body.decode())
    planted = seal(MINE, ACT, "c4" * 32, known.decode())
    guessed = bytes(a ^ b ^ c for a, b, c in zip(sealed, planted, known, strict=False))
    assert guessed != body


def test_a_secret_is_never_printed_and_its_id_tells_nothing_of_it() -> None:
    assert str(MINE.bytes_) not in repr(MINE)
    assert MINE.bytes_.hex()[:8] not in repr(MINE)
    assert len(MINE.id) == 16
    assert MINE.id != OTHER.id
    assert MINE.id not in MINE.bytes_.hex()


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_secret_of_another_length_is_none(length: int) -> None:
    with pytest.raises(ValueError):
        Secret(bytes(length))

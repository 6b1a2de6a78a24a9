"""The cards at hand: read when first asked for, held for a while, forgotten when out of date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from screening.screens.gathering import cards_of

if TYPE_CHECKING:
    from review.ledger.ledger import Review
    from review.protocol import Stage
    from screening.card import Card

_KEPT = 600  # cards held in memory


class Shelf:
    """Cards of one stage by id of their set, as one person may see them."""

    def __init__(self, stage: Stage) -> None:
        self._stage: Stage = stage
        self._cards: dict[str, Card] = {}

    def missing(self, keys: Iterable[str]) -> list[str]:
        """Return those of `keys` that are not at hand."""
        return [key for key in keys if key not in self._cards]

    def get(self, review: Review, keys: Sequence[str]) -> Mapping[str, Card]:
        """Return the cards at hand, those of `keys` among them, as far as the sets are there."""
        missing = self.missing(keys)
        if missing:
            with review.read() as connection:
                self.add(cards_of(connection, review.person, self._stage, missing))
        return self._cards

    def add(self, cards: Mapping[str, Card]) -> None:
        """Hold `cards`, whatever was held of the same sets; the oldest go when there are many."""
        self._cards.update(cards)
        while len(self._cards) > _KEPT:
            self._cards.pop(next(iter(self._cards)))

    def add_new(self, cards: Mapping[str, Card]) -> None:
        """Hold those of `cards` that are not held; a card that is held was read later."""
        self.add({key: card for key, card in cards.items() if key not in self._cards})

    def forget(self, key: str) -> None:
        """Have a card read again when it is asked for next."""
        self._cards.pop(key, None)

    def clear(self) -> None:
        """Forget all."""
        self._cards.clear()

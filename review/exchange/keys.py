"""Where a person's secrets live: in files of their own, apart from the review.

A review is copied, sent and backed up; a secret beside it would travel with it. A key file is never
rewritten or deleted here: what was sealed with a lost secret stays sealed.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from contextlib import AbstractContextManager
from pathlib import Path

from review.exchange.keyfile import Key, create, keys_in, text_of
from review.exchange.sealing import LENGTH, Secret
from review.files.whole import beside, settle, written
from review.refusal import Refused

_SLUG_DIGITS = 16


class KeyRing:
    """The secrets of the people who work on this machine account, in `folder`.

    The default is the environment's REVIEW_KEYS, or else the account's own place for data. Every
    method raises Refused where a key file is damaged or the folder cannot be used.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or _usual_folder()

    def find(self, review: str, person: str) -> Secret | None:
        """Return the secret that `person` seals with in `review`, if there is one."""
        return next(iter(self.all(review, person)), None)

    def all(self, review: str, person: str) -> list[Secret]:
        """Return every secret of `person` in `review`; the first is the one to seal with."""
        first = self._file(review, person)
        with self._usable():
            more = sorted(self.folder.glob(f"{first.stem}-*.key"))
            files = [*([first] if first.exists() else []), *more]
        return [key.secret for file in files for key in keys_in(file)]

    def ensure(self, review: str, person: str) -> Secret:
        """Return the secret to seal with, made now if there is none; all processes get the same."""
        found = self.find(review, person)
        if found is None:
            made = Key(review, person, Secret(secrets.token_bytes(LENGTH)))
            self._put(self._file(review, person), made)
            found = self.find(review, person)  # another process may have been first
        assert found is not None
        return found

    def save(self, review: str, person: str, file: Path) -> None:
        """Write the secrets of `person` to a new `file`, for another machine of the same person."""
        found = self.all(review, person)
        if not found:
            raise Refused(
                f"There is no key of {person} for this review on this machine.",
                "Save it on the machine where the review was worked on.",
            )
        with written(file):
            try:
                create(file, text_of(Key(review, person, secret) for secret in found))
            except FileExistsError:
                raise Refused(f"{file} exists already.", "Choose another name.") from None

    def take(self, file: Path, review: str) -> str:
        """Add the secrets in `file`, made by `save`, and return whose they are.

        A person who has one here goes on sealing with that; the others open what they sealed.
        """
        keys = keys_in(file)
        person = keys[0].person
        if keys[0].review != review:
            raise Refused(
                f"{file} holds a key for another review.", "Take it in from within that review."
            )
        first = self._file(review, person)
        for key in keys:
            if key.secret not in self.all(review, person) and not self._put(first, key):
                self._put(first.with_stem(f"{first.stem}-{key.secret.id}"), key)
        return person

    def _file(self, review: str, person: str) -> Path:
        slug = hashlib.sha256(person.encode()).hexdigest()[:_SLUG_DIGITS]
        return self.folder / f"{review}-{slug}.key"

    def _put(self, file: Path, key: Key) -> bool:
        """Make `file`, whole from its first moment; False where there is one already."""
        text = text_of([key])
        with self._usable():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = beside(file)
            create(part, text)
            try:
                os.link(part, file)
            except FileExistsError:
                return False
            except OSError:  # no hard links in this file system
                return _created(file, text)
            finally:
                part.unlink()
            settle(self.folder)
        return True

    def _usable(self) -> AbstractContextManager[None]:
        return written(
            self.folder, "Set REVIEW_KEYS to a folder of your own that you can write to."
        )


def _created(file: Path, text: str) -> bool:
    try:
        create(file, text)
    except FileExistsError:
        return False
    return True


def _usual_folder() -> Path:
    if named := os.environ.get("REVIEW_KEYS"):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("tandem-review") / "keys"

"""The files of an import: which are meant, what they hold, and what is written to be mended."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from review.refusal import Refused

Columns = Sequence[tuple[str, str]]  # header, field
_MAGIC = set("*?[")


def files_meant(folder: Path, typed: Sequence[str]) -> list[str]:
    """Return the files that `typed` means, seen from `folder`: files, folders and patterns.

    Of a folder those in it are meant, without hidden ones. Refused where there are none.
    """
    return [file for one in typed for file in _meant(folder, one)]


def _meant(folder: Path, typed: str) -> list[str]:
    path = folder / Path(typed).expanduser()
    if path.is_dir():
        inside = [one for one in sorted(path.iterdir()) if one.is_file()]
        found = [str(Path(typed) / one.name) for one in inside if not one.name.startswith(".")]
        if not found:
            raise Refused(
                f"There is no file in the folder {typed}.", "Put the exports there first."
            )
        return found
    if not path.exists() and _MAGIC & set(typed):
        named = Path(typed)
        base = folder / named.anchor if named.anchor else folder
        pattern = str(named.relative_to(named.anchor)) if named.anchor else typed
        files = [str(one) for one in sorted(base.glob(pattern)) if one.is_file()]
        if not files:
            raise Refused(f"No file matches {typed}.", "Look at the pattern, or name the files.")
        return files
    return [str(Path(typed).expanduser())]


def bytes_of(path: Path, typed: str) -> bytes:
    """Return the bytes of a file; Refused, naming it as `typed`, where it cannot be read."""
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise Refused(f"{typed} is a folder, not a file.", "Name the files in it.") from None
    except OSError as error:
        raise Refused(f"{typed} cannot be read: {error.strerror}.") from None


def text_of(path: Path, typed: str) -> str:
    """Return the text of a UTF-8 file; Refused, naming it as `typed`, where it is none."""
    try:
        return bytes_of(path, typed).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{typed} is not text in UTF-8.", "Save it as UTF-8.") from None


def write_rejected(path: Path, pieces: Sequence[tuple[str, Columns, Sequence[str]]]) -> list[Path]:
    """Write rejected pieces to be mended, one file for each format; return what was written.

    Each of `pieces` is a format, the columns of a table, and the pieces. The first format goes to
    `path`, others beside it with a number. Refused where a file cannot be written.
    """
    from review.formats.mending import mendable

    kinds: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = {}
    for form, columns, texts in pieces:
        if texts:
            kinds.setdefault((form, tuple(columns)), []).extend(texts)
    written = []
    for number, ((form, columns), texts) in enumerate(kinds.items(), start=1):
        target = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
        try:
            target.write_text(mendable(form, columns, texts), encoding="utf-8")
        except OSError as error:
            raise Refused(f"{target} cannot be written: {error.strerror}.") from None
        written.append(target)
    return written

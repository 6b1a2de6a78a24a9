"""Passwords in database URLs: found, to warn of them, and left out of all that is shown."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

_SECRET = ("password", "sslpassword")


def has_password(location: str) -> bool:
    """Tell whether `location` is a URL with a password in it."""
    login = _login(location)
    return bool(login.partition(":")[2]) or any(
        name in _SECRET and value for name, value in _query(location)
    )


def without_password(location: str) -> str:
    """Return `location` as it may be shown; a path comes back as it is."""
    login, query = _login(location), _query(location)
    shown = location.replace(f"{login}@", f"{login.partition(':')[0]}@", 1) if login else location
    if not any(name in _SECRET for name, _value in query):
        return shown
    kept = urlencode([(name, value) for name, value in query if name not in _SECRET])
    return f"{shown.partition('?')[0]}?{kept}".rstrip("?")


def _login(location: str) -> str:
    """Return `user:password`; a password may hold any sign, an @ or a slash too."""
    _scheme, url, rest = location.partition("://")
    return rest.partition("?")[0].rpartition("@")[0] if url else ""


def _query(location: str) -> list[tuple[str, str]]:
    _scheme, url, rest = location.partition("://")
    return parse_qsl(rest.partition("?")[2], keep_blank_values=True) if url else []

"""The folders that OneDrive synchronises under other names, as Windows knows them.

A library of a team's SharePoint lies in a folder named after the organisation; only the registry
tells that OneDrive keeps it.
"""

from __future__ import annotations

import sys

_PROVIDERS = r"Software\SyncEngines\Providers\OneDrive"


def synchronised_libraries() -> list[str]:
    """Return the local folders of all libraries that OneDrive synchronises here."""
    found: list[str] = []
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _PROVIDERS) as providers:
                for number in range(winreg.QueryInfoKey(providers)[0]):
                    with winreg.OpenKey(providers, winreg.EnumKey(providers, number)) as library:
                        found.append(str(winreg.QueryValueEx(library, "MountPoint")[0]))
        except OSError:
            return found
    return found

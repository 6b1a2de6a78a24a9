"""A review in a folder that is copied to other machines is found, and a folder of that sort is not
seen where there is none."""

from __future__ import annotations

from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from review.store.places import troubles
from review.store.synced import synced_folder
from review.store.synced_names import by_name

KARI = PurePosixPath("/home/kari")
WINDOWS = PureWindowsPath("C:/Users/Kari")
MAC = PurePosixPath("/Users/kari")


@pytest.mark.parametrize(
    ("service", "path", "home"),
    [
        ("OneDrive", "C:/Users/Kari/OneDrive/review/review.db", WINDOWS),
        ("OneDrive", "C:/Users/Kari/OneDrive - Universitetet i Oslo/a/review.db", WINDOWS),
        ("OneDrive", "D:/OneDrive - Org/review.db", WINDOWS),
        ("OneDrive", "/Users/kari/Library/CloudStorage/OneDrive-UiO/review.db", MAC),
        ("Dropbox", "/home/kari/Dropbox/review.db", KARI),
        ("Dropbox", "/home/kari/Dropbox (Team Solberg)/x/review.db", KARI),
        ("Dropbox", "/Users/kari/Library/CloudStorage/Dropbox-Team/review.db", MAC),
        ("Google Drive", "G:/My Drive/review/review.db", WINDOWS),
        ("Google Drive", "G:/Min disk/review/review.db", WINDOWS),
        ("Google Drive", "G:/Delte disker/Team/review.db", WINDOWS),
        ("Google Drive", "/home/kari/Google Drive/review.db", KARI),
        (
            "Google Drive",
            "/Users/kari/Library/CloudStorage/GoogleDrive-kari@example.org/My Drive/review.db",
            MAC,
        ),
        (
            "iCloud",
            "/Users/kari/Library/Mobile Documents/com~apple~CloudDocs/review/review.db",
            MAC,
        ),
        ("iCloud", "C:/Users/Kari/iCloudDrive/review.db", WINDOWS),
        ("Box", "/Users/kari/Library/CloudStorage/Box-Box/review.db", MAC),
        ("Box", "C:/Users/Kari/Box/review.db", WINDOWS),
        ("Box", "/home/kari/Box Sync/review.db", KARI),
        ("Nextcloud", "/home/kari/Nextcloud/a/b/c/review.db", KARI),
        ("Nextcloud", "/data/Nextcloud2/review.db", KARI),
        ("ownCloud", "/home/kari/ownCloud/review.db", KARI),
        ("pCloud", "/home/kari/pCloudDrive/review.db", KARI),
        ("Seafile", "/home/kari/Seafile/Library/review.db", KARI),
        ("MEGA", "/home/kari/MEGA/review.db", KARI),
        ("Jottacloud", "C:/Users/Kari/Jottacloud/review.db", WINDOWS),
        ("Proton Drive", "C:/Users/Kari/Proton Drive/kari/My files/review.db", WINDOWS),
        ("SomethingNew", "/Users/kari/Library/CloudStorage/SomethingNew-kari/review.db", MAC),
    ],
)
def test_the_name_of_a_folder_tells_the_service(service: str, path: str, home: PurePath) -> None:
    found = by_name(type(home)(path), home)
    assert found is not None
    assert found.service == service


@pytest.mark.parametrize(
    ("path", "home"),
    [
        ("/home/kari/review/review.db", KARI),
        ("/home/kari/papers/Box/review.db", KARI),  # a folder of one's own, not the service's
        ("/home/kari/Boxes/review.db", KARI),
        ("/home/Box/review/review.db", KARI),  # a person of that name
        ("/home/Dropbox/review/review.db", KARI),
        ("C:/Users/OneDrive/review/review.db", WINDOWS),
        ("/srv/people/Nextcloud/review/review.db", PurePosixPath("/srv/people/Nextcloud")),
        ("/home/kari/my-dropbox-papers/review.db", KARI),
        ("/home/kari/OneDriveBackup/review.db", KARI),
        ("/home/kari/Not OneDrive - Org/review.db", KARI),
        ("/home/kari/review/Dropbox", KARI),  # the file's own name
        ("/home/kari/CloudStorage/mine/review.db", KARI),
        ("review.db", KARI),
    ],
)
def test_other_folders_are_left_alone(path: str, home: PurePath) -> None:
    assert by_name(type(home)(path), home) is None


def test_the_folder_is_told_up_to_the_service(tmp_path: Path) -> None:
    file = tmp_path / "Dropbox" / "a" / "review.db"
    found = synced_folder(file, {}, tmp_path)
    assert found is not None
    assert found.path == tmp_path / "Dropbox"


@pytest.mark.parametrize(
    ("service", "marker"),
    [
        ("Dropbox", ".dropbox"),
        ("Dropbox", ".dropbox.cache/"),
        ("Syncthing", ".stfolder/"),
        ("Syncthing", ".stfolder"),
        ("ownCloud", ".owncloudsync.log"),
        ("Nextcloud", ".nextcloudsync.log"),
        ("Nextcloud or ownCloud", ".sync_91bb77b2995b.db"),
        ("Nextcloud or ownCloud", "._sync_91bb77b2995b.db"),
        ("Seafile", ".seafile-data/"),
        ("Google Drive", ".tmp.driveupload/"),
    ],
)
def test_what_a_service_leaves_in_its_folder_gives_it_away(
    tmp_path: Path, service: str, marker: str
) -> None:
    folder = tmp_path / "shared" / "deep" / "review"
    folder.mkdir(parents=True)
    mark = tmp_path / "shared" / marker
    mark.mkdir() if marker.endswith("/") else mark.touch()
    found = synced_folder(folder / "review.db", {}, tmp_path)
    assert found is not None
    assert (found.service, found.path) == (service, tmp_path / "shared")
    assert synced_folder(tmp_path / "beside" / "review.db", {}, tmp_path) is None


def test_the_settings_of_dropbox_in_a_home_do_not_make_the_home_a_dropbox(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    assert synced_folder(tmp_path / "review" / "review.db", {}, tmp_path) is None


def test_many_files_in_a_folder_do_not_hide_the_marks_of_its_service(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(1500):
        (folder / f"{number}.pdf").touch()
    (tmp_path / ".stfolder").mkdir()
    found = synced_folder(folder / "review.db", {}, tmp_path)
    assert found is not None
    assert found.service == "Syncthing"


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
def test_windows_tells_where_onedrive_is(tmp_path: Path, variable: str) -> None:
    told = {variable: str(tmp_path / "Organisation")}
    found = synced_folder(tmp_path / "Organisation" / "a" / "review.db", told, tmp_path)
    assert found is not None
    assert found.service == "OneDrive"
    assert synced_folder(tmp_path / "Organisation2" / "review.db", told, tmp_path) is None
    assert synced_folder(tmp_path / "review.db", {variable: ""}, tmp_path) is None


def test_documents_that_icloud_keeps_in_place_are_in_icloud(tmp_path: Path) -> None:
    documents, clouds = tmp_path / "Documents", tmp_path / "Library/Mobile Documents"
    (documents / "review").mkdir(parents=True)
    assert synced_folder(documents / "review" / "review.db", {}, tmp_path) is None
    (clouds / "com~apple~CloudDocs").mkdir(parents=True)
    (clouds / "com~apple~CloudDocs" / "Documents").symlink_to(documents)
    found = synced_folder(documents / "review" / "review.db", {}, tmp_path)
    assert found is not None
    assert (found.service, found.path) == ("iCloud", documents)


def test_a_link_into_a_synchronised_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "review").mkdir(parents=True)
    (tmp_path / "mine").symlink_to(tmp_path / "Dropbox" / "review")
    (trouble,) = troubles(str(tmp_path / "mine" / "review.db"))
    assert trouble.code == "synced"
    assert "lies in a Dropbox folder" in trouble.message
    assert "`review send --out FILE`" in trouble.remedy
    assert "`review merge FILE`" in trouble.remedy

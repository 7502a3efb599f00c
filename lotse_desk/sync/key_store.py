"""Where secret keys lie: the system's keystore, or a file only its users can read."""

import base64
import binascii
import contextlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import keyring
import keyring.errors

from lotse_desk.domain.exchange_faults import KeyMissing, KeysTooOpen, KeyStoreFailure
from lotse_desk.domain.faults import DiskFailure
from lotse_desk.sync.durable import sync_folder, write_new
from lotse_desk.sync.rights import open_to_all, rights_in

SECRET_MODE = 0o600
STORE_VARIABLE = "LOTSE_DESK_KEYS"
"""`file` keeps keys in files even where a keystore answers."""


class KeyStore(Protocol):
    """Secrets by name."""

    def get(self, name: str) -> bytes | None:
        """The secret, or None where there is none of that name."""

    def put(self, name: str, secret: bytes) -> None:
        """Store a secret durably; an older one of that name is replaced."""

    def delete(self, name: str) -> None:
        """Forget a secret; nothing happens where there is none."""

    def place(self, name: str) -> str:
        """Where the secret lies: `keystore`, `file` or `nowhere`."""


@dataclass(frozen=True)
class FileKeys:
    """Secrets as files in a folder of a home, for exactly those who can use the home.

    Modes 0600 and 0700, or those of the home's group where it may write the home.
    """

    folder: Path

    def get(self, name: str) -> bytes | None:
        """The bytes of the file; raises `KeysTooOpen` where every account may read it."""
        try:
            if open_to_all(self._path(name)):
                raise KeysTooOpen(str(self._path(name)))
            return self._path(name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise DiskFailure(str(self._path(name)), error.strerror or str(error)) from error

    def put(self, name: str, secret: bytes) -> None:
        """Write beside and rename, both synced: the old or the new secret is there."""
        target = self._path(name)
        beside = target.with_name(f"{target.name}.new")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            rights = rights_in(self.folder.parent)
            rights.give(self.folder)
            beside.unlink(missing_ok=True)
            write_new(beside, secret, SECRET_MODE)
            rights.give(beside)
            beside.replace(target)
            sync_folder(self.folder)
        except OSError as error:
            raise DiskFailure(str(target), error.strerror or str(error)) from error

    def delete(self, name: str) -> None:
        """Remove the file."""
        with contextlib.suppress(FileNotFoundError):
            self._path(name).unlink()

    def place(self, name: str) -> str:
        """`file` if it is there."""
        return "file" if self._path(name).is_file() else "nowhere"

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.key"


@dataclass(frozen=True)
class SystemKeys:
    """Secrets in the keystore of the account, entries named by the id of the home."""

    home_id: str

    def get(self, name: str) -> bytes | None:
        """The entry, decoded."""
        try:
            text = keyring.get_password(self._service, name)
            return None if text is None else base64.b64decode(text, validate=True)
        except (keyring.errors.KeyringError, binascii.Error) as error:
            raise KeyStoreFailure(type(error).__name__) from error

    def put(self, name: str, secret: bytes) -> None:
        """Store as base64 text, and read it back."""
        try:
            keyring.set_password(self._service, name, base64.b64encode(secret).decode())
        except keyring.errors.KeyringError as error:
            raise KeyStoreFailure(type(error).__name__) from error
        if self.get(name) != secret:
            raise KeyStoreFailure("read back differs")

    def delete(self, name: str) -> None:
        """Remove the entry."""
        with contextlib.suppress(keyring.errors.PasswordDeleteError):
            keyring.delete_password(self._service, name)

    def place(self, name: str) -> str:
        """`keystore` if it is there."""
        return "keystore" if self.get(name) is not None else "nowhere"

    @property
    def _service(self) -> str:
        return f"lotse-desk {self.home_id}"


@dataclass(frozen=True)
class HomeKeys:
    """The keys of a home: found wherever they lie, new ones put into the system's keystore if due.

    A keystore that fails while storing is no reason to stop: the file takes the key.
    """

    files: FileKeys
    system: SystemKeys | None

    def get(self, name: str) -> bytes | None:
        """From the file, else from the keystore."""
        found = self.files.get(name)
        if found is None and self.system is not None:
            found = self.system.get(name)
        return found

    def put(self, name: str, secret: bytes) -> None:
        """Into the keystore if this home uses it, else into a file."""
        if self.system is not None:
            try:
                self.system.put(name, secret)
            except KeyStoreFailure:
                self.files.put(name, secret)
            else:
                self.files.delete(name)
            return
        self.files.put(name, secret)

    def delete(self, name: str) -> None:
        """From both."""
        self.files.delete(name)
        if self.system is not None:
            self.system.delete(name)

    def place(self, name: str) -> str:
        """Where it lies."""
        found = self.files.place(name)
        if found == "nowhere" and self.system is not None:
            return self.system.place(name)
        return found


def home_keys(folder: Path, home_id: str, *, personal: bool) -> HomeKeys:
    """The key store of a home.

    `personal` says that the home belongs to one account: only then may its keystore be used, and
    only where a session with a real keystore is running.
    """
    system = SystemKeys(home_id) if personal and _keystore_answers() else None
    return HomeKeys(FileKeys(folder), system)


def needed(store: KeyStore, name: str) -> bytes:
    """The secret of that name; raises `KeyMissing`."""
    secret = store.get(name)
    if secret is None:
        raise KeyMissing(name)
    return secret


def _keystore_answers() -> bool:
    if os.environ.get(STORE_VARIABLE) == "file":
        return False
    if sys.platform.startswith("linux") and not (
        os.environ.get("DBUS_SESSION_BUS_ADDRESS")
        and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    ):
        return False
    try:
        return bool(keyring.get_keyring().priority >= 1)
    except (keyring.errors.KeyringError, RuntimeError):
        return False

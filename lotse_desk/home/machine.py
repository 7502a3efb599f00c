"""Which machine this is, as a fingerprint that says nothing about it."""

import hashlib
import sys
from pathlib import Path


def machine_fingerprint() -> str:
    """Hash of the operating system's own machine id; empty where the system has none."""
    identity = _windows_machine_id() if sys.platform == "win32" else _unix_machine_id()
    if not identity:
        return ""
    return hashlib.sha256(b"lotse-desk machine\0" + identity.encode()).hexdigest()[:32]


def _unix_machine_id() -> str:
    for path in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        try:
            return path.read_text("ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
    return ""


def _windows_machine_id() -> str:
    if sys.platform != "win32":
        return ""
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(winreg.QueryValueEx(key, "MachineGuid")[0])
    except OSError:
        return ""

"""What takes long to make of the shipped words, kept in the user's cache folder.

A kept file is read only if it was made of the same tables by the same code and is whole; where
the folder cannot be written, everything is made anew in each process, as without it.
"""

import contextlib
import hashlib
import marshal
from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec

import Stemmer

from lotse_desk import __version__, locations
from lotse_desk.home.files import path_beside

MAX_KEPT = 64 << 20
"""Bytes of the largest file that is read back."""

_MADE_BY = (
    "entry",
    "fold",
    "functionwords",
    "german",
    "german_verbs",
    "negations",
    "shelf",
    "spelling",
    "stems",
    "word_lists",
)
_DIGEST = hashlib.sha256().digest_size


def kept(name: str, made_of: Iterable[bytes], make: Callable[[], bytes]) -> bytes:
    """What `make` makes of `made_of`, from the cache if it is there; never raises for the cache."""
    path = locations.cache() / f"{name}.bin"
    source = hashlib.sha256(_code())
    for part in made_of:
        source.update(hashlib.sha256(part).digest())
    with contextlib.suppress(OSError):
        if path.stat().st_size <= MAX_KEPT:
            held = path.read_bytes()
            content = held[2 * _DIGEST :]
            if held[: 2 * _DIGEST] == source.digest() + hashlib.sha256(content).digest():
                return content
    content = make()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path_beside(path)
        try:
            beside.write_bytes(source.digest() + hashlib.sha256(content).digest() + content)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    return content


@cache
def _code() -> bytes:
    """Changes with the code that folds, stems and packs words."""
    made_by = hashlib.sha256(Stemmer.version().encode())
    for module in _MADE_BY:
        name = f"lotse_desk.search.{module}"
        spec = find_spec(name)
        code_of = getattr(spec.loader if spec else None, "get_code", None)
        made_by.update(marshal.dumps(code_of(name) if code_of else __version__, 2))
    return made_by.digest()

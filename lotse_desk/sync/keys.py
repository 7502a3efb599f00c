"""Keys: Ed25519 to sign, age (X25519) to seal, and fingerprints that can be read out."""

import hashlib
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from pyrage import DecryptError, IdentityError, RecipientError, decrypt, encrypt
from pyrage.x25519 import Identity, Recipient

from lotse_desk.domain.exchange_faults import SealUnopened, SignatureWrong
from lotse_desk.domain.faults import Unreadable

GROUPS, DIGITS = 6, 5
_NUMBER = 2 * DIGITS + 1
_FINGERPRINT_CONTEXT = b"lotse-desk fingerprint 1\n"


@dataclass(frozen=True)
class SigningKey:
    """An Ed25519 private key, held as its 32 secret bytes."""

    secret: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> "SigningKey":
        """A new key from the system's randomness."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def from_pem(cls, data: bytes) -> "SigningKey":
        """The key of an unencrypted PKCS #8 PEM file; raises `Unreadable`."""
        try:
            key = load_pem_private_key(data, None)
        except (ValueError, TypeError) as error:
            raise Unreadable("key", "no PEM key") from error
        if not isinstance(key, Ed25519PrivateKey):
            raise Unreadable("key", "not Ed25519")
        return cls(key.private_bytes_raw())

    @property
    def private(self) -> Ed25519PrivateKey:
        """The key as the cryptography library holds it."""
        return Ed25519PrivateKey.from_private_bytes(self.secret)

    @property
    def public(self) -> str:
        """The public key, 64 hexadecimal digits."""
        return self.private.public_key().public_bytes_raw().hex()

    def to_pem(self) -> bytes:
        """The key as an unencrypted PKCS #8 PEM file."""
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def sign(self, context: bytes, message: bytes) -> str:
        """Signature over context ‖ message, 128 hexadecimal digits."""
        return self.private.sign(context + message).hex()


def verify(public: str, signature: str, context: bytes, message: bytes) -> None:
    """Raise `SignatureWrong` unless the key (hexadecimal) signed context ‖ message."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), context + message)
    except (ValueError, InvalidSignature) as error:
        raise SignatureWrong from error


@dataclass(frozen=True)
class SealIdentity:
    """An age X25519 identity: opens what was sealed for its recipient."""

    secret: str = field(repr=False)

    @classmethod
    def generate(cls) -> "SealIdentity":
        """A new identity from the system's randomness."""
        return cls(str(Identity.generate()))

    @property
    def recipient(self) -> str:
        """The public side, `age1…`."""
        return str(self._identity().to_public())

    def _identity(self) -> Identity:
        try:
            return Identity.from_str(self.secret)
        except IdentityError as error:
            raise Unreadable("key", "no age identity") from error

    def _open(self, sealed: bytes) -> bytes:
        return bytes(decrypt(sealed, [self._identity()]))


def seal(data: bytes, recipients: tuple[str, ...]) -> bytes:
    """Seal for every recipient; raises `Unreadable` if one is not an age recipient."""
    try:
        return bytes(encrypt(data, [Recipient.from_str(one) for one in recipients]))
    except RecipientError as error:
        raise Unreadable("key", "no age recipient") from error


def is_recipient(text: str) -> bool:
    """Whether something can be sealed for this text."""
    try:
        Recipient.from_str(text)
    except RecipientError:
        return False
    return True


def unseal(sealed: bytes, identities: tuple[SealIdentity, ...]) -> bytes:
    """Open with the first identity that fits; raises `SealUnopened`."""
    for identity in identities:
        try:
            return identity._open(sealed)
        except DecryptError:
            continue
    raise SealUnopened


def fingerprint(*parts: bytes) -> str:
    """Thirty digits in six groups, to be compared by voice (about 100 bits).

    Group k is bytes 5k..5k+4 of SHA-512(context ‖ each part with its length before it), big-endian,
    modulo 100,000.
    """
    digest = hashlib.sha512(_FINGERPRINT_CONTEXT)
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    data = digest.digest()
    groups = (int.from_bytes(data[5 * k : 5 * k + 5]) % 10**DIGITS for k in range(GROUPS))
    return " ".join(f"{group:0{DIGITS}d}" for group in groups)


def key_number(public: str) -> str:
    """How people call a key: the first two groups of the fingerprint of its public side."""
    return fingerprint(b"key", public.encode())[:_NUMBER]


def same_fingerprint(one: str, other: str) -> bool:
    """Whether two fingerprints agree, however they are spaced; never true for a part of one."""
    digits = ["".join(c for c in text if c.isascii() and c.isdigit()) for text in (one, other)]
    return digits[0] == digits[1] and len(digits[0]) == GROUPS * DIGITS

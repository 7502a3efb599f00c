"""What can be wrong with a medium, a file on it, a key or a fingerprint."""

from dataclasses import dataclass

from lotse_desk.domain.faults import WorldFault, WrongUse


@dataclass(eq=False)
class MediumFault(WorldFault):
    """The stick, share or folder is in the way; the home is unchanged."""

    path: str


@dataclass(eq=False)
class MediumGone(MediumFault):
    """The folder does not exist or no longer answers: pulled, unmounted, offline."""


@dataclass(eq=False)
class MediumNotAFolder(MediumFault):
    """The path names something that is no folder."""


@dataclass(eq=False)
class MediumInsideHome(MediumFault):
    """The folder is the home or lies within it."""


@dataclass(eq=False)
class MediumReadOnly(MediumFault):
    """The medium is write-protected or this account may not write there."""


@dataclass(eq=False)
class MediumFull(MediumFault):
    """Not enough room; sizes in bytes, `free` is -1 where the system does not say."""

    needed: int
    free: int


@dataclass(eq=False)
class MediumLocked(MediumFault):
    """Another program (often a virus scanner) kept the file locked beyond all retries."""


@dataclass(eq=False)
class MediumFailure(MediumFault):
    """The operating system refused for another reason; `reason` is its own word."""

    reason: str


@dataclass(eq=False)
class ReadBackDiffers(MediumFault):
    """What was written does not read back the same: the medium is not to be trusted."""


@dataclass(eq=False)
class FileRefused(WorldFault):
    """A file of ours that could not be taken; it stays where it is."""


@dataclass(eq=False)
class FileNotOurs(FileRefused):
    """The first bytes are not those of the kind of file expected here."""


@dataclass(eq=False)
class FileOverLimit(FileRefused):
    """Bigger, packed or inflated, than a file of its kind may be; in bytes."""

    limit: int


@dataclass(eq=False)
class FileIncomplete(FileRefused):
    """Shorter than announced or torn: copied or written only in part. Not an attack."""


@dataclass(eq=False)
class FileTooNew(FileRefused):
    """Written by a newer version of the program; the reader needs an update."""

    version: str


@dataclass(eq=False)
class FileForAnotherOffice(FileRefused):
    """Addressed to, or signed by, an office that is not this home's."""


@dataclass(eq=False)
class SealUnopened(FileRefused):
    """Addressed to this office but sealed with a key it does not have, or altered."""


@dataclass(eq=False)
class SenderUnknown(FileRefused):
    """The desk named as sender is not enrolled."""

    desk: str


@dataclass(eq=False)
class SenderRevoked(FileRefused):
    """The desk named as sender was revoked."""

    desk: str


@dataclass(eq=False)
class SignatureWrong(FileRefused):
    """The signature does not belong to the key it should belong to, or the content."""


@dataclass(eq=False)
class HeaderInvalid(FileRefused):
    """The header is not as the format says."""

    reason: str


@dataclass(eq=False)
class RecordInvalid(FileRefused):
    """A record is not as its kind says; `line` counts from 1 (the header)."""

    line: int
    reason: str


@dataclass(eq=False)
class ChainBroken(FileRefused):
    """The records do not lead from the hash before to the hash after."""

    seq: int


@dataclass(eq=False)
class HistoryForked(FileRefused):
    """The sender's history contradicts what is known: restored or cloned desk."""

    seq: int


@dataclass(eq=False)
class ReleaseInvalid(FileRefused):
    """The release does not verify; `reason` is the verifier's word."""

    reason: str


@dataclass(eq=False)
class ReleaseRolledBack(FileRefused):
    """The release is older than one already applied."""

    offered: int
    applied: int


@dataclass(eq=False)
class FingerprintDiffers(WorldFault):
    """The fingerprint read out is not the one of the file; nothing was enrolled."""

    found: str


@dataclass(eq=False)
class KeyMissing(WorldFault):
    """A key this home should have lies neither in the keystore nor in its folder."""

    name: str


@dataclass(eq=False)
class DeskKeyMissing(KeyMissing):
    """The key of this desk's identity is not here: restored on another PC, or deleted."""


@dataclass(eq=False)
class KeyStoreFailure(WorldFault):
    """The operating system's keystore did not answer; `reason` is its own word."""

    reason: str


@dataclass(eq=False)
class DeskKeyChanged(WorldFault):
    """A request names an enrolled desk with another key: to be revoked or replaced first."""

    desk: str


@dataclass(eq=False)
class DeskTownChanged(WorldFault):
    """A request would move an enrolled desk, and all it ever counted, to another town."""

    desk: str
    town: str
    asked: str


@dataclass(eq=False)
class NoEnrolmentRequest(WrongUse):
    """The file holds no enrolment request, or the list names one that was not found."""

    path: str


@dataclass(eq=False)
class KeysThereAlready(WorldFault):
    """The folder for the keys to be taken away holds keys of an office already."""

    folder: str


@dataclass(eq=False)
class ReleaseKeyMissing(KeyMissing):
    """The key that signs releases, as the newest root names it, is not on this machine."""


@dataclass(eq=False)
class SealKeyMissing(KeyMissing):
    """The key that opens what desks send, as releases name it, is not on this machine."""


@dataclass(eq=False)
class KeyUnreadable(WorldFault):
    """The file holds no key of the kind asked for."""

    path: str


@dataclass(eq=False)
class TypedKeyWrong(WorldFault):
    """A typed key differs from the paper; `line` from 1, 0 where lines are missing or mixed up.

    `group` of the line from 1 (the last is its check character), 0 where it cannot be told.
    """

    path: str
    line: int
    group: int = 0


@dataclass(eq=False)
class KeyUnknown(WorldFault):
    """The key is none of this office, or one that was replaced."""

    path: str


@dataclass(eq=False)
class RootKeysWanting(WorldFault):
    """Fewer root keys that hold than the office's root asks for."""

    needed: int
    given: int


@dataclass(eq=False)
class KeysOnExchangeMedium(WorldFault):
    """Keys were to be written to a medium that carries files of the exchange."""

    folder: str


@dataclass(eq=False)
class KeyFileThere(WorldFault):
    """A file that would hold secrets exists already; it is not overwritten."""

    path: str


@dataclass(eq=False)
class SecondSignatureWanting(WorldFault):
    """Two persons must sign; `changes` are those that invite fraud: what, old value, new value."""

    changed: int
    changes: tuple[str, ...]


@dataclass(eq=False)
class NoReleaseToRebuildFrom(WorldFault):
    """No release of the office these keys belong to."""

    path: str


@dataclass(eq=False)
class MediumSilent(MediumFault):
    """The folder did not answer in time: a share whose server is gone, a dying stick."""


@dataclass(eq=False)
class MediumOfSystem(MediumFault):
    """The folder is the root of the system's disk or belongs to the operating system itself."""


@dataclass(eq=False)
class NoUsualMedium(WrongUse):
    """No medium was named, and none was ever exchanged with."""


@dataclass(eq=False)
class UsualMediumAway(WorldFault):
    """The medium exchanged with last is not mounted; `label` is what it is called."""

    label: str


@dataclass(eq=False)
class UsualMediumNotMounted(MediumFault):
    """The folder where the usual medium was mounted, without it: it lies on another volume now."""

    label: str


@dataclass(eq=False)
class UsualMediumUnclear(WorldFault):
    """Several mounted volumes could be the one exchanged with last."""

    label: str


@dataclass(eq=False)
class NotHandedOver(WorldFault):
    """The home holds what the office has not confirmed; `of_today` is not history yet."""

    events: int
    of_today: int


@dataclass(eq=False)
class NothingToRescue(WorldFault):
    """No sealed batch is kept in this folder."""

    folder: str


@dataclass(eq=False)
class KeysTooOpen(WorldFault):
    """Every account of this machine may read the file of a secret key."""

    path: str

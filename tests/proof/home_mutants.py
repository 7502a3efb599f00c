"""Mutants of desk, office and storage, each with a history of real homes that kills it.

The actions of a history are those of `tests.proof.homes.Homes`; desks are a, b and c, media the
stick (even) and the share (odd); images are a, b, office by number.
"""

from tests.proof.drawn_steps import Step
from tests.proof.mutation import Mutant

HISTORIES = "histories of real homes"


def _mutant(name: str, where: str, *changes: tuple[str, str]) -> Mutant:
    return Mutant(name, where, changes, HISTORIES)


KILLED_BY: dict[Mutant, list[Step]] = {
    _mutant(
        "confirmation by maximum",
        "lotse_desk.storage.event_log:EventLog.confirm",
        ("str(up_to))\n", "str(max(up_to, self.confirmed)))\n"),
    ): [("image", 2, 0), ("log", 0, 1), ("week", 0, 0), ("week", 0, 0), ("put_back", 0, 1)],
    _mutant(
        "confirmation at export",
        "lotse_desk.desk.batch_export:_leave",
        (
            "        log.note_written(",
            '        log.confirm(header.release, "2026-11-23", last)\n        log.note_written(',
        ),
    ): [("log", 0, 1), ("sync", 0, 0), ("lose_medium", 0, 0)],
    _mutant(
        "batch only with what is new since the last export",
        "lotse_desk.desk.batch_export:leave_batches",
        (
            "log.confirmed + 1, log.length",
            "max([log.confirmed, *(b.last for b in log.written())]) + 1, log.length",
        ),
    ): [("log", 0, 1), ("sync", 0, 0), ("lose_medium", 0, 0)],
    _mutant(
        "no new incarnation",
        "lotse_desk.storage.event_log:EventLog.renew",
        ("self.incarnation, new_id()", "self.incarnation, self.incarnation"),
    ): [("clone", 0, 0), ("log", 0, 1), ("log", 2, 1), ("week", 0, 0), ("week", 2, 0)],
    _mutant(
        "held batch dropped",
        "lotse_desk.office.intake:_Intake._retry_held",
        ("again = True", "again = False"),
    ): [
        *(("log", 0, 1), ("sync", 0, 1), ("image", 2, 0), ("intake", 1, 0), ("publish", 0, 0)),
        *(("sync", 0, 0), ("log", 0, 1), ("sync", 0, 0), ("put_back", 0, 0), ("intake", 0, 0)),
        ("intake", 1, 0),
    ],
    _mutant(
        "undo across desks",
        "lotse_desk.storage.office_log:OfficeLog.settle_undo",
        (
            " AND log IN (SELECT number FROM desk_log WHERE desk = ?) RETURNING",
            " AND ? IS NOT NULL RETURNING",
        ),
    ): [("log", 1, 1), ("week", 1, 0), ("take_back_anothers", 0, 0), ("week", 0, 0)],
    _mutant(
        "undo of what another life sent first not settled",
        "lotse_desk.storage.office_log:OfficeLog.settle_undo",
        ("if self._undo_waits(desk):", "if False:"),
    ): [
        *(("log", 0, 1), ("sync", 0, 0), ("intake", 0, 0), ("enrol_anew", 0, 0)),
        ("undo", 0, 0),
    ],
    _mutant(
        "counter not raised after a restore",
        "lotse_desk.storage.office_register:OfficeRegister.raise_after_restore",
        ("max(self.counter, seen) + AFTER_RESTORE", "self.counter"),
    ): [
        *(("image", 2, 0), ("log", 0, 1), ("week", 0, 0), ("lose_medium", 0, 0)),
        *(("put_back", 0, 1), ("publish", 0, 0)),
    ],
    _mutant(
        "database replaced by a restore not asked",
        "lotse_desk.home.new_incarnation:renew_after_restore",
        ("_published(home.folder / DATABASE_NAME)", "0"),
    ): [
        *(("image", 2, 0), ("put_back", 0, 1), ("publish", 0, 0), ("put_back", 0, 1)),
        *(("lose_medium", 0, 0), ("clock", 130, 0), ("publish", 0, 0)),
    ],
    _mutant(
        "release number reused",
        "lotse_desk.office.publish:_stored",
        ("register.counter + 1", "max(register.counter, 1)"),
    ): [("log", 0, 1), ("week", 0, 0)],
    _mutant(
        "own later releases on a medium not heeded",
        "lotse_desk.storage.office_register:OfficeRegister.continue_above",
        ("number <= self.counter or not self.believes(number)", "True"),
    ): [
        *(("image", 2, 0), ("week", 0, 0), ("week", 0, 0), ("put_back", 0, 0)),
        ("publish", 0, 0),
    ],
    _mutant(
        "newest release chosen by its date on the medium",
        "lotse_desk.desk.offered_releases:candidates_on",
        ("candidate.number, reverse", "-candidate.file.path.stat().st_mtime, reverse"),
    ): [("week", 0, 0), ("week", 0, 0), ("week", 0, 0), ("sync", 1, 0)],
    _mutant(
        "revoked at the office, welcome all the same",
        "lotse_desk.office.intake:_Intake.__init__",
        ("revoked=desk.state == REVOKED", "revoked=False"),
    ): [("log", 0, 1), ("sync", 0, 0), ("revoke", 0, 0), ("intake", 0, 0)],
    _mutant(
        "another desk's line in the list taken for one's own",
        "lotse_desk.desk.offered_releases:standing",
        ("== own:", "!= own:"),
    ): [("revoke", 0, 0), ("week", 0, 0)],
    _mutant(
        "today's entries stay after they joined the log",
        "lotse_desk.desk.day_close:_append_day",
        ("    today.clear()\n", "    pass\n"),
    ): [("log", 0, 1), ("sync", 0, 0), ("sync", 0, 0)],
}
MUTANTS = tuple(KILLED_BY)

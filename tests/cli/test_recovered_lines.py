"""What `recover` prints: by groups people know, in right German."""

from lotse_desk.cli.recovered_lines import group_lines
from lotse_desk.home.recovery import TableAccount
from lotse_desk.storage.table_shapes import current_shapes


def test_tables_are_told_in_few_lines_without_their_names() -> None:
    names = [*current_shapes()]
    lines = group_lines([TableAccount(name, 3, 1, 2) for name in names])
    assert 5 < len(lines) <= 11
    told = "\n".join(lines)
    assert not [name for name in names if "_" in name and name in told]


def test_one_place_is_singular_and_thousands_have_a_dot() -> None:
    lines = group_lines(
        [
            TableAccount("today_entry", 30, 0, 30),
            TableAccount("today_event", 60, 0, 60),
            TableAccount("house_total", 9, 1, 0),
            TableAccount("event", 27039, 2, 1),
            TableAccount("slip_code", 5, 0, 0),
        ]
    )
    assert lines == [
        "Einträge von heute: 30 gelesen, 30 dazugekommen",
        "Frühere Einträge: 27.039 gelesen, 2 Stellen unlesbar, 1 dazugekommen",
        "Summen: 9 gelesen, 1 Stelle unlesbar, 0 dazugekommen",
    ]

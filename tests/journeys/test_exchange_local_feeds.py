"""Stories of feeds that a desk took in itself, under an office that publishes its own."""

import json

from lotse_desk.domain.hsds import Attribute, Organization, Phone, Service
from lotse_desk.domain.supplement import RecordOrigin, Translation
from lotse_desk.home.directory_import import import_directory
from lotse_desk.home.home import open_home


def put(folder, *records):
    with open_home(folder, writing=True) as home, home.transaction():
        home.directory.upsert(records)


def rows(folder, kind):
    with open_home(folder, writing=False) as home:
        return list(home.directory.rows(kind))


def feed(path, *services):
    path.write_text(
        json.dumps(
            [
                {
                    "id": one,
                    "name": f"Beratung {one}",
                    "status": "active",
                    "description": "d",
                    "organization": {"id": "verein", "name": "Muster e. V.", "description": "x"},
                    "phones": [{"id": f"{one}-tel", "number": "02361 53-0"}],
                }
                for one in services
            ]
        )
    )
    return path


def import_feed(folder, path):
    with open_home(folder, writing=True) as home:
        import_directory(home, path, "hsds")


def test_what_a_desk_took_in_itself_stays_when_a_release_comes(district, tmp_path):
    import_feed(district.desk("a"), feed(tmp_path / "eigene.json", "e1", "e2"))
    import_feed(district.office, feed(tmp_path / "amt.json", "o1", "o2"))
    put(
        district.desk("a"),
        Translation(
            id="t", entity="service", entity_id="e1", field="name", language="tr", text="x",
            source_hash="h", state="draft",
        ),
    )  # fmt: skip
    district.publish()
    done = district.sync("a")
    assert names(district) == ["e1", "e2", "o1", "o2"]
    assert done.kept_local == 4  # two services, each with a telephone
    assert [row.id for row in rows(district.desk("a"), Translation)] == ["t"]
    with open_home(district.office, writing=True) as home, home.transaction():
        for kind in (Phone, Attribute, RecordOrigin, Service, Organization):
            leaving = [row.id for row in home.directory.rows(kind) if row.id.find("o2") >= 0]
            home.directory.delete(kind, leaving)
    district.publish()
    district.sync("a")
    assert names(district) == ["e1", "e2", "o1"]
    assert sum(row.id.endswith("-tel") for row in rows(district.desk("a"), Phone)) == 3


def test_what_a_kept_record_refers_to_stays_with_it(district, tmp_path):
    shared = Organization(id="amt", name="Amt")
    put(district.office, shared)
    district.publish()
    district.sync("a")
    put(
        district.desk("a"),
        Service(id="e1", organization_id="amt", name="Beratung"),
        RecordOrigin(id="service:e1", entity="service", entity_id="e1", feed="eigene"),
    )
    with open_home(district.office, writing=True) as home, home.transaction():
        home.directory.delete(Organization, ["amt"])
    published = district.publish()
    assert district.sync("a").release == published.release
    assert rows(district.desk("a"), Organization) == [shared]
    assert names(district) == ["e1"]


def names(district):
    return sorted(row.id for row in rows(district.desk("a"), Service))

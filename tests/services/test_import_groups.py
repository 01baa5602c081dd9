"""Groups in vCards become tags of their members; identifiers of merged clients mean the client they went into."""

from pathlib import Path

import pytest

from tests.services.importing_files import bring_in, codes, everybody, file
from tui_clients.domain.client import Client
from tui_clients.services import merging
from tui_clients.storage.clients import Clients
from tui_clients.storage.database import Database


def card(*lines: str) -> str:
    return "".join(f"{line}\r\n" for line in ("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD"))


def test_a_group_is_a_tag_of_its_members_wherever_it_stands_and_else_skipped_with_a_reason(
    tmp_path: Path, database: Database
) -> None:
    apple = ("N:Kunden;;;;", "FN:Kunden\\, alt", "X-ADDRESSBOOKSERVER-KIND:group", "UID:G-1",
             "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:A-1")  # fmt: skip
    later = ("KIND:group", "FN:Family", "MEMBER:urn:uuid:a-1", "MEMBER:mailto:bo@example.com")
    lonely = ("KIND:group", "FN:Elsewhere", "MEMBER:urn:uuid:nobody")
    people = (("FN:Ada", "UID:A-1", "CATEGORIES:vip"), ("FN:Bo", "EMAIL:bo@example.com"), ("FN:Cy", "NOTE:KIND:group"))
    text = "".join(card(*lines) for lines in (apple, *people, later, lonely))
    report = bring_in(database, file(tmp_path, text, "all.vcf"))
    assert (report.rows, report.created, report.skipped, report.rejected) == (4, 3, 1, 0)
    assert codes(report) == [(32, "", "group")]
    assert {client.name: client.tags for client in everybody(database)} == {
        "Ada": ("vip", "Kunden, alt", "Family"), "Bo": ("Family",), "Cy": (),
    }  # fmt: skip


@pytest.mark.parametrize("way", ["skip", "update"])
def test_a_file_imported_again_after_its_clients_were_merged_makes_none_anew(
    tmp_path: Path, database: Database, way: str
) -> None:
    path = file(tmp_path, "uid,name,email\n1,Ada,ada@example.com\n2,A. Smith,a@example.org\n3,Bo,\n4,Ada S.,\n")
    bring_in(database, path)
    ada, smith, _bo, third = everybody(database)
    merging.merge(database, [smith, third], "me")
    ada, smith = Clients(database).get_many([ada.id, smith.id])
    merging.merge(database, [ada, smith], "me")
    again = bring_in(database, path, on_duplicate=way)
    assert (again.created, len(everybody(database))) == (0, 2)
    invoices = file(tmp_path, "Client ID,Invoice number,Date,Total\n4,R-1,2026-03-01,10\n", "invoices.csv")
    assert bring_in(database, invoices).created == 1


def test_a_client_taken_out_of_a_merge_is_found_by_its_own_identifier_again(tmp_path: Path, database: Database) -> None:
    with database.transaction():
        kept, gone = Clients(database).add_many([Client("Ada", uid="1"), Client("Bo", uid="2")], "me")
    merged = merging.merge(database, [kept, gone], "me")
    merging.undo(database, merged.merge_id, "me")
    bring_in(database, file(tmp_path, "uid,name,city\n2,Bo,York\n"), on_duplicate="update")
    assert [(client.name, client.city) for client in everybody(database)] == [("Ada", ""), ("Bo", "York")]

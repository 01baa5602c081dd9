"""vCards as known programs write them become the records a reader of the file would expect."""

import base64
import json
from pathlib import Path

from tests.formats.reading import only_record
from tests.formats.reading import vcard as card

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(200))
JPEG_TEXT = base64.b64encode(JPEG).decode()


def folded(text: str, width: int = 74) -> str:
    """Return a long text in lines that continue the first one."""
    return "\r\n ".join(text[start : start + width] for start in range(0, len(text), width))


def extra(record: dict[str, str]) -> dict[str, str]:
    """Take the custom fields out of a record."""
    found: dict[str, str] = json.loads(record.pop("extra"))
    return found


def test_icloud(tmp_path: Path) -> None:
    path = card(
        tmp_path,
        "VERSION:3.0",
        "PRODID:-//Apple Inc.//iOS 17.4//EN",
        "N:Berg;Anna;Maria;Dr.;",
        "FN:Dr. Anna Maria Berg",
        "ORG:Berg AG;Vertrieb;",
        "TITLE:Leiterin",
        "EMAIL;type=INTERNET;type=HOME:home@example.com",
        "EMAIL;type=INTERNET;type=WORK;type=pref:anna@example.com",
        "item1.EMAIL;type=INTERNET:books@example.com",
        "item1.X-ABLabel:Buchhaltung",
        "TEL;type=HOME;type=VOICE:030 123456",
        "TEL;type=IPHONE;type=CELL;type=VOICE;type=pref:+49 171 1234567",
        "item2.TEL:+49 30 654321",
        "item2.X-ABLabel:_$!<HomeFAX>!$_",
        "item3.ADR;type=HOME:;;Seeweg 2;Potsdam;;14467;Deutschland",
        r"item4.ADR;type=WORK;type=pref:;;Hauptstraße 1\nHof 3;Berlin;BE;10115;Deutschland",
        "item4.X-ABADR:de",
        r"item5.URL;type=pref:http\://www.example.com",
        "item5.X-ABLabel:_$!<HomePage>!$_",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-17",
        "item6.X-ABDATE;type=pref:2011-06-30",
        "item6.X-ABLabel:_$!<Anniversary>!$_",
        r"NOTE:eins\, zwei\; drei\nvier",
        f"PHOTO;ENCODING=b;TYPE=JPEG:{folded(JPEG_TEXT)}",
        "CATEGORIES:Freunde,Presse",
        "X-ABShowAs:COMPANY",
        "X-ABUID:77\\:ABPerson",
        "UID:1E3B-77",
        "REV:2026-01-02T03:04:05Z",
    )
    record = only_record(path)
    assert extra(record) == {
        "Department": "Vertrieb",
        "Job title": "Leiterin",
        "Address (home)": "Seeweg 2, 14467 Potsdam, Deutschland",
        "Birthday": "--05-17",
        "Anniversary": "2011-06-30",
    }
    assert record == {
        "name": "Anna Maria Berg",
        "salutation": "Dr.",
        "company_name": "Berg AG",
        "email": "anna@example.com",
        "more_emails": "home: home@example.com\nBuchhaltung: books@example.com",
        "mobile": "+49 171 1234567",
        "more_phones": "home: 030 123456\nhome fax: +49 30 654321",
        "address": "Hauptstraße 1\nHof 3",
        "city": "Berlin",
        "state": "BE",
        "postal_code": "10115",
        "country": "DE",
        "website": "http://www.example.com",
        "note": "eins, zwei; drei\nvier",
        "picture": f"data:image/jpeg;base64,{JPEG_TEXT}",
        "tags": "Freunde; Presse",
        "uid": "1E3B-77",
        "updated_at": "2026-01-02T03:04:05Z",
    }


def test_google_contacts(tmp_path: Path) -> None:
    path = card(
        tmp_path,
        "VERSION:3.0",
        "FN:Zoë O'Brien",
        "N:O'Brien;Zoë;;;",
        "item1.EMAIL;TYPE=INTERNET:zoe@example.com",
        "item1.X-ABLabel:",
        "EMAIL;TYPE=INTERNET;TYPE=WORK:z@work.example.com",
        "TEL;TYPE=WORK:+1 201-555-0123",
        "TEL:+1 201-555-0124",
        r"ADR;TYPE=HOME:;Apt. 5;1 Main St\nRear;Springfield;IL;62701;United States;1 Main St\nSpringfield",
        "ORG:Example\\, Inc.",
        "BDAY:19800517",
        "item2.URL:https\\://example.com",
        "item2.X-ABLabel:Blog",
        "X-PHONETIC-FIRST-NAME:Zo",
        "item3.X-ABRELATEDNAMES:Sam",
        "item3.X-ABLabel:_$!<Brother>!$_",
        "PHOTO:https://photos.example.com/zoe.jpg",
        "CATEGORIES:myContacts",
    )
    record = only_record(path)
    assert extra(record) == {
        "Birthday": "1980-05-17",
        "Phonetic first name": "Zo",
        "Brother": "Sam",
        "Photo": "https://photos.example.com/zoe.jpg",
    }
    assert record == {
        "name": "Zoë O'Brien",
        "email": "zoe@example.com",
        "more_emails": "work: z@work.example.com",
        "mobile": "+1 201-555-0124",
        "office_phone": "+1 201-555-0123",
        "address": "1 Main St\nRear\nApt. 5",
        "city": "Springfield",
        "state": "IL",
        "postal_code": "62701",
        "country": "US",
        "company_name": "Example, Inc.",
        "website": "https://example.com",
    }


def test_outlook_writes_2_1_in_quoted_printable_of_windows(tmp_path: Path) -> None:
    path = card(
        tmp_path,
        "VERSION:2.1",
        "N;LANGUAGE=de;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:M=FCller;J=FCrgen;;Herr",
        "FN;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:Herr J=FCrgen M=FCller",
        "ORG;CHARSET=Windows-1252;ENCODING=QUOTED-PRINTABLE:M=FCller & S=F6hne, K=F6ln;Einkauf",
        "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=Windows-1252:Zeile 1=0D=0A=",
        "Zeile 2: 50 =80=0D=0A=",
        "",
        "TEL;WORK;VOICE:+49 (30) 123456",
        "TEL;CELL;VOICE:0171/1234567",
        "TEL;WORK;FAX:+49 (30) 123457",
        "ADR;WORK;PREF;ENCODING=QUOTED-PRINTABLE:;;Hauptstra=DFe 1=0D=0AHinterhaus;K=F6ln;NRW;50667;Deutschland",
        "LABEL;WORK;PREF;ENCODING=QUOTED-PRINTABLE:Hauptstra=DFe 1=0D=0A=",
        "50667 K=F6ln",
        "X-MS-OL-DEFAULT-POSTAL-ADDRESS:2",
        "URL;WORK:http://www.example.com",
        "EMAIL;PREF;INTERNET:juergen@example.com",
        "PHOTO;TYPE=JPEG;ENCODING=BASE64:",
        *[f" {JPEG_TEXT[start : start + 70]}" for start in range(0, len(JPEG_TEXT), 70)],
        "",
        'X-MS-OL-DESIGN;CHARSET=utf-8:<card xmlns="http://schemas.microsoft.com/office"><img/></card>',
        "X-WAB-GENDER:2",
        "REV:20260102T030405Z",
    )
    record = only_record(path)
    assert extra(record) == {"Department": "Einkauf"}
    assert record == {
        "name": "Jürgen Müller",
        "salutation": "Herr",
        "company_name": "Müller & Söhne, Köln",
        "note": "Zeile 1\nZeile 2: 50 €\n",
        "office_phone": "+49 (30) 123456",
        "mobile": "0171/1234567",
        "more_phones": "work fax: +49 (30) 123457",
        "address": "Hauptstraße 1\nHinterhaus",
        "city": "Köln",
        "state": "NRW",
        "postal_code": "50667",
        "country": "DE",
        "website": "http://www.example.com",
        "email": "juergen@example.com",
        "picture": f"data:image/jpeg;base64,{JPEG_TEXT}",
        "gender": "male",
        "updated_at": "2026-01-02T03:04:05Z",
    }


def test_android_writes_2_1_with_soft_breaks_inside_of_characters(tmp_path: Path) -> None:
    path = card(
        tmp_path,
        "VERSION:2.1",
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9D=8E;=E5=B0=8F=",
        "=E9=BE=99;;;",
        "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9D=8E=E5=B0=8F=E9=",
        "=BE=99",
        "TEL;CELL;PREF:+49 171 1234567",
        "TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=42=C3=BC=72=6F=20=32):030 1",
        "EMAIL;HOME:li@example.com",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Xiao;1;;;;;;;;;;;;;",
        "X-ANDROID-CUSTOM;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=",
        "=76nd.android.cursor.item/relation;=4D=C3=BC;2;;;",
        f"PHOTO;ENCODING=BASE64;JPEG:{JPEG_TEXT[:60]}",
        f" {JPEG_TEXT[60:]}",
        "",
    )
    record = only_record(path)
    assert extra(record) == {"Nickname": "Xiao", "Relation": "Mü"}
    assert {name: record[name] for name in ("name", "mobile", "email", "picture")} == {
        "name": "李小龙",
        "mobile": "+49 171 1234567",
        "email": "li@example.com",
        "picture": f"data:image/jpeg;base64,{JPEG_TEXT}",
    }
    assert record["more_phones"] == "Büro 2: 030 1"


def test_thunderbird_writes_4_0(tmp_path: Path) -> None:
    path = card(
        tmp_path,
        "VERSION:4.0",
        "EMAIL;PREF=2:second@example.com",
        "EMAIL;PREF=1:anna@example.com",
        "FN:Anna Berg",
        "N:Berg;Anna;;;",
        'TEL;TYPE="work,voice";VALUE=URI:tel:+49-30-123456;ext=12',
        "TEL;TYPE=cell;VALUE=TEXT:0171 1234567",
        "LANG;PREF=2:en",
        "LANG;PREF=1:de-AT",
        "GENDER:F;Fellow",
        "ADR;TYPE=work;CC=AT:;;Ring 1;Wien;;1010;",
        "BDAY;VALUE=DATE:--0517",
        "ANNIVERSARY:20110630",
        f"PHOTO:data:image/png;base64\\,{base64.b64encode(b'picture').decode()}",
        "ROLE:Buyer",
        "IMPP;X-SERVICE-TYPE=Matrix:matrix:u/anna",
        "X-CUSTOM1:blue",
        "UID:urn:uuid:0bf1b7e7-6f1c-4a39-9c0f-1d6bd2a8a001",
    )
    record = only_record(path)
    assert extra(record) == {
        "Language": "en",
        "Birthday": "--0517",
        "Anniversary": "2011-06-30",
        "Role": "Buyer",
        "Messenger (matrix)": "matrix:u/anna",
        "Custom1": "blue",
    }
    assert record == {
        "name": "Anna Berg",
        "email": "anna@example.com",
        "more_emails": "second@example.com",
        "office_phone": "+49-30-123456;ext=12",
        "mobile": "0171 1234567",
        "language": "de-AT",
        "gender": "female",
        "address": "Ring 1",
        "city": "Wien",
        "postal_code": "1010",
        "country": "AT",
        "picture": "data:image/png;base64,cGljdHVyZQ==",
        "uid": "0bf1b7e7-6f1c-4a39-9c0f-1d6bd2a8a001",
    }


def test_nextcloud(tmp_path: Path) -> None:
    path = card(
        tmp_path,
        "VERSION:3.0",
        "PRODID:-//Sabre//Sabre VObject 4.5.4//EN",
        "UID:6f1c4a39",
        "FN:Anna Berg",
        'TEL;TYPE="HOME,VOICE":030 1234567',
        "X-SOCIALPROFILE;TYPE=mastodon:https://social.example.com/@anna",
        "PHOTO;ENCODING=b;TYPE=image/png:iVBORw==",
        "CATEGORIES:Kunden,Presse\\, Funk",
        "RELATED;TYPE=spouse:Ben",
        "REV;VALUE=DATE-AND-OR-TIME:20260102T030405Z",
    )
    record = only_record(path)
    assert extra(record) == {
        "Social profile (mastodon)": "https://social.example.com/@anna",
        "Relation (spouse)": "Ben",
    }
    assert record == {
        "uid": "6f1c4a39",
        "name": "Anna Berg",
        "more_phones": "home: 030 1234567",
        "picture": "data:image/png;base64,iVBORw==",
        "tags": '["Kunden", "Presse, Funk"]',
        "updated_at": "2026-01-02T03:04:05Z",
    }

"""Header lines and rows as other systems export them, in the encodings they use."""

from pathlib import Path

import pytest

from tests.formats.reading import only_record, records_of

OUTLOOK_GERMAN = (
    '"Anrede","Vorname","Weitere Vornamen","Nachname","Suffix","Firma","Abteilung","Position","Straße geschäftlich",'
    '"Straße geschäftlich 2","Ort geschäftlich","Region geschäftlich","Postleitzahl geschäftlich",'
    '"Land/Region geschäftlich","Straße privat","Ort privat","Fax geschäftlich","Telefon geschäftlich",'
    '"Telefon geschäftlich 2","Fax privat","Telefon privat","Mobiltelefon","Beruf","E-Mail-Adresse","E-Mail-Typ",'
    '"E-Mail: Angezeigter Name","E-Mail 2: Adresse","E-Mail 2: Typ","Geburtstag","Geschlecht","Kategorien","Konto",'
    '"Notizen","Ort","Sprache","Stichwörter","Webseite"\r\n'
    '"Herr","Jürgen","Peter","Groß","Dr.","Müller & Söhne","Einkauf","Leiter","Königstraße 5","Hof","Köln","NRW",'
    '"50667","Deutschland","Heimweg 1","Hürth","+49 221 9","+49 221 1234567","+49 221 7654321","","+49 2233 123456",'
    '"+49 151 12345678","Kaufmann","juergen@example.com","SMTP","Groß, Jürgen","jg@example.org","SMTP","0.0.00",'
    '"Keine Angabe","Kunde;VIP","x","Zeile 1\r\nZeile 2","","Deutsch","","https://example.com"\r\n'
)
OUTLOOK_RECORD = {
    "salutation": "Herr",
    "name": "Jürgen Peter Groß Dr.",
    "company_name": "Müller & Söhne",
    "address": "Königstraße 5\nHof",
    "city": "Köln",
    "state": "NRW",
    "postal_code": "50667",
    "country": "Deutschland",
    "office_phone": "+49 221 1234567",
    "mobile": "+49 151 12345678",
    "more_phones": "geschäftlich: +49 221 7654321\nprivat: +49 2233 123456",
    "email": "juergen@example.com",
    "more_emails": "jg@example.org",
    "gender": "Keine Angabe",
    "tags": "Kunde;VIP",
    "note": "Zeile 1\r\nZeile 2",
    "language": "Deutsch",
    "website": "https://example.com",
    "extra": '{"Straße privat": "Heimweg 1", "Ort privat": "Hürth"}',
}


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_german_outlook(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = written(tmp_path / "Kontakte.csv", OUTLOOK_GERMAN.replace('","', f'"{delimiter}"'), encoding)
    assert only_record(path) == OUTLOOK_RECORD
    mapping, _ = records_of(path)
    assert mapping.unmapped == (
        "Abteilung", "Position", "Fax geschäftlich", "Fax privat", "Beruf",
        "E-Mail-Typ", "E-Mail: Angezeigter Name", "E-Mail 2: Typ", "Geburtstag", "Konto", "Ort",
    )  # fmt: skip


def test_english_outlook(tmp_path: Path) -> None:
    path = written(
        tmp_path / "contacts.csv",
        "First Name,Middle Name,Last Name,Title,Suffix,Initials,Web Page,Gender,Birthday,Notes,E-mail Address,"
        "E-mail 2 Address,E-mail 3 Address,Primary Phone,Home Phone,Mobile Phone,Home Street,Home City,Business Phone,"
        "Business Fax,Company,Job Title,Business Street,Business City,Business State,Business Postal Code,"
        "Business Country/Region,Location,Categories\r\n"
        "Ada,,Smith,Ms.,,A.S.,https://example.com,Unspecified,,,ada@example.com,,ada@example.org,,+44 20 7946 0001,"
        "+44 7400 123456,Home Rd 1,Leeds,+44 20 7946 0000,+44 20 7946 0009,ACME,CTO,High St 1,York,,YO1 7HU,"
        "United Kingdom,,VIP\r\n",
        "cp1252",
    )
    assert only_record(path) == {
        "salutation": "Ms.",
        "name": "Ada Smith",
        "website": "https://example.com",
        "gender": "Unspecified",
        "email": "ada@example.com",
        "more_emails": "ada@example.org",
        "mobile": "+44 7400 123456",
        "office_phone": "+44 20 7946 0000",
        "more_phones": "Home: +44 20 7946 0001",
        "company_name": "ACME",
        "address": "High St 1",
        "city": "York",
        "postal_code": "YO1 7HU",
        "country": "United Kingdom",
        "tags": "VIP",
        "extra": '{"Home Street": "Home Rd 1", "Home City": "Leeds"}',
    }


def test_google_contacts_new(tmp_path: Path) -> None:
    path = written(
        tmp_path / "contacts.csv",
        "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,"
        "Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,"
        "Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,"
        "Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Website 1 - Label,Website 1 - Value\n"
        'Ada,,Smith,,,,Dr.,,,"Smith, Ada",ACME,CTO,,,,https://example.com/p.jpg,* myContacts ::: VIP,* Work,'
        "ada@example.com,Home,ada@example.org ::: a.s@example.org,Work,+44 20 7946 0000,Mobile,"
        "+44 7400 123456 ::: +44 7400 654321,Profile,https://example.com\n",
    )
    assert only_record(path) == {
        "salutation": "Dr.",
        "name": "Ada Smith",
        "company_name": "ACME",
        "tags": "* myContacts ::: VIP",
        "email": "ada@example.com",
        "more_emails": "Home: ada@example.org\nHome: a.s@example.org",
        "office_phone": "+44 20 7946 0000",
        "mobile": "+44 7400 123456",
        "more_phones": "Mobile: +44 7400 654321",
        "website": "https://example.com",
    }


def test_google_contacts_old(tmp_path: Path) -> None:
    path = written(
        tmp_path / "google.csv",
        "Name,Given Name,Additional Name,Family Name,Yomi Name,Name Prefix,Name Suffix,Group Membership,"
        "E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Organization 1 - Type,Organization 1 - Name,"
        "Website 1 - Value\n"
        "Ada Smith,Ada,,Smith,,,,* myContacts,* ,ada@example.com,Mobile,+44 7400 123456,,ACME,https://example.com\n",
        "utf-16",
    )
    assert only_record(path) == {
        "name": "Ada Smith",
        "tags": "* myContacts",
        "email": "ada@example.com",
        "mobile": "+44 7400 123456",
        "company_name": "ACME",
        "website": "https://example.com",
    }


def test_hubspot_contacts(tmp_path: Path) -> None:
    path = written(
        tmp_path / "hubspot.csv",
        "Record ID,First Name,Last Name,Email,Phone Number,Lead Status,Create Date,Associated Company,Country/Region,"
        "Contact owner\n101,Ada,Smith,ada@example.com,+44 7400 123456,Open,2024-05-06 10:00,ACME,United Kingdom,Bo\n",
    )
    assert only_record(path) == {
        "uid": "101",
        "name": "Ada Smith",
        "email": "ada@example.com",
        "mobile": "+44 7400 123456",
        "created_at": "2024-05-06 10:00",
        "company_name": "ACME",
        "country": "United Kingdom",
    }
    assert records_of(path)[0].unmapped == ("Lead Status", "Contact owner")


def test_hubspot_companies(tmp_path: Path) -> None:
    path = written(
        tmp_path / "companies.csv",
        "Record ID,Company name,Company Domain Name,Country/Region,Description\n"
        "7,ACME,example.com,France,Old friends\n",
    )
    assert only_record(path) == {
        "uid": "7",
        "name": "ACME",
        "company_name": "ACME",
        "website": "example.com",
        "country": "France",
        "note": "Old friends",
    }


def test_salesforce(tmp_path: Path) -> None:
    path = written(
        tmp_path / "report.csv",
        '"Salutation","First Name","Last Name","Title","Mailing Street","Mailing City","Mailing State/Province",'
        '"Mailing Zip/Postal Code","Mailing Country","Phone","Email","Contact Record Type","Account Name",'
        '"Account Owner","Lead Source"\n"Ms.","Ada","Smith","CTO","High St 1","York","","YO1 7HU","United Kingdom",'
        '"+44 20 7946 0000","ada@example.com","Key account","ACME","Bo","Web"\n',
        "iso8859-1",
    )
    assert only_record(path) == {
        "salutation": "Ms.",
        "name": "Ada Smith",
        "address": "High St 1",
        "city": "York",
        "postal_code": "YO1 7HU",
        "country": "United Kingdom",
        "mobile": "+44 20 7946 0000",
        "email": "ada@example.com",
        "category": "Key account",
        "company_name": "ACME",
    }
    assert records_of(path)[0].unmapped == ("Title", "Account Owner", "Lead Source")


def test_stripe_customers(tmp_path: Path) -> None:
    path = written(
        tmp_path / "customers.csv",
        "id,Description,Email,Name,Created (UTC),Delinquent,Plan,Status,Total Spend,Payment Count,Refunded Volume,"
        "Dispute Losses,tag (metadata)\ncus_1,Early bird,ada@example.com,Ada Smith,2024-05-06 10:00,false,gold,active,"
        "100.00,1,0.00,0.00,x\n",
    )
    assert only_record(path) == {
        "uid": "cus_1",
        "note": "Early bird",
        "email": "ada@example.com",
        "name": "Ada Smith",
        "created_at": "2024-05-06 10:00",
    }
    assert {"Status", "Delinquent", "Plan"} < set(records_of(path)[0].unmapped)


def test_invoice_ninja_clients(tmp_path: Path) -> None:
    path = written(
        tmp_path / "clients.csv",
        '"Clients"\n"Exported by","ACME"\n"Created","2024-05-06"\n'
        '"Name","Balance","Paid to Date","Billing Street","Billing Apt/Suite","Billing City","Website","Phone",'
        '"Currency","Public Notes","Private Notes","First Name","Last Name","Email","Phone"\n'
        '"ACME","$-142.85","$10.00","High St 1","Flat 2","York","https://example.com","+44 20 7946 0000","GBP","Nice",'
        '"Slow","Ada","Smith","ada@example.com","+44 7400 123456"\n',
        "utf-8-sig",
    )
    assert only_record(path) == {
        "company_name": "ACME",
        "name": "Ada Smith",
        "address": "High St 1\nFlat 2",
        "city": "York",
        "website": "https://example.com",
        "office_phone": "+44 20 7946 0000",
        "note": "Nice\nSlow",
        "email": "ada@example.com",
        "mobile": "+44 7400 123456",
    }


def test_freshbooks(tmp_path: Path) -> None:
    header = "Organization,First Name,Last Name,Email,Phone,Street,City,Province/State,Country,Postal Code,Notes\r\n"
    path = written(tmp_path / "a.csv", header + "ACME,,,office@example.com,+1 202 555 0100,1 A St,Ely,MN,US,55731,\r\n")
    assert only_record(path) == {
        "name": "ACME",
        "company_name": "ACME",
        "email": "office@example.com",
        "mobile": "+1 202 555 0100",
        "address": "1 A St",
        "city": "Ely",
        "state": "MN",
        "country": "US",
        "postal_code": "55731",
    }


def test_wave(tmp_path: Path) -> None:
    path = written(
        tmp_path / "customers.csv",
        "customer_name,email,contact_first_name,contact_last_name,customer_currency,phone,mobile,address_line_1,"
        "address_line_2,city,postal_code/zip_code\nACME,ada@example.com,Ada,Smith,GBP,+44 20 7946 0000,+44 7400 123456,"
        "High St 1,Flat 2,York,YO1 7HU\n",
    )
    assert only_record(path) == {
        "company_name": "ACME",
        "name": "Ada Smith",
        "email": "ada@example.com",
        "office_phone": "+44 20 7946 0000",
        "mobile": "+44 7400 123456",
        "address": "High St 1\nFlat 2",
        "city": "York",
        "postal_code": "YO1 7HU",
    }


def test_datablist(tmp_path: Path) -> None:
    path = written(
        tmp_path / "customers-100.csv",
        "Index,Customer Id,First Name,Last Name,Company,City,Country,Phone 1,Phone 2,Email,Subscription Date,Website\n"
        "1,DD37Cf93aecA6Dc,Sheryl,Baxter,ACME,East Leonard,Chile,229.077.5154,397.884.0519x718,s@example.com,"
        "2020-08-24,http://www.example.com/\n",
    )
    assert only_record(path) == {
        "uid": "DD37Cf93aecA6Dc",
        "name": "Sheryl Baxter",
        "company_name": "ACME",
        "city": "East Leonard",
        "country": "Chile",
        "mobile": "229.077.5154",
        "more_phones": "397.884.0519x718",
        "email": "s@example.com",
        "created_at": "2020-08-24",
        "website": "http://www.example.com/",
    }

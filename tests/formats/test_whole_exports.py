"""Exports of further systems: of each row the client a person would make of it, from header to record."""

import json
from pathlib import Path

import pytest

from tests.formats.reading import records_of

ADA = {"name": "Ada Smith", "email": "ada@example.com"}
ANNE = {"name": "Änne Groß", "email": "ae@example.de", "mobile": "0151 12345678", "office_phone": "0221 7654321",
        "address": "Am Ring 3", "postal_code": "50668", "city": "Köln", "company_name": "ACME GmbH"}  # fmt: skip

EXPORTS = {
    "thunderbird": (
        "Vorname;Nachname;Anzeigename;Primäre E-Mail-Adresse;Sekundäre E-Mail-Adresse;Tel. dienstlich;Mobil-Tel.-Nr.\n"
        "Ada;Smith;Ada Smith;ada@example.com;a2@example.com;0221 1234567;0151 12345678\n;;;b@example.com;;;\n",
        [ADA | {"more_emails": "Sekundäre: a2@example.com", "office_phone": "0221 1234567", "mobile": "0151 12345678"},
         {"name": "b@example.com", "email": "b@example.com"}],
    ),
    "salesforce": (
        "ID,LASTNAME,FIRSTNAME,OTHERSTREET,MAILINGSTREET,MAILINGCITY,MAILINGPOSTALCODE,PHONE,MOBILEPHONE,EMAIL,"
        "CREATEDDATE\n3,Smith,Ada,,High St 1,York,YO1,020 7946 0000,07400 123456,ada@example.com,2024-05-06\n",
        [ADA | {"uid": "3", "address": "High St 1", "city": "York", "postal_code": "YO1", "mobile": "07400 123456",
                "office_phone": "020 7946 0000", "created_at": "2024-05-06"}],
    ),
    "ldap": (
        "dn,cn,sn,givenName,mail,telephoneNumber,o,street,l,st,c,labeledURI,employeeNumber\n"
        '"cn=a,dc=x",Ada Smith,Smith,Ada,ada@example.com,1234567,ACME,High St 1,York,Yorks,GB,https://a.example,42\n',
        [ADA | {"mobile": "1234567", "company_name": "ACME", "address": "High St 1", "city": "York", "state": "Yorks",
                "country": "GB", "website": "https://a.example", "uid": "42"}],
    ),
    "hubspot and freshsales": (
        "Record ID,First Name,Last Name,Email,Additional email addresses,Work,Mobile,Sales accounts,Tag 1,Tag 2\n"
        "1,Ada,Smith,ada@example.com,b@example.com;c@example.com,020 7946 0000,07400 123456,ACME,vip,uk\n",
        [ADA | {"uid": "1", "more_emails": "b@example.com\nc@example.com", "office_phone": "020 7946 0000",
                "mobile": "07400 123456", "company_name": "ACME", "tags": "vip\nuk"}],
    ),
    "insightly and shopware": (
        "customernumber,FirstName,LastName,Current Organisation,Address Mail Street,Address Mail City,"
        "Address Mail PostCode,customergroup,website\n7,Ada,Smith,ACME,High St 1,York,YO1,EK,base\n",
        [{"uid": "7", "name": "Ada Smith", "company_name": "ACME", "address": "High St 1", "city": "York",
          "postal_code": "YO1", "category": "EK"}],
    ),
    "stripe and etsy": (
        "Full Name,Email,Street 1,Ship City,Ship Zipcode,Ship Country\n"
        "Ada Smith,ada@example.com,High St 1,York,YO1,UK\n",
        [ADA | {"address": "High St 1", "city": "York", "postal_code": "YO1", "country": "UK"}],
    ),
    "odoo": (
        "id,name,parent_id,email,lang,vat,category_id,title\n"
        'p_1,Ada Smith,ACME,ada@example.com,en_US,GB1,"Desks,Vendor",Mister\n',
        [ADA | {"uid": "p_1", "company_name": "ACME", "language": "en_US", "tax_number": "GB1", "tags": "Desks,Vendor",
                "salutation": "Mister"}],
    ),
    "billomat": (
        "name;salutation;first_name;last_name;street;zip;city;address;phone;mobile;email;www\n"
        'ACME GmbH;Frau;Änne;Groß;Am Ring 3;50668;Köln;"Am Ring 3\n50668 Köln";0221 7654321;0151 12345678;'
        "ae@example.de;https://a.example\n",
        [ANNE | {"salutation": "Frau", "website": "https://a.example"}],
    ),
    "lexoffice": (
        "Kundennummer;Firmenname;Vorname;Nachname;E-Mail 1;Telefon 1;Mobil 1;Rechnung: Straße;Rechnung: PLZ;"
        "Rechnung: Ort;Ansprechpartner 1 Vorname;Ansprechpartner 1 Nachname;Ansprechpartner 1 E-Mail\n"
        "1;ACME GmbH;;;info@m.example;0221 7654321;0151 12345678;Am Ring 3;50668;Köln;Änne;Groß;ae@example.de\n",
        [ANNE | {"uid": "1", "email": "info@m.example", "more_emails": "ae@example.de"}],
    ),
    "sevdesk and datev": (
        "Kunden-Nr.;Anrede;Titel;Nachname;Vorname;Organisation;Strasse;PLZ;Ort;Telefon1;Mobil;E-Mail;EU-UStID\n"
        "1;Frau;Dr.;Groß;Änne;ACME GmbH;Am Ring 3;50668;Köln;0221 7654321;0151 12345678;ae@example.de;123\n",
        [ANNE | {"uid": "1", "salutation": "Frau Dr.", "tax_number": "123"}],
    ),
    "a list by hand": (
        "Kunden 2024;;;;\n;;;;\nLfd. Nr.;Name, Vorname;Straße + Hausnr.;PLZ / Ort;Tel.\n"
        "1;Groß, Änne;Am Ring 3;D-50668 Köln;0221 / 12 34 56 oder 0151 1234567\n2;Li, Bo;;;\nSumme: 2;;;;\n",
        [{"name": "Groß, Änne", "address": "Am Ring 3", "postal_code": "50668", "city": "Köln",
          "mobile": "0221 / 12 34 56", "more_phones": "0151 1234567"}, {"name": "Li, Bo"}],
    ),
    "customers without a contact person": (
        "Kundenname;Ansprechpartner;Ort\nACME GmbH;Änne Groß;Köln\nKarl Otto;;Bonn\n",
        [{"name": "Änne Groß", "company_name": "ACME GmbH", "city": "Köln"},
         {"name": "Karl Otto", "company_name": "Karl Otto", "city": "Bonn"}],
    ),
    "swedish": (
        "Kundnr;Förnamn;Efternamn;Företag;E-post;Telefon;Mobiltelefon;Adress;Postnummer;Ort\n"
        "1;Ada;Smith;Björk AB;ada@example.com;08-123 456;070-123 45 67;Storgatan 1;111 22;Malmö\n",
        [ADA | {"uid": "1", "company_name": "Björk AB", "office_phone": "08-123 456", "mobile": "070-123 45 67",
                "address": "Storgatan 1", "postal_code": "111 22", "city": "Malmö"}],
    ),
    "korean": (
        "이름,전화번호,휴대폰,이메일,회사,비고\n김철수,02-123-4567,010-1234-5678,kim@example.kr,예제회사,중요\n",
        [{"name": "김철수", "office_phone": "02-123-4567", "mobile": "010-1234-5678", "email": "kim@example.kr",
          "company_name": "예제회사", "note": "중요"}],
    ),
}  # fmt: skip


@pytest.mark.parametrize("system", EXPORTS)
def test_every_cell_goes_where_a_person_would_put_it(tmp_path: Path, system: str) -> None:
    text, expected = EXPORTS[system]
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    _, records = records_of(path)
    assert [{field: cell for field, cell in record.items() if cell} for record in records] == expected


def test_a_person_of_a_late_row_is_not_lost_to_the_contacts_of_the_first_ones(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    companies = "".join(f"ACME {number};;;Änne;Groß\n" for number in range(150))
    header = "Firma;Vorname;Nachname;Ansprechpartner 1 Vorname;Ansprechpartner 1 Nachname\n"
    path.write_text(f"{header}{companies};Bo;Li;;\n", encoding="utf-8")
    _, records = records_of(path)
    assert (records[0]["name"], records[-1]["name"]) == ("Änne Groß", "Bo Li")


ANSWER = {"firstName": "Ada", "lastName": "Smith", "company": {"name": "ACME"}, "tags": ["vip"],
          "emails": [{"label": "work", "value": "ada@example.com"}, {"label": "home", "value": "b@example.com"}],
          "phoneNumbers": ["07400 123456", "020 7946 0000"], "address": {"street": "High St 1", "city": "York"},
          "x": {"a": {"b": {"c": {"d": {"e": "deep"}}}}}}  # fmt: skip


@pytest.mark.parametrize(
    "answer", [[ANSWER], {"total": 1, "results": [ANSWER]}, {"contacts": [{"properties": ANSWER}]}]
)
def test_what_programs_answer_in_json_is_taken_apart(tmp_path: Path, answer: object) -> None:
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer), encoding="utf-8")
    _, [record] = records_of(path)
    assert {field: cell for field, cell in record.items() if cell} == ADA | {
        "company_name": "ACME", "tags": "vip", "more_emails": "home: b@example.com", "mobile": "07400 123456",
        "more_phones": "020 7946 0000", "address": "High St 1", "city": "York",
    }  # fmt: skip


TEXTS = {
    "Jméno;Město\nTomáš Novák;Plzeň\nLukáš Dvořák;Košice\n": ("cp1250", "iso8859-2"),
    "Meno;Mesto\nĽubomír Šťastný;Žilina\nĎurica Peter;Košice\n": ("cp1250", "iso8859-2"),
    "Imię;Miasto\nŁukasz Wiśniewski;Łódź\nŻaneta Gąska;Śląsk\n": ("cp1250", "iso8859-2", "cp852"),
    "Név;Város\nSzőke Ágnes;Győr\n": ("cp1250", "iso8859-2"),
    "Ime;Grad\nŽeljko Šarić;Đakovo\n": ("cp1250", "iso8859-2"),
    "Name;Ort;Notiz\nMüller;Köln;5 €\n": ("cp1252", "iso8859-15", "mac-roman"),
    "Nombre;Ciudad\nJosé Muñoz;Málaga\n": ("cp1252", "iso8859-15", "cp850", "mac-roman"),
    "Nom;Ville\nŒuvre Benoît;Besançon\nLefèvre François;Orléans\n": ("cp1252", "iso8859-15", "mac-roman"),
    "Namn;Ort\nÅsa Öberg;Malmö\n": ("cp1252", "iso8859-15", "cp850"),
    "Имя;Город\nИван Петров;Москва\n": ("cp1251", "koi8-r", "cp866", "iso8859-5"),
    "氏名;会社\n山田太郎;株式会社サンプル\n": ("shift_jis", "euc_jp", "iso2022_jp"),
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_few_names_tell_the_encoding_by_their_alphabet(tmp_path: Path, text: str) -> None:
    path = tmp_path / "names.csv"
    for encoding in TEXTS[text]:
        path.write_bytes(text.encode(encoding))
        _, records = records_of(path)
        given = json.dumps([[*record.values()] for record in records], ensure_ascii=False)
        assert all(cell in given for line in text.splitlines()[1:] for cell in line.split(";")), (encoding, given)

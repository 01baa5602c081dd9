"""Exports of further systems and languages: of each row the client a person would make of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.formats.reading import only_record, records_of, refusal
from tests.services.importing_files import file

EXPORTS: dict[str, tuple[str, list[dict[str, str]]]] = {
    "French Outlook": (
        '"Titre";"Prénom";"Nom";"Société";"Rue (bureau)";"Ville (bureau)";"Dép/Région (bureau)";'
        '"Code postal (bureau)";"Pays/Région (bureau)";"Téléphone (bureau)";"Téléphone (domicile)";"Tél. mobile";'
        '"Adresse de messagerie";"Type de messagerie";"Adresse de messagerie 2";"Page Web"\n'
        '"M.";"François";"Lefèvre";"Été SA";"12, rue de l\'Église";"Besançon";"Doubs";"25000";"France";'
        '"03 81 12 34 56";"03 81 99 99 99";"06 12 34 56 78";"f@example.fr";"SMTP";"l@example.org";"www.example.fr"\n',
        [{"salutation": "M.", "name": "François Lefèvre", "company_name": "Été SA", "address": "12, rue de l'Église",
          "city": "Besançon", "state": "Doubs", "postal_code": "25000", "country": "France",
          "office_phone": "03 81 12 34 56", "mobile": "06 12 34 56 78", "more_phones": "domicile: 03 81 99 99 99",
          "email": "f@example.fr", "more_emails": "l@example.org", "website": "www.example.fr"}],
    ),
    "Spanish Outlook": (
        '"Título","Nombre","Apellidos","Organización","Calle del trabajo","Ciudad de trabajo",'
        '"Provincia o estado de trabajo","Código postal del trabajo","País o región del trabajo",'
        '"Teléfono del trabajo","Teléfono móvil","Dirección de correo electrónico","Categorías"\n'
        '"Sra.","María","Muñoz","Peña S.A.","C/ Alcalá 5","Madrid","Madrid","28014","España","91 123 45 67",'
        '"612 345 678","m@example.es","Cliente"\n',
        [{"salutation": "Sra.", "name": "María Muñoz", "company_name": "Peña S.A.", "address": "C/ Alcalá 5",
          "city": "Madrid", "state": "Madrid", "postal_code": "28014", "country": "España", "tags": "Cliente",
          "office_phone": "91 123 45 67", "mobile": "612 345 678", "email": "m@example.es"}],
    ),
    "Italian Outlook": (
        '"Titolo","Nome","Cognome","Via (uff.)","Città (uff.)","CAP (uff.)","Telefono (uff.)","Cellulare",'
        '"Indirizzo posta elettronica"\n'
        '"Sig.","Niccolò","Però","Via Roma 1","Forlì","47121","0543 123456","333 1234567","n@example.it"\n',
        [{"salutation": "Sig.", "name": "Niccolò Però", "address": "Via Roma 1", "city": "Forlì",
          "postal_code": "47121", "office_phone": "0543 123456", "mobile": "333 1234567", "email": "n@example.it"}],
    ),
    "Dutch Outlook": (
        '"Titel","Voornaam","Achternaam","Werkadres, straat","Werkadres, plaats","Werkadres, postcode",'
        '"Werkadres, land/regio","Telefoon op werk","Mobiele telefoon","E-mailadres"\n'
        '"Dhr.","Daniël","Coëvorden","Kerkstraat 1","Utrecht","3511 AB","Nederland","030 123 4567","06 12345678",'
        '"d@example.nl"\n',
        [{"salutation": "Dhr.", "name": "Daniël Coëvorden", "address": "Kerkstraat 1", "city": "Utrecht",
          "postal_code": "3511 AB", "country": "Nederland", "office_phone": "030 123 4567", "mobile": "06 12345678",
          "email": "d@example.nl"}],
    ),
    "Dolibarr": (
        '"Third-party name","Status","Customer","Vendor","Customer code","City","Note (private)","Note (public)"\n'
        '"Café du Marché","1","1","0","CU2401-00001","Lyon","privé","public"\n',
        [{"name": "Café du Marché", "status": "1", "uid": "CU2401-00001", "city": "Lyon", "note": "privé\npublic"}],
    ),
    "Lexware": (
        "Kundennummer;Anrede;Firma1;Firma2;Name;Vorname;Straße;Nr;PLZ;Ort;Gesperrt\n"
        "10001;Firma;Müller GmbH;Abt. Einkauf;;;Königstr.;5a;50667;Köln;nein\n"
        "10002;Herr;;;Maier;Hans;Am Weg;3;53111;Bonn;ja\n",
        [{"uid": "10001", "salutation": "Firma", "name": "Müller GmbH", "company_name": "Müller GmbH",
          "extra": '{"Firma2": "Abt. Einkauf"}', "address": "Königstr. 5a", "postal_code": "50667", "city": "Köln",
          "status": "active"},
         {"uid": "10002", "salutation": "Herr", "name": "Hans Maier", "address": "Am Weg 3", "postal_code": "53111",
          "city": "Bonn", "status": "inactive"}],
    ),
    "DATEV": (
        "Konto;Kurzbezeichnung;Name (Adressattyp natürl. Person);Vorname (Adressattyp natürl. Person);Namensvorsatz\n"
        "10001;Groß;Groß;Änne;von\n",
        [{"uid": "10001", "name": "Änne von Groß"}],
    ),
    "HubSpot and Zoho": (
        "Record ID - Contact,Salutation,First Name,Last Name,Full Name,Email,Locked\n"
        "3851,Mrs.,Sage,Wieser,Mrs. Sage Wieser,s@example.com,false\n",
        [{"uid": "3851", "salutation": "Mrs.", "name": "Sage Wieser", "email": "s@example.com", "status": "active"}],
    ),
    "Odoo": (
        "Name,Related Company,Email\n\"Azure Interior, Brandon Freeman\",Azure Interior,b@example.com\n",
        [{"name": "Brandon Freeman", "company_name": "Azure Interior", "email": "b@example.com"}],
    ),
    "PayPal": (
        '"Name","Status","Absender E-Mail-Adresse","Adresszeile 1","Ort","Land"\n'
        '"Ada Groß","Abgeschlossen","a@example.com","Ring 1","Köln","Deutschland"\n',
        [{"name": "Ada Groß", "status": "Abgeschlossen", "email": "a@example.com", "address": "Ring 1", "city": "Köln",
          "country": "Deutschland"}],
    ),
    "a prefix in every column": (
        "cust_first_name,cust_last_name,cust_email,cust_phone\nAda,Smith,a@example.com,07400 123456\n",
        [{"name": "Ada Smith", "email": "a@example.com", "mobile": "07400 123456"}],
    ),
    "remarks in brackets": (
        "Name*;E-Mail-Adresse(n);Telefon (inkl. Vorwahl);Aktiv (j/n);Handy (optional)\n"
        "Ada;a@example.com;0221 123456;n;0151 12345678\n",
        [{"name": "Ada", "email": "a@example.com", "office_phone": "0221 123456", "status": "n",
          "mobile": "0151 12345678"}],
    ),
    "Bitrix24 in Russian": (
        "ID;Обращение;Имя;Фамилия;Рабочий e-mail;Тип контакта\n7;г-жа;Анна;Иванова;a@example.ru;Клиенты\n",
        [{"uid": "7", "salutation": "г-жа", "name": "Анна Иванова", "email": "a@example.ru", "category": "Клиенты"}],
    ),
}  # fmt: skip


@pytest.mark.parametrize("system", EXPORTS)
def test_every_cell_goes_where_a_person_would_put_it(tmp_path: Path, system: str) -> None:
    text, expected = EXPORTS[system]
    _, records = records_of(file(tmp_path, text))
    assert [{field: cell for field, cell in record.items() if cell} for record in records] == expected


ADA = {"name": "Ada Smith", "email": "ada@example.com", "mobile": "+447400123456"}

ANSWERS: dict[str, tuple[Any, dict[str, str]]] = {
    "Stripe": (
        {"object": "list", "url": "/v1/customers", "data": [
            {"id": "cus_1", "name": "Ada Smith", "email": "ada@example.com", "phone": "+447400123456",
             "created": 1714990500, "address": {"city": "York", "line1": "1 High St"}}]},
        ADA | {"uid": "cus_1", "created_at": "1714990500", "city": "York", "address": "1 High St"},
    ),
    "lexoffice": (
        {"content": [{"id": "e9", "person": {"salutation": "Frau", "firstName": "Ada", "lastName": "Smith"},
                      "addresses": {"billing": [{"street": "Ring 1", "zip": "50667", "countryCode": "DE"}]},
                      "emailAddresses": {"business": ["ada@example.com"]},
                      "phoneNumbers": {"mobile": ["+447400123456"]}, "archived": True}], "totalPages": 1},
        ADA | {"uid": "e9", "salutation": "Frau", "address": "Ring 1", "postal_code": "50667", "country": "DE",
               "status": "inactive"},
    ),
    "Google": (
        {"connections": [{"names": [{"displayName": "Ada Smith", "familyName": "Smith", "givenName": "Ada"}],
                          "emailAddresses": [{"metadata": {"primary": True}, "value": "ada@example.com"}],
                          "phoneNumbers": [{"value": "+447400123456", "type": "mobile"}],
                          "organizations": [{"name": "ACME", "title": "CTO"}]}]},
        ADA | {"company_name": "ACME"},
    ),
    "Microsoft": (
        {"value": [{"id": "AA", "displayName": "Ada Smith", "businessPhones": ["+442079460000"],
                    "mobilePhone": "+447400123456", "emailAddresses": [{"name": "A", "address": "ada@example.com"}],
                    "businessAddress": {"street": "1 High St", "countryOrRegion": "United Kingdom"}}]},
        ADA | {"uid": "AA", "office_phone": "+442079460000", "address": "1 High St", "country": "United Kingdom"},
    ),
    "an object around the answer": (
        {"response": {"status": "ok", "customers": [ADA]}},
        ADA,
    ),
    "a database of documents": (
        {"c1": {"name": "Ada Smith", "email": "ada@example.com"}, "c2": {"name": "Bo"}},
        {"uid": "c1", "name": "Ada Smith", "email": "ada@example.com"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("program", ANSWERS)
def test_what_programs_answer_is_found_in_their_lists_and_objects(tmp_path: Path, program: str) -> None:
    answer, expected = ANSWERS[program]
    _, records = records_of(file(tmp_path, json.dumps(answer), "answer.json"))
    assert {field: text for field, text in records[0].items() if text} == expected


def test_an_address_book_in_ldif_goes_in_with_base64_and_lines_that_go_on(tmp_path: Path) -> None:
    text = (
        "# exported\nversion: 1\n\ndn: cn=Ada Smith,mail=ada@example.com\nobjectclass: top\ncn: Ada Smith\n"
        "sn: Sm\n ith\n"
        "mail: ada@example.com\nmail: a@example.org\nmobile: +447400123456\no: ACME\nl: York\n\n"
        "dn:: Y249SsO8cmdlbg==\ncn:: SsO8cmdlbiBHcm/Dnw==\nsn:: R3Jvw58=\n"
    )
    _, records = records_of(file(tmp_path, text, "book.txt"))
    ada, jurgen = ({field: text for field, text in record.items() if text} for record in records)
    assert ada == ADA | {"more_emails": "a@example.org", "company_name": "ACME", "city": "York"}
    assert jurgen == {"name": "Jürgen Groß"}


@pytest.mark.parametrize("name", ["wide.ldif", "wide.json"])
def test_an_entry_of_more_names_than_columns_can_be_read_is_refused(tmp_path: Path, name: str) -> None:
    names = [f"a{number}" for number in range(16_385)]
    ldif = "dn: x\n" + "".join(f"{each}: b\n" for each in names)
    path = file(tmp_path, ldif if name.endswith("ldif") else json.dumps(dict.fromkeys(names, 1)), name)
    assert refusal(path) == f"Line 1 of {path} has 16385 columns; at most 16384 can be read."


def test_a_line_that_is_no_ldif_is_named(tmp_path: Path) -> None:
    path = file(tmp_path, "dn: x\ncn: Ada\nnothing\n", "book.ldif")
    assert refusal(path) == f"Line 3 of {path} is no line of an LDIF file."


def test_marks_behind_backslashes_and_only_those_are_read_as_databases_mean_them(tmp_path: Path) -> None:
    text = (
        'name,note\n"Ada \\"The\\" Smith","he said \\"hi\\", ok"\n"Bo","in\n\\"two\\" lines"\n'
        'C:\\x,"D:\\y"\n"12\\"",z\n'
    )
    _, records = records_of(file(tmp_path, text))
    assert [(record["name"], record["note"]) for record in records] == [
        ('Ada "The" Smith', 'he said "hi", ok'), ("Bo", 'in\n"two" lines'), ("C:\\x", "D:\\y"), ('12"', "z"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        b"Name;Ort\n" + "Müller;Köln\n".encode() * 5 + "Größe;Fürth\n".encode("cp1252"),
        b"Name;Ort\n" + "Müller;Köln\n".encode() + "Größe;Fürth\n".encode("cp1252") * 5,
        b"\xef\xbb\xbfName;Ort\n" + "Müller;Köln\nGröße;Fürth\n".encode("cp1252"),
    ],
)
def test_a_file_of_two_encodings_or_a_wrong_mark_has_its_umlauts(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    _, records = records_of(path)
    assert {tuple(record.values()) for record in records} == {("Müller", "Köln"), ("Größe", "Fürth")}


def test_names_of_addresses_may_stand_in_quotation_marks_and_hold_commas(tmp_path: Path) -> None:
    text = 'name,email\nAda,"""Smith, Ada"" <ada@example.com>, a@example.org und b@example.org"\n'
    assert only_record(file(tmp_path, text))["email"] == "ada@example.com"

"""Whole records of exports whose columns are called otherwise: other languages, several addresses, no header."""

import json
from pathlib import Path

import pytest

from tests.formats.reading import only_record, records_of, refusal


def written(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_pipedrive_persons(tmp_path: Path) -> None:
    path = written(
        tmp_path / "persons.csv",
        "Person - Name,Person - First name,Person - Last name,Person - Label,Person - Phone - Work,"
        "Person - Phone - Mobile,Person - Email - Work,Person - Email - Home,Person - Organization,Person - ID\n"
        "Ada Smith,Ada,Smith,Customer,+44 20 7946 0000,+44 7400 123456,ada@work.example,ada@home.example,ACME,12\n",
    )
    assert only_record(path) == {
        "name": "Ada Smith",
        "tags": "Customer",
        "office_phone": "+44 20 7946 0000",
        "mobile": "+44 7400 123456",
        "email": "ada@work.example",
        "more_emails": "Home: ada@home.example",
        "company_name": "ACME",
        "uid": "12",
    }


def test_xero_contacts_keep_the_second_address(tmp_path: Path) -> None:
    path = written(
        tmp_path / "Contacts.csv",
        "*ContactName,AccountNumber,EmailAddress,FirstName,LastName,POAddressLine1,POAddressLine2,POCity,POPostalCode,"
        "POCountry,SAAddressLine1,SACity,SACountry,PhoneNumber,FaxNumber,MobileNumber,TaxNumber,Website\n"
        "ACME Ltd,A1,ada@example.com,Ada,Smith,1 High St,Floor 2,York,YO1,United Kingdom,2 Side St,Leeds,"
        "United Kingdom,020 7946 0000,,07400 123456,GB1,acme.example\n",
    )
    assert only_record(path) == {
        "company_name": "ACME Ltd",
        "name": "Ada Smith",
        "uid": "A1",
        "email": "ada@example.com",
        "address": "1 High St\nFloor 2",
        "city": "York",
        "postal_code": "YO1",
        "country": "United Kingdom",
        "office_phone": "020 7946 0000",
        "mobile": "07400 123456",
        "tax_number": "GB1",
        "website": "acme.example",
        "extra": json.dumps({"SAAddressLine1": "2 Side St", "SACity": "Leeds"}),
    }


def test_a_row_without_the_first_address_takes_the_second_one_whole(tmp_path: Path) -> None:
    path = written(
        tmp_path / "contacts.csv",
        "First Name,Last Name,Business Street,Business City,Business Postal Code,Business Country/Region,Home Street,"
        "Home City,Home Postal Code,Home Country/Region\n"
        "Ada,Smith,,,,,5 Park Ave,New York,10016,United States\n"
        "Bo,Li,1 Biz St,Boston,,United States,2 Home St,Salem,01970,United States\n",
    )
    _, (ada, bo) = records_of(path)
    assert [ada[name] for name in ("address", "city", "postal_code", "country")] == [
        "5 Park Ave", "New York", "10016", "United States",
    ]  # fmt: skip
    assert [bo[name] for name in ("address", "city", "postal_code")] == ["1 Biz St", "Boston", ""]
    assert json.loads(bo["extra"]) == {"Home Street": "2 Home St", "Home City": "Salem", "Home Postal Code": "01970"}
    assert "extra" not in ada


def test_datev_debtors_are_companies_and_persons(tmp_path: Path) -> None:
    path = written(
        tmp_path / "EXTF_Debitoren.csv",
        '"EXTF";700;16;"Debitoren/Kreditoren";5;20240506100000000;;"RE";"";"";29098;55003\r\n'
        "Konto;Name (Adressattyp Unternehmen);Name (Adressattyp natürl. Person);Vorname (Adressattyp natürl. Person);"
        "Name (Adressattyp keine Angabe);Kurzbezeichnung;EU-USt-IdNr.;Anrede;Straße;Postleitzahl;Ort;Land;Telefon;"
        "E-Mail;Internet\r\n"
        '10000;"Müller & Söhne GmbH";"";"";"";"Müller";"123456789";"";"Königstr. 5";"50667";"Köln";"DE";'
        '"0221 1234567";"info@mueller.example";"www.mueller.example"\r\n'
        '10001;"";"Groß";"Jörg";"";"Groß";"";"Herr";"Weg 1";"40212";"Düsseldorf";"DE";"0211 1234567";"";""\r\n',
        "cp1252",
    )
    _, (company, person) = records_of(path)
    assert {name: text for name, text in company.items() if text} == {
        "uid": "10000",
        "company_name": "Müller & Söhne GmbH",
        "name": "Müller & Söhne GmbH",
        "tax_number": "123456789",
        "address": "Königstr. 5",
        "postal_code": "50667",
        "city": "Köln",
        "country": "DE",
        "mobile": "0221 1234567",
        "email": "info@mueller.example",
        "website": "www.mueller.example",
    }
    assert (person["name"], person["salutation"], person["uid"]) == ("Jörg Groß", "Herr", "10001")


FRENCH = (
    "Civilité;Nom;Prénom;Société;Adresse;Code postal;Ville;Pays;Téléphone;Portable;Courriel;Site web;Commentaire\r\n"
    "Mme;Lefèvre;Zoé;Café & Cie;1 rue de l'Église;75001;Paris;France;01 44 55 66 77;06 12 34 56 78;z@example.fr;"
    "www.cafe.example;À rappeler\r\n"
)
ITALIAN = (
    "Nome;Cognome;Azienda;Email;Telefono;Cellulare;Indirizzo;CAP;Città;Provincia;Nazione;Partita IVA\r\n"
    "Niccolò;Forlì;Caffè S.r.l.;n@example.it;06 1234 5678;333 1234567;Via Roma 1;00100;Roma;RM;Italia;IT123\r\n"
)
POLISH = (
    "Imię;Nazwisko;Firma;E-mail;Telefon;Telefon komórkowy;Ulica;Kod pocztowy;Miasto;Kraj;NIP;Uwagi\r\n"
    "Łukasz;Żółkiewski;Gęś Sp. z o.o.;l@example.pl;22 123 45 67;501 234 567;ul. Świętokrzyska 1;00-001;Łódź;Polska;"
    "1234567890;Zażółć gęślą jaźń\r\n"
)
RUSSIAN = (
    "Имя;Фамилия;Отчество;Организация;Телефон;Мобильный;E-mail;Адрес;Город;Страна;Примечание\r\n"
    "Иван;Петров;Сергеевич;ООО Ромашка;8 (495) 123-45-67;8 916 123-45-67;i@example.ru;ул. Ленина, 1;Москва;Россия;"
    "важный клиент\r\n"
)
JAPANESE = (
    "姓,名,会社名,メールアドレス,電話番号,携帯電話,郵便番号,都道府県,市区町村,住所,国,備考\r\n"
    "山田,太郎,株式会社テスト,taro@example.jp,03-1234-5678,090-1234-5678,100-0001,東京都,千代田区,千代田1-1,日本,重要\r\n"
    "佐藤,花子,有限会社表示,hanako@example.jp,06-1234-5678,080-1234-5678,530-0001,大阪府,大阪市北区,梅田1-1,日本,\r\n"
)
CHINESE = (
    "姓名,性别,公司,手机,电话,邮箱,地址,城市,国家,备注\r\n"
    "张伟,男,北京测试有限公司,13800138000,010-12345678,zhang@example.cn,中关村大街1号,北京,中国,重要客户\r\n"
    "李娜,女,上海公司,13900139000,021-12345678,li@example.cn,南京路1号,上海,中国,\r\n"
)


@pytest.mark.parametrize(
    ("text", "encoding", "some"),
    [
        (FRENCH, "cp1252", {"salutation": "Mme", "name": "Zoé Lefèvre", "company_name": "Café & Cie",
                            "address": "1 rue de l'Église", "postal_code": "75001", "city": "Paris",
                            "country": "France", "office_phone": "01 44 55 66 77", "mobile": "06 12 34 56 78",
                            "email": "z@example.fr", "website": "www.cafe.example", "note": "À rappeler"}),
        (ITALIAN, "cp1252", {"name": "Niccolò Forlì", "company_name": "Caffè S.r.l.", "email": "n@example.it",
                             "office_phone": "06 1234 5678", "mobile": "333 1234567", "address": "Via Roma 1",
                             "postal_code": "00100", "city": "Roma", "state": "RM", "country": "Italia",
                             "tax_number": "IT123"}),
        (POLISH, "cp1250", {"name": "Łukasz Żółkiewski", "company_name": "Gęś Sp. z o.o.", "email": "l@example.pl",
                            "office_phone": "22 123 45 67", "mobile": "501 234 567",
                            "address": "ul. Świętokrzyska 1", "postal_code": "00-001", "city": "Łódź",
                            "country": "Polska", "tax_number": "1234567890", "note": "Zażółć gęślą jaźń"}),
        (RUSSIAN, "cp1251", {"name": "Иван Сергеевич Петров", "company_name": "ООО Ромашка",
                             "office_phone": "8 (495) 123-45-67", "mobile": "8 916 123-45-67",
                             "email": "i@example.ru", "address": "ул. Ленина, 1", "city": "Москва",
                             "country": "Россия", "note": "важный клиент"}),
        (JAPANESE, "cp932", {"name": "山田 太郎", "company_name": "株式会社テスト", "email": "taro@example.jp",
                             "office_phone": "03-1234-5678", "mobile": "090-1234-5678", "postal_code": "100-0001",
                             "state": "東京都", "city": "千代田区", "address": "千代田1-1", "country": "日本",
                             "note": "重要"}),
        (CHINESE, "gb18030", {"name": "张伟", "gender": "男", "company_name": "北京测试有限公司",
                              "mobile": "13800138000", "office_phone": "010-12345678", "email": "zhang@example.cn",
                              "address": "中关村大街1号", "city": "北京", "country": "中国", "note": "重要客户"}),
    ],
    ids=["French", "Italian", "Polish", "Russian", "Japanese", "Chinese"],
)  # fmt: skip
def test_tables_in_other_languages_and_encodings(
    tmp_path: Path, text: str, encoding: str, some: dict[str, str]
) -> None:
    mapping, records = records_of(written(tmp_path / "a.csv", text, encoding))
    assert {field: value for field, value in records[0].items() if value} == some
    assert mapping.unmapped == ()


def test_a_few_french_names_are_not_taken_for_greek(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "EMAIL;NOM;PRENOM;SOCIETE\nz@example.fr;Lefèvre;Zoé;Café SARL\n", "cp1252")
    assert only_record(path) == {"email": "z@example.fr", "name": "Zoé Lefèvre", "company_name": "Café SARL"}


def test_a_customer_beside_a_contact_person_is_the_company(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "Kunde;Ansprechpartner;Strasse;Hausnr.;PLZ\nMüller KG;Eva Müller;Weg;3;01067\n")
    assert only_record(path) == {
        "company_name": "Müller KG",
        "name": "Eva Müller",
        "address": "Weg 3",
        "postal_code": "01067",
    }


@pytest.mark.parametrize(
    ("columns", "cells", "name"),
    [
        ("Name;Vorname", "Groß;Jörg", "Jörg Groß"),
        ("Nombre;Apellidos", "José;Núñez Peña", "José Núñez Peña"),
        ("Name;First name", "Ada Smith;Ada", "Ada Smith"),
        ("Name;First name;Last name", "Smith, Ada;Ada;Smith", "Ada Smith"),
    ],
)
def test_a_name_column_may_hold_one_part_of_it(tmp_path: Path, columns: str, cells: str, name: str) -> None:
    assert only_record(written(tmp_path / "a.csv", f"{columns}\n{cells}\n"))["name"] == name


@pytest.mark.parametrize(
    ("cell", "fields"),
    [
        ("Phone: (415) 444-6538 Mobile: (415) 444-6539",
         {"mobile": "(415) 444-6539", "more_phones": "(415) 444-6538"}),
        ("+49 30 123456 (Büro), +49 171 1234567 (mobil)",
         {"mobile": "+49 171 1234567", "more_phones": "Büro: +49 30 123456"}),
        ("030 123456 oder 0171 1234567", {"mobile": "030 123456", "more_phones": "0171 1234567"}),
        ("0171 1234567 | 030 123456", {"mobile": "0171 1234567", "more_phones": "030 123456"}),
        ("030 123456 (ask Anna)", {"mobile": "030 123456 (ask Anna)"}),
    ],
)  # fmt: skip
def test_numbers_in_one_cell_and_what_they_are_for(tmp_path: Path, cell: str, fields: dict[str, str]) -> None:
    given = only_record(written(tmp_path / "a.csv", f'Name,Phone\nAnna,"{cell}"\n'))
    assert given == {"name": "Anna"} | fields


@pytest.mark.parametrize("text", ["Anna;Kunde;Berlin\nBen;Kunde;Bonn\n", "Mobile,+49 151 12345678\nPhone,0301234567\n"])
def test_a_list_that_tells_nothing_is_still_refused(tmp_path: Path, text: str) -> None:
    assert refusal(written(tmp_path / "a.csv", text)).startswith("No column of ")


@pytest.mark.parametrize(
    "footer",
    [
        "\nTotal: 3,,\n",
        "Total,,30\n",
        "2 records exported on 2024-05-06\n",
        "\nClient report\nCopyright (c) 2000-2024 Example, inc. All rights reserved.\nConfidential\nGenerated By: Bo\n",
    ],
)
def test_a_footer_is_no_client(tmp_path: Path, footer: str) -> None:
    path = written(tmp_path / "a.csv", f"Client report\n\nName,E-Mail,Sum\nAda,a@example.com,10\nBo,,\n{footer}")
    assert [record["name"] for record in records_of(path)[1]] == ["Ada", "Bo"]


def test_a_client_with_a_word_of_footers_for_a_name_stays(tmp_path: Path) -> None:
    path = written(tmp_path / "a.csv", "Name,E-Mail,City\nTotal 24,,\nAda,a@example.com,York\nSumme,s@example.com,\n")
    assert [record["name"] for record in records_of(path)[1]] == ["Total 24", "Ada", "Summe"]


def test_a_common_client_module(tmp_path: Path) -> None:
    header = (
        "name,email,mobile,gender,company_name,address,city,state,country_id,postal_code,company_phone,"
        "company_website,gst_number"
    )
    path = written(
        tmp_path / "a.csv", header + "\nAda,a@example.com,1,female,ACME,St 1,York,,GB,YO1,2,example.com,G1\n"
    )
    mapping, _ = records_of(path)
    assert [column.field for column in mapping.columns] == [
        "name", "email", "mobile", "gender", "company_name", "address", "city", "state", "country", "postal_code",
        "office_phone", "website", "tax_number",
    ]  # fmt: skip

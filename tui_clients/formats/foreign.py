"""What further languages call the fields of a client; English and German stand in `domain.fields`."""

from collections.abc import Mapping

from tui_clients.formats.keys import header_key


def _folded(text: str) -> frozenset[str]:
    return frozenset(header_key(text).split())


WORK = _folded(
    "bureau travail pro professionnel trabajo laboral oficina ufficio uff lavoro werk werkadres kantoor zakelijk praca"
    " sluzbowy sluzbowe рабочий рабочая arbete arbetet arbejde jobb"
)
HOME = _folded(
    "domicile personnel personnelle prive privee particular casa hogar abitazione thuis thuisadres huisadres dom"
    " domowy domowe домашний домашняя hem bostad hjem privado privato"
)
OTHER = _folded("autre autres otro otra altro altra overig overige inny inne другой annan anden")
"""Words for places, as `points` and `places` have English and German ones."""
EMAIL = _folded("courriel messagerie correo electronico electronica posta elettronica почта epost sahkoposti")
PHONE = _folded("telefono telefone telefoon telefoonnummer telefonnummer telefonszam puhelin телефон тел teléfono")
MOBILE = _folded("portable movil celular cellulare mobiel mobiele telemovel komorkowy komorka мобильный gsm cep")
SILENT = _folded(
    "de del della du des di do da la le op van adresse direccion indirizzo endereco numero numer номер адрес"
)
"""Words of the names of columns for addresses and numbers that say no more."""

FIELDS: Mapping[str, tuple[str, ...]] = {
    "salutation": ("обращение", "titre de civilité", "civilité", "tratamiento", "tratamento", "aanhef", "oslovení",
                   "megszólítás", "hitap", "tilltal", "tiltale"),
    "name": ("nom complet", "nom et prénom", "nombre completo", "nome completo", "nominativo", "referente", "nome",
             "naam", "volledige naam", "imię i nazwisko", "фио", "имя и фамилия", "полное имя", "контактное лицо",
             "氏名", "名前", "お名前", "担当者", "担当者名", "姓名", "名字", "联系人", "聯絡人", "jméno a příjmení",
             "celé jméno", "meno a priezvisko", "teljes név", "név", "ad soyad", "adı soyadı", "isim",
             "fullständigt namn", "namn", "navn", "fulde navn", "koko nimi", "nume complet", "nume", "ονοματεπώνυμο",
             "nazwa", "nazwa klienta", "nom du client", "nombre del cliente", "이름", "성명", "고객명"),
    "email": ("adresse e-mail", "adresse mail", "adresse électronique", "correo electrónico", "correo", "e-mailadres",
              "indirizzo email", "posta elettronica", "adres e-mail", "эл. почта", "электронная почта", "почта",
              "メールアドレス", "メール", "eメール", "电子邮件", "电子邮箱", "邮箱", "電子郵件", "e-post",
              "e-postadress", "e-postadresse", "e-posta", "eposta", "e-mail cím", "emailová adresa", "sähköposti",
              "adresă de email", "ηλεκτρονικό ταχυδρομείο", "이메일", "이메일 주소"),
    "country": ("land/regio", "pays/région", "país o región", "país/región", "paese/area geografica", "país/região",
                "país", "paese", "nazione", "stato estero", "kraj", "państwo", "страна", "国", "国名", "国家", "國家",
                "země", "stát", "krajina", "štát", "ország", "ülke", "maa", "țară", "država", "χώρα", "국가"),
    "mobile": ("tél mobile", "gsm-nummer", "portable", "téléphone portable", "tél. portable", "tél. mobile", "móvil",
               "teléfono móvil", "celular", "teléfono celular", "cellulare", "telefono cellulare", "mobiel",
               "mobiele telefoon", "mobiel nummer", "telemóvel", "telefon komórkowy", "tel. komórkowy", "komórka",
               "мобильный", "мобильный телефон", "携帯電話", "携帯電話番号", "携帯", "携帯番号", "手机", "手机号",
               "手机号码", "移动电话", "手機", "mobilní telefon", "mobilný telefón", "mobiltelefon",
               "mobiltelefonszám", "mobilszám", "cep telefonu", "gsm", "matkapuhelin", "telefon mobil", "κινητό",
               "κινητό τηλέφωνο", "휴대폰", "휴대전화", "핸드폰"),
    "gender": ("sexe", "genre", "sexo", "género", "gênero", "sesso", "genere", "geslacht", "płeć", "пол", "性別",
               "性别", "pohlaví", "pohlavie", "nem", "cinsiyet", "kön", "køn", "kjønn", "sukupuoli", "sex", "φύλο",
               "성별"),
    "language": ("langue", "idioma", "lingua", "taal", "język", "язык", "言語", "语言", "jazyk", "nyelv", "dil",
                 "språk", "sprog", "kieli", "limba", "γλώσσα", "언어"),
    "category": ("тип контакта", "type de client", "tipo de cliente", "catégorie", "categoría", "categoria",
                 "categorie", "kategoria", "категория", "カテゴリ", "类别", "kategorie", "kategória", "kategori",
                 "luokka", "κατηγορία"),
    "tags": ("categorías", "categorieën", "categorias", "étiquettes", "etiquetas", "etichette", "etykiety", "метки",
             "теги", "タグ", "标签", "štítky", "címkék", "etiketler", "taggar", "etiketter", "tunnisteet"),
    "company_name": ("organización", "entreprise", "raison sociale", "nom de la société", "nom de l'entreprise",
                     "nombre de la empresa", "nombre de empresa", "razón social", "compañía", "azienda", "società",
                     "ragione sociale", "ditta", "bedrijf", "bedrijfsnaam", "organisatie", "razão social",
                     "nazwa firmy", "przedsiębiorstwo", "компания", "организация", "название компании", "фирма",
                     "会社名", "会社", "企業名", "公司", "公司名称", "单位", "společnost", "název firmy", "spoločnosť",
                     "názov firmy", "cégnév", "cég", "vállalat", "şirket", "şirket adı", "firma adı", "företag",
                     "företagsnamn", "virksomhed", "firmanavn", "bedrift", "yritys", "tvrtka", "companie", "firmă",
                     "εταιρεία", "επωνυμία", "회사", "회사명"),
    "website": ("page web", "pagina web", "webpagina", "webbsida", "site web", "site internet", "site", "sitio web",
                "página web", "sito", "sito web", "strona www", "strona internetowa", "сайт", "веб-сайт",
                "ウェブサイト", "ホームページ", "网站", "网址", "webová stránka", "web", "weboldal", "honlap",
                "web sitesi", "webbplats", "hemsida", "hjemmeside", "nettside", "verkkosivu", "kotisivu", "ιστοσελίδα",
                "웹사이트", "홈페이지"),
    "office_phone": ("téléphone fixe", "téléphone bureau", "téléphone professionnel", "tél. fixe", "teléfono fijo",
                     "teléfono oficina", "teléfono trabajo", "telefono fisso", "telefono ufficio", "vaste telefoon",
                     "telefon stacjonarny", "рабочий телефон", "勤務先電話", "会社電話番号", "办公电话", "座机",
                     "pevná linka", "telefon do práce", "vezetékes telefon", "iş telefonu", "arbetstelefon",
                     "arbejdstelefon", "사무실 전화", "회사 전화"),
    "tax_number": ("numéro de tva", "n° tva", "n° de tva", "tva intracommunautaire", "cif", "nif/cif", "cif/nif",
                   "nif/cif/nie", "partita iva", "p.iva", "p. iva", "btw-nummer", "btw nummer", "nip", "cnpj",
                   "cpf/cnpj", "инн", "税号", "dič", "ič dph", "adószám", "vergi no", "vergi numarası", "momsnummer",
                   "organisationsnummer", "cvr-nummer", "cvr", "alv-numero", "cui", "αφμ"),
    "address": ("rue", "dirección", "calle", "domicilio", "indirizzo", "via", "straat", "adres", "adress", "ulica",
                "endereço", "rua", "morada", "адрес", "улица", "住所", "所在地", "地址", "ulice", "adresa", "utca",
                "cím", "lakcím", "gatuadress", "gateadresse", "gade", "katuosoite", "osoite", "strada", "διεύθυνση",
                "οδός", "주소"),
    "city": ("localité", "commune", "localidad", "población", "municipio", "città", "comune", "località", "plaats",
             "woonplaats", "miasto", "miejscowość", "cidade", "город", "市区町村", "市町村", "城市", "město", "mesto",
             "obec", "város", "település", "şehir", "il", "stad", "by", "poststed", "kaupunki", "grad", "oraș", "πόλη",
             "도시"),
    "state": ("provincia o estado", "dép/région", "stato/provincia", "estado o provincia", "регион", "département",
              "provincia", "estado", "prov", "provincie", "województwo", "область", "регион", "都道府県", "省份", "省",
              "megye", "län", "județ"),
    "postal_code": ("code postal", "cp", "código postal", "cap", "postcode", "kod pocztowy", "cep", "индекс",
                    "почтовый индекс", "郵便番号", "邮编", "邮政编码", "psč", "irányítószám", "irsz", "posta kodu",
                    "postnummer", "postnr", "postinumero", "poštanski broj", "cod poștal", "τκ",
                    "ταχυδρομικός κώδικας", "우편번호"),
    "note": ("opmerkingen/notities", "commentaire", "commentaires", "remarque", "remarques", "notas", "observaciones",
             "comentarios", "osservazioni", "opmerking", "opmerkingen", "notities", "observações", "uwagi", "notatki",
             "примечание", "примечания", "комментарий", "заметки", "備考", "メモ", "备注", "備註", "poznámka",
             "poznámky", "megjegyzés", "notlar", "açıklama", "anteckning", "anteckningar", "noter", "notater",
             "bemærkning", "muistiinpanot", "observații", "σημειώσεις", "비고", "메모"),
    "uid": ("code client", "n° client", "numéro client", "código cliente", "codice cliente", "klantnummer",
            "numer klienta", "顧客番号", "顧客id", "客户编号", "číslo zákazníka", "ügyfélszám", "müşteri no", "kundnr",
            "kundnummer", "kundenr", "kundenummer", "asiakasnumero", "고객번호"),
    "created_at": ("horodateur", "marca temporal", "informazioni cronologiche", "date de création", "date création",
                   "créé le", "client depuis", "fecha de alta", "fecha de creación", "data di creazione",
                   "data creazione", "aanmaakdatum", "aangemaakt op", "data utworzenia", "data de criação",
                   "дата создания", "登録日", "作成日", "创建日期", "创建时间", "vytvořeno", "datum vytvoření",
                   "létrehozva", "oluşturma tarihi", "kayıt tarihi", "skapad", "oprettet", "opprettet", "luotu",
                   "등록일", "가입일"),
}  # fmt: skip
GENERAL_PHONE = (
    "téléphone", "tél", "numéro de téléphone", "teléfono", "telefono", "telefone", "telefoonnummer", "telefoon",
    "numer telefonu", "телефон", "номер телефона", "電話番号", "電話", "电话", "电话号码", "联系电话",
    "telefón", "telefonní číslo", "telefonszám", "telefon numarası", "telefonnummer", "puhelin", "puhelinnumero",
    "τηλέφωνο", "전화", "전화번호", "연락처",
)  # fmt: skip
"""What a number is called that may be a mobile one; see `domain.fields.GENERAL_PHONE`."""
PARTS: Mapping[str, tuple[str, ...]] = {
    "first_name": ("prenom", "nombre de pila", "primer nombre", "voornaam", "primeiro nome", "imię", "имя", "名",
                   "jméno", "křestní jméno", "meno", "keresztnév", "utónév", "ad", "adı", "förnamn", "fornavn",
                   "etunimi", "prenume", "όνομα", "ime"),
    "middle_name": ("deuxième prénom", "second prénom", "middelste naam", "secondo nome", "tussenvoegsel",
                    "drugie imię", "отчество", "segundo nombre"),
    "last_name": ("nom de famille", "apellidos", "apellido", "cognome", "achternaam", "sobrenome", "apelido",
                  "nazwisko", "фамилия", "姓", "příjmení", "priezvisko", "vezetéknév", "családnév", "soyad", "soyadı",
                  "efternamn", "etternavn", "efternavn", "sukunimi", "επώνυμο", "prezime"),
}  # fmt: skip
"""Of the names of persons; a name and only one of its parts are told apart by `proposal`."""

"""The parts that invented clients are made of, for each part of the world."""

from dataclasses import dataclass


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


def _built(starts: str, ends: str) -> tuple[str, ...]:
    """Return every start with every end: "Gersten" and "maier" make "Gerstenmaier"."""
    return tuple(start + end for start in _words(starts) for end in _words(ends))


@dataclass(frozen=True, slots=True)
class Region:
    """People who bear the same names: where they live, how they are called, and how they can be reached.

    `mobile` and `office` are patterns in E.164 in which "#" is any digit. `often` are the family names that
    make up a good part of the region.
    """

    share: int
    country: str
    language: str
    female: tuple[str, ...]
    male: tuple[str, ...]
    often: tuple[str, ...]
    families: tuple[str, ...]
    cities: tuple[str, ...]
    mobile: tuple[str, ...]
    office: tuple[str, ...]
    forms: tuple[str, ...]


_GERMAN_FEMALE = _words(
    "Anna Maria Ursula Monika Petra Sabine Renate Karin Andrea Birgit Claudia Susanne Heike Gabriele Julia Katrin "
    "Stefanie Nicole Lena Lea Hannah Emma Mia Sophie Laura Jana Annegret Käthe Bärbel Jördis Anna-Lena Eva-Maria "
    "Franziska Theresa Charlotte Johanna Helga Ingrid Elke Ute Silke Anja Tanja Marlene Greta Frieda"
)
_GERMAN_MALE = _words(
    "Peter Michael Thomas Andreas Wolfgang Klaus Jürgen Günter Stefan Christian Uwe Werner Horst Frank Dieter "
    "Manfred Bernd Matthias Martin Jörg Björn Sören Götz Lukas Leon Paul Jonas Felix Maximilian Karl-Heinz "
    "Hans-Peter Friedrich Wilhelm Konstantin Moritz Niklas Tobias Sebastian Florian Jan Ole Rüdiger Xaver"
)
_GERMAN_OFTEN = _words(
    "Müller Müller Müller Müller Schmidt Schmidt Schmidt Schneider Schneider Fischer Fischer Weber Weber Meyer Meyer "
    "Wagner Becker Schulz Hoffmann Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann "
    "Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Meier Lehmann Köhler Maier Weiß Jung Hahn Vogel Groß"
)
_GERMAN_BUILT = _built(
    "Alten Berg Birken Brand Brunn Buch Burg Dorn Eich Eisen Erlen Falken Feld Fichten Gersten Gold Grün Haber Hage "
    "Hasen Heiden Hirsch Hohen Holz Kalten Kirch Korn Küster Langen Linden Löwen Mühlen Neu Nieder Ober Ochsen Pfann "
    "Quell Raben Reichen Rosen Roth Sand Schön Schwarzen Silber Sommer Stein Stern Stolz Sturm Tannen Tauben Thal "
    "Vogels Wacker Wald Weiden Wein Wiesen Winter Wolken Zeller Ziegen Zwanzig",
    "maier meier mann müller bauer bach berg brück burger dorf eck feld felder garten gruber haus hauser heim hof "
    "hofer horst huber kamp lechner lehner moser reiter rieder schmid stein steiner stetter tal wald weber wieser "
    "winkler zäuner",
)
_GERMAN_CITIES = _words(
    "Berlin Berlin Berlin Hamburg Hamburg München München Köln Frankfurt_am_Main Stuttgart Düsseldorf Leipzig Dortmund "
    "Essen Bremen Dresden Hannover Nürnberg Duisburg Bochum Wuppertal Bielefeld Bonn Münster Karlsruhe Mannheim "
    "Augsburg Wiesbaden Mönchengladbach Braunschweig Kiel Chemnitz Aachen Halle Magdeburg Freiburg Lübeck Erfurt "
    "Oberhausen Rostock Mainz Kassel Saarbrücken Potsdam Würzburg Göttingen Ulm Jena Görlitz Bad_Tölz"
)
_ENGLISH_FEMALE = _words(
    "Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Olivia Amelia Isla Ava Grace Emily "
    "Charlotte Ruby Zoë Siobhán"
)
_ENGLISH_MALE = _words(
    "James Robert John Michael David William Richard Joseph Thomas Charles Oliver George Harry Noah Jack Liam Seán "
    "Ewan Gareth Percival"
)
_ENGLISH_OFTEN = _words(
    "Smith Smith Smith Johnson Johnson Williams Brown Brown Jones Jones Garcia Miller Davis Taylor Wilson Anderson "
    "Thomas Moore Martin Jackson White Harris Clark Lewis Walker Hall Young King Wright O'Brien McDonald"
)
_ENGLISH_BUILT = _built(
    "Ash Black Brad Bridge Brook Cart Chester Clay Cliff Cop Dal East Fair Fern Fox Green Hart Hazel High Hol King "
    "Lang Maple May Mid North Oak Pem Quill Red Rock Sher Stan Thorn Under Wake West Whit Wood York",
    "bury by combe cott croft dale field ford ham hurst ingham land ley man more shaw son ston ton wick wood worth",
)
_FORMS_GERMAN = _words("GmbH GmbH GmbH AG KG e.K. GmbH_&_Co._KG UG_(haftungsbeschränkt) eG")
_FORMS_ENGLISH = _words("Ltd Ltd LLC Inc. &_Sons plc")

REGIONS = (
    Region(56, "DE", "de", _GERMAN_FEMALE, _GERMAN_MALE, _GERMAN_OFTEN, _GERMAN_BUILT, _GERMAN_CITIES,
           ("+49151########", "+49171#######", "+49176########"),
           ("+4930######", "+4940######", "+4989######", "+4969######", "+49221######"), _FORMS_GERMAN),
    Region(6, "AT", "de-AT", _GERMAN_FEMALE, _GERMAN_MALE, _GERMAN_OFTEN, _GERMAN_BUILT,
           _words("Wien Wien Graz Linz Salzburg Innsbruck St._Pölten"), ("+43664#######",), ("+431######",),
           _FORMS_GERMAN),
    Region(6, "CH", "de-CH", _GERMAN_FEMALE, _GERMAN_MALE, _GERMAN_OFTEN, _GERMAN_BUILT,
           _words("Zürich Zürich Bern Basel Luzern Winterthur Genève"), ("+4179#######",), ("+4144#######",),
           _FORMS_GERMAN),
    Region(9, "GB", "en-GB", _ENGLISH_FEMALE, _ENGLISH_MALE, _ENGLISH_OFTEN, _ENGLISH_BUILT,
           _words("London London Manchester Leeds Bristol Edinburgh Cardiff Belfast Newcastle_upon_Tyne"),
           ("+447400######", "+447911######"), ("+44207#######",), _FORMS_ENGLISH),
    Region(9, "US", "en-US", _ENGLISH_FEMALE, _ENGLISH_MALE, _ENGLISH_OFTEN, _ENGLISH_BUILT,
           _words("New_York Chicago Boston Seattle Austin Denver San_José Springfield"), ("+1212555####",),
           ("+1312555####",), _FORMS_ENGLISH),
    Region(3, "FR", "fr", _words("Amélie Chloé Camille Hélène Inès Manon"), _words("François Rémi Luc Étienne Jules"),
           _words("Martin Martin Bernard Dubois Petit Lefèvre"),
           _built("Beau Bon Clair Du Fon La Mont Roche Saint-", "champ fort lieu marchand mont pré val"),
           _words("Paris Paris Lyon Marseille Orléans"), ("+336########",), ("+331########",), _words("SARL SA SAS")),
    Region(3, "ES", "es", _words("María Lucía Íñiga Carmen Begoña"), _words("José Ángel Javier Iñigo Raúl"),
           _words("García García Fernández López Muñoz Peña"),
           _built("Agui Alva Cas Esco Guti Mon Ville", "bar dero llano rez tero villa"),
           _words("Madrid Sevilla València A_Coruña"), ("+346########",), ("+3491#######",), _words("S.L. S.A.")),
    Region(2, "TR", "tr", _words("Ayşe Fatma Elif Gülşen Çiğdem"), _words("Mehmet Mustafa İbrahim Oğuz Çağlar"),
           _words("Yılmaz Kaya Demir Şahin Çelik Öztürk"),
           _built("Ak Demir Kara Öz Taş Yıl", "can dağ er kan oğlu türk"),
           _words("İstanbul Ankara İzmir Diyarbakır"), ("+90532#######",), ("+90212#######",),
           _words("A.Ş. Ltd._Şti.")),
    Region(2, "PL", "pl", _words("Agnieszka Małgorzata Zofia Łucja"), _words("Paweł Łukasz Jerzy Grzegorz"),
           _words("Nowak Nowak Kowalski Wójcik"), _built("Brzez Dąbrow Gór Kamiń Lewand Wiśn", "iński ecki owicz ski"),
           _words("Warszawa Kraków Łódź Wrocław"), ("+48601######",), ("+4822#######",), _words("Sp._z_o.o.")),
    Region(1, "SE", "sv", _words("Åsa Märta Linnéa Astrid"), _words("Björn Håkan Örjan Sven"),
           _words("Andersson Johansson Nyström"), _built("Berg Lind Ny Sjö Ström Åker", "gren kvist löf ström blad"),
           _words("Stockholm Göteborg Malmö"), ("+4670#######",), ("+468#######",), _words("AB")),
    Region(1, "RU", "ru", _words("Анна Мария Ольга Елена"), _words("Иван Пётр Алексей Юрий"),
           _words("Иванов Петров Смирнов"), _built("Бел Вас Гор Куз Лебед Мор", "ин ов нецов ильев"),
           _words("Москва Санкт-Петербург"), ("+7916#######",), ("+7495#######",), _words("ООО")),
    Region(1, "GR", "el", _words("Μαρία Ελένη Σοφία"), _words("Γιώργος Νίκος Δημήτρης"),
           _words("Παπαδόπουλος Γεωργίου"), _built("Παπα Καρα Χατζη", "γιάννης δημητρίου νικολάου"),
           _words("Αθήνα Θεσσαλονίκη"), ("+30694#######",), ("+30210#######",), _words("ΑΕ ΕΠΕ")),
    Region(1, "JP", "ja", _words("陽子 美咲 結衣"), _words("健太 大輔 翔太"), _words("佐藤 鈴木 高橋 田中"),
           _built("山 川 小 大 中", "本 田 野 島 村"), _words("東京 大阪 京都"), ("+8190########",), ("+813########",),
           _words("株式会社")),
)  # fmt: skip

CATEGORIES = (("", ""), ("Retail", "Shops"), ("Industry", "Machines"), ("Crafts", ""), ("Public", "Schools"),
              ("Health", "Doctors"))  # fmt: skip
TRADES = _words("Bau Technik Logistik Systems Consulting Metall Garten Elektro Software Immobilien Druck Catering")
TAGS = _words("vip newsletter reseller late-payer fair_2024 partner trial")
NOTES = (
    "Prefers to be called in the morning.",
    "Möchte Rechnungen nur per E-Mail, bitte keine Anrufe nach 17 Uhr.",
    "Met at the fair; asked for an offer about the maintenance of twelve machines until the end of the quarter.",
)

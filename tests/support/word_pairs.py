"""Ways of writing the same word, and words that look alike: what searching must and must not take for one."""

#: (what stands in a text, what a reader types).
TOGETHER: tuple[tuple[str, str], ...] = (
    # Turkish: four letters, one sound for a search
    ("İzmir", "izmir"), ("IĞDIR", "ığdır"), ("Iğdır", "igdir"), ("ışık", "ISIK"), ("DİYARBAKIR", "diyarbakır"),
    # German, Danish, Norwegian, Swedish: both habits
    ("Straße", "strasse"), ("STRASSE", "straße"), ("Fähre", "faehre"), ("Faehre", "Fähre"), ("Fähre", "fahre"),
    ("Köln", "koeln"), ("Koeln", "köln"), ("Grünwälder", "gruenwaelder"), ("Grünwälder", "grunwalder"),
    ("Tromsø", "tromso"), ("Tromsø", "tromsoe"), ("Århus", "aarhus"), ("Aarhus", "århus"), ("Århus", "arhus"),
    ("København", "kobenhavn"), ("Ærø", "aeroe"), ("Malmö", "MALMO"),
    # Latin with marks, barred letters, ligatures, full width
    ("São Paulo", "sao paulo"), ("Đà Nẵng", "da nang"), ("đường", "duong"), ("Łódź", "lodz"), ("Ħamrun", "hamrun"),
    ("ﬁnal ﬂight", "final flight"), ("ＰＥＡＣＥ２０２７", "peace2027"), ("œuvre", "oeuvre"), ("naïve", "naive"),
    ("café", "cafe\u0301"), ("cafe\u0301", "café"), ("Þingvellir", "thingvellir"), ("x²", "x2"),
    # joined and parted
    ("l’eau", "eau"), ("l'eau", "leau"), ("l eau", "l’eau"), ("O'Brien", "obrien"), ("O’Brien", "o'brien"),
    ("sit-in", "sitin"), ("sitin", "sit-in"), ("sit in", "sit-in"), ("Hawaiʻi", "hawaii"), ("п’ять", "пять"),
    # not seen
    ("foo\u00adbar", "foobar"), ("می\u200cشود", "میشود"), ("da\u200by", "day"), ("क्\u200dष", "क्ष"),
    ("\u202bשלום\u202c", "שלום"),
    # Arabic, Persian, Urdu
    ("القُدْس", "القدس"), ("القدس", "قدس"), ("قدس", "القدس"), ("أرض", "ارض"), ("إيمان", "ايمان"), ("آمال", "امال"),
    ("ٱلحرية", "الحرية"), ("مدرسة", "مدرسه"), ("على", "علي"), ("مصطفى", "مصطفي"), ("ســـلام", "سلام"),
    ("کتاب", "كتاب"), ("ایران", "ايران"), ("مسؤول", "مسوول"), ("شاطئ", "شاطي"), ("١٧ نوفمبر", "17 نوفمبر"),
    ("۱۷", "17"), ("لاہور", "لاهور"), ("رَحْمٰن", "رحمن"), ("ﺳﻼﻡ", "سلام"),
    # Hebrew
    ("שָׁלוֹם", "שלום"), ("צה״ל", "צהל"), ("תל־אביב", "אביב"),
    # Greek, Cyrillic
    ("Αθήνα", "αθηνα"), ("ΕΙΡΗΝΗΣ", "ειρηνης"), ("λόγος", "ΛΟΓΟΣ"), ("λόγοσ", "λόγος"), ("ёлка", "елка"),
    ("елка", "ёлка"), ("ЧАЙ", "чай"), ("чай", "чаи\u0306"), ("Київ", "киів"), ("ґанок", "ганок"),
    # Indic
    ("क़लम", "कलम"), ("बड़ा", "बडा"), ("१७ नवंबर", "17 नवंबर"), ("ড়", "ড"),
    # Korean, Japanese, Chinese
    ("서울", "\u1109\u1165\u110b\u116e\u11af"), ("\u1109\u1165\u110b\u116e\u11af", "서울"), ("서울에서", "서울"),
    ("물축제", "축제"), ("カタカナ", "かたかな"), ("かたかな", "カタカナ"), ("ｶﾞｲﾄﾞ", "ガイド"), ("ガイド", "ｶﾞｲﾄﾞ"),
    ("東京都庁", "京都"), ("東京都庁", "庁"), ("守护水源", "水源"), ("守护水源", "守護水源"),
    ("守護水源", "守护水源"), ("氣候遊行", "气候游行"), ("气候游行", "氣候"), ("臺北", "台北"), ("東京2027", "東京"), ("東京2027", "2027"),
    # Thai, Lao, Khmer, Burmese
    ("ตลาดน้ำดำเนินสะดวก", "น้ำ"), ("ວຽງຈັນ", "ຈັນ"), ("ភ្នំពេញ", "ពេញ"), ("ရန်ကုန်မြို့", "ကုန်"),
    # other scripts with case and without
    ("ԵՐԵՎԱՆ", "երևան"), ("თბილისი", "თბილ"), ("ᲗᲑᲘᲚᲘᲡᲘ", "თბილისი"), ("አዲስ አበባ", "አበባ"), ("ᱥᱟᱱᱛᱟᱲ", "ᱥᱟᱱᱛᱟᱲ"),
)  # fmt: skip

APART: tuple[tuple[str, str], ...] = (
    ("чай", "чаи"), ("गाँव कत", "क्त"), ("かき", "がき"), ("東京", "京東"), ("rally", "ally"), ("water", "waters"),
    ("สีลม", "ลมสี"), ("march", "arch"), ("סלע", "שלע"), ("bonn", "born"), ("peace AND war", "OR"),
)  # fmt: skip

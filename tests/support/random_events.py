"""Events of any shape that a host may write, and sheets of them, from a seed: what nobody thought of when they wrote a test."""

import random
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from organizer.editions.printing.catalogue import ITEMS
from organizer.editions.printing.choices import LINES, ROLES, Choices
from organizer.editions.printing.item import PDF
from organizer.editions.printing.render import Printed, PrintRequest
from organizer.foundation.core.languages import Text
from organizer.foundation.core.walltime import TimeDoesNotExist
from organizer.record.types import EventRecord, EventStatus, EventTime, Mode, Place
from tests.support.print_matrix import LANGUAGES, Cell
from tests.support.print_requests import poster
from tests.support.records import make_event, make_time
from tests.support.sheet_checks import Asked

_WORDS = {
    "en": "march for land and water against fences sold rivers together tomorrow #17N 24/7 (all welcome) act.example.org",
    "es": "plantón por la tierra y el agua, ¡nunca más! ñandú corazón Coyhaique décadas",
    "ar": "مسيرة من أجل الأرض والماء لا للجدار عشرة 17N كلنا معا",
    "he": "צעדה למען האדמה והמים בכל מקום 17:00 כולנו",
    "hi": "ज़मीन और पानी के लिए मार्च श्रद्धांजलि संघर्ष सब साथ",
    "zh-Hant": "守護土地與水 台北聲援集會 我們一起走 不賣河流",
    "ja": "土地と水を守る行進 ピンクウォッシング 一緒に歩こう",
    "ko": "땅과 물을 지키는 행진 함께 내일 심야버스",
    "th": "เดินเพื่อแผ่นดินและสายน้ำ ทุกคน พรุ่งนี้",
    "am": "ለመሬትና ለውሃ ሰልፍ በአንድነት ነገ",
    "ru": "марш за землю и воду вместе завтра Ёлкино",
    "de": "Donaudampfschifffahrtsgesellschaftskapitän Straße Grundstücksverkehrsgenehmigungszuständigkeit für Ärger",
    "vi": "Tuần hành vì đất và nước Nguyễn Đặng cùng nhau",
    "-": "👩🏽‍🚒 🏳️‍🌈 🇧🇷 1️⃣ → ★ “quoted” a/b/c https://meet.example.org/a-very-long-path-of-some-page?x=1&y=2 ½",
}
#: Zones of clocks that change on the day, that never do, and of odd offsets; with the country of a town there.
_TOWNS = (
    ("Europe/Berlin", "DE", "2027-10-31"), ("America/New_York", "US", "2027-11-07"), ("Asia/Kathmandu", "NP", "2027-11-17"),
    ("Pacific/Chatham", "NZ", "2027-09-26"), ("America/Santiago", "CL", "2027-09-05"), ("Asia/Beirut", "LB", "2027-03-28"),
    ("Pacific/Kiritimati", "KI", "2027-12-31"), ("America/St_Johns", "CA", "2027-03-14"), ("Africa/Addis_Ababa", "ET", "2028-02-29"),
)  # fmt: skip
_HOURS = ("00:00", "00:30", "02:30", "06:05", "12:00", "17:00", "23:30", "23:59")
_LENGTHS = (None, None, timedelta(minutes=15), timedelta(hours=2), timedelta(hours=7), timedelta(hours=24), timedelta(days=3, hours=5), timedelta(days=30))  # fmt: skip
#: Arabic without vowel marks: of letters with them the engine writes some twice, as of Thai.
#: What must never be lost, whatever the words; others may be shortened, and the host is told.
_NEVER = frozenset({"overflow"})


@dataclass(frozen=True, slots=True)
class Draw:
    """One sheet of one event, drawn by lot."""

    seed: int
    cell: Cell
    request: PrintRequest

    def __str__(self) -> str:
        return f"{self.seed}-{self.cell}"

    def printed(self) -> tuple[Printed, Asked]:
        """Return the sheet, and what it was asked to be; words that were shortened need not all be there."""
        printed, asked = self.cell.printed(self.request)
        is_shortened = any(entry["note"] in ("shortened", "too-small") for entry in printed.fit_report)
        # A badge with a role names the campaign; single words would weigh too much in scripts of which parts are copied.
        said = () if is_shortened or self.request.choices.role else (" ".join(asked.said),)
        pages = None if self.request.choices.pages > 1 else asked.pages
        return printed, replace(asked, lost=_NEVER, said=said, pages=pages)


def draw(seed: int) -> Draw:
    """Return the sheet of a seed: always the same for the same one."""
    lot = random.Random(seed)
    item = lot.choice([item for item in ITEMS.values() if item.content_type == PDF])
    cell = Cell(item, lot.choice(list(item.sheets.values())), lot.choice(item.modes), lot.choice(LANGUAGES))
    event = _event(lot, cell.language)
    if item.needs == "rights":  # law is that of a country
        event = replace(event, place=_place(lot, cell.language, "CO"), mode=Mode.IN_PERSON)
    request = poster(event, cell.language, item=item.key, sheet=cell.sheet.key, mode=cell.mode)
    return Draw(seed, cell, replace(request, choices=_choices(lot, request)))


def _event(lot: random.Random, language: str) -> EventRecord:
    zone, country, day = lot.choice(_TOWNS)
    mode = lot.choice((Mode.IN_PERSON, Mode.IN_PERSON, Mode.ONLINE))
    written_in = lot.choice([language, *LANGUAGES])
    return make_event(
        title=Text(_line(lot, written_in, lot.choice((4, 25, 60, 120, 250))), written_in),
        languages=tuple(dict.fromkeys([written_in, *lot.sample(LANGUAGES, lot.randint(0, 4))])),
        mode=mode,
        status=lot.choice((EventStatus.CONFIRMED, EventStatus.TENTATIVE, EventStatus.POSTPONED)),
        time=_time(lot, zone, day),
        place=Place() if mode is Mode.ONLINE else _place(lot, written_in, country),
        online_is_withheld=mode is Mode.ONLINE,
        group_name=_line(lot, lot.choice(LANGUAGES), lot.choice((3, 30, 100))),
    )


def _time(lot: random.Random, zone: str, day: str) -> EventTime:
    length, hour = lot.choice(_LENGTHS), lot.choice(_HOURS)
    start = datetime.fromisoformat(f"{day}T{hour}")
    if (kind := lot.randrange(6)) == 0:
        midnight = start.replace(hour=0, minute=0) + timedelta(days=2)  # there is one
        return make_time(
            midnight.isoformat(), (midnight + timedelta(days=lot.randint(1, 9))).isoformat(), zone, all_day=True
        )
    for later in range(3):  # what no clock shows is refused when it is written
        first = start + timedelta(hours=later)
        end = (first + length).isoformat() if length else None
        with suppress(TimeDoesNotExist):
            return make_time(first.isoformat(), end, zone, fold=0, to_be_announced=kind == 1)
    return make_time(f"{day}T12:00", None, zone)


def _place(lot: random.Random, language: str, country: str) -> Place:
    city = _line(lot, lot.choice([language, "en"]), lot.choice((3, 20, 60)))
    place = Place(city=city, country=country, country_name=country, is_withheld=lot.random() < 0.3)
    if place.is_withheld:
        return place
    venue = Text(_line(lot, lot.choice([language, "-", "de"]), lot.choice((5, 40, 120))), language)
    address = _line(lot, language, lot.choice((10, 60, 160)))
    return replace(place, venue=lot.choice((venue, None)), address=lot.choice((address, None)), is_exact=True)


def _choices(lot: random.Random, request: PrintRequest) -> Choices:
    free = {"line": LINES, "role": ROLES, "pages": (1, 2)}
    chosen = {name: lot.choice(values) for name, values in free.items() if name in ITEMS[request.item].choices}
    return replace(request.choices, **chosen)  # type: ignore[arg-type]


def _line(lot: random.Random, language: str, longest: int) -> str:
    """Return words, mostly of a language, no longer than told; one word at least."""
    words = _WORDS.get(language, _WORDS["en"]).split()
    strange = _WORDS[lot.choice(list(_WORDS))].split()
    line = lot.choice(words)[:longest]
    while len(longer := f"{line} {lot.choice(strange if lot.random() < 0.1 else words)}") <= longest:
        line = longer
    return line

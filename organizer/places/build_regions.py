"""Building of the names of countries and provinces that may follow a comma in a query."""

import re
import sqlite3

from babel.localedata import locale_identifiers

from organizer.places.cldr import locale_for, zone_city
from organizer.places.countries import country_codes, country_name
from organizer.places.folding import squash
from organizer.places.sources import ADMIN1_NAMES

#: Languages in which people may name a country after the comma.
_COUNTRY_LANGUAGES = (
    "en es ar am be bg bn ca cs da de el et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ku lt lv "
    "mk ml mn mr ms my nb ne nl pa pl pt ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi zh zh-Hant zu"
).split()
_COUNTRY_ALIASES = {
    "US": ("USA", "U.S.", "U.S.A.", "America", "Estados Unidos", "EEUU", "EE. UU.", "EUA"),
    "GB": ("UK", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland", "Inglaterra", "Escocia"),
    "PS": ("Palestinian Territories", "West Bank", "Gaza Strip", "Territorios Palestinos", "الضفة الغربية"),
    "AE": ("UAE",), "KR": ("Korea", "South Korea"), "CZ": ("Czech Republic",), "TR": ("Turkey", "Turkiye"),
    "CI": ("Ivory Coast",), "MK": ("Macedonia",), "SZ": ("Swaziland",), "CV": ("Cape Verde",), "MM": ("Burma",),
    "CD": ("Congo", "DRC", "DR Congo", "Zaire"), "RU": ("Russian Federation",), "NL": ("Holland", "Holanda"),
    "BO": ("Bolivia",), "VE": ("Venezuela",), "TZ": ("Tanzania",), "SY": ("Syria",), "IR": ("Iran",), "VN": ("Viet Nam",),
}  # fmt: skip

#: Short names of provinces whose GeoNames codes are numbers nobody knows; as their people write them after a comma.
_PROVINCES = {
    "CA": "AB01 BC02 MB03 NB04 NL05 NS07 ON08 PE09 PEI09 QC10 SK11 YT12 NT13 NU14",
    "AU": "ACT01 NSW02 NT03 QLD04 SA05 TAS06 VIC07 WA08",
    "BR": "AC01 AL02 AP03 AM04 BA05 CE06 DF07 ES08 MS11 MA13 MT14 MG15 PA16 PB17 PR18 PI20 RJ21 RN22 RS23 RO24 RR25 SC26 "
          "SP27 SE28 GO29 PE30 TO31",
    "MX": "BC02 BCS03 CDMX09 DF09 EDOMEX15",
}  # fmt: skip
_PROVINCE = re.compile(r"([A-Z]+)(\d+)")
#: "Trinidad & Tobago": each half names it as well.
_AND = re.compile(r" (?:&|and|y|et|e|und|i|og|och|en|и) ")


def zone_city_names(zone: str) -> tuple[str, ...]:
    """Return the names of a zone's city in all languages that CLDR has, each once."""
    languages = sorted({identifier.split("_")[0] for identifier in locale_identifiers()})
    return tuple(sorted({zone_city(zone, language) for language in languages}))


def write_regions(connection: sqlite3.Connection) -> dict[str, int]:
    """Write provinces and all names of countries; return province row numbers by GeoNames code."""
    lines = [line.split("\t") for line in ADMIN1_NAMES.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    admin1 = {code: number for number, (code, _) in enumerate(lines, start=1)}
    connection.executemany("INSERT INTO admin1 VALUES (?, ?, ?)", [(admin1[code], code, name) for code, name in lines])
    regions = {(squash(name), code.split(".")[0], admin1[code]) for code, name in lines}
    regions |= {
        (squash(code.split(".")[1]), code.split(".")[0], row) for code, row in admin1.items() if code.startswith("US.")
    }
    regions |= {
        (short.lower(), country, admin1[f"{country}.{number}"])
        for country, said in _PROVINCES.items()
        for short, number in _PROVINCE.findall(said)
    }
    for code in country_codes():
        names = {code, *_COUNTRY_ALIASES.get(code, ())}
        for language in _COUNTRY_LANGUAGES:
            names |= {country_name(code, language), str(locale_for(language).territories.get(code, code))}
        halves = {half for name in names for half in _AND.split(name) if len(half) > 3}
        regions |= {(squash(name), code, 0) for name in names | halves}
    connection.executemany("INSERT INTO region VALUES (?, ?, ?)", sorted(r for r in regions if r[0]))
    return admin1

"""Where the shipped place data lies, where it comes from, and how it may be used."""

from pathlib import Path

_DATA = Path(__file__).resolve().parent.parent / "data"

GAZETTEER_ARCHIVE = _DATA / "gazetteer" / "gazetteer.sqlite.xz"
GAZETTEER_MANIFEST = _DATA / "gazetteer" / "gazetteer.json"
#: Names of provinces and states, kept here because no Python package ships them.
ADMIN1_NAMES = _DATA / "gazetteer" / "admin1.tsv"
COUNTRY_SHAPES = _DATA / "countries" / "shapes.json.xz"
#: Points that tables give for "somewhere in this country".
COUNTRY_MIDDLES = _DATA / "countries" / "middles.tsv"
#: What is drawn as disputed where the operator does not say otherwise.
CONTESTED = _DATA / "map" / "contested.json"

#: What must stand next to a place search or in the imprint (CC BY 4.0 section 3(a)).
GAZETTEER_CREDIT = "Places: GeoNames, CC BY 4.0"

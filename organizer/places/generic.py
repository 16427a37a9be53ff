"""Words for "city" that stand before or after a name and may as well not: ``Ciudad de México``, ``مدينة غزة``, ``上海市``."""

import re

_BEFORE = (
    "مدينة", "مدينه", "شهر", "شهرستان", "city of", "town of", "ciudad de", "cidade de", "ville de", "città di", "citta di",
    "ciutat de", "stadt", "gemeente", "город", "г.", "місто", "м.", "grad", "kota", "thành phố", "tp.", "tp", "mji wa",
    "lungsod ng", "comune di", "municipio de", "commune de", "gmina",
)  # fmt: skip
_AFTER = (
    "العاصمة",
    "العاصمه",
    "city",
    "town",
    "stad",
    "kommune",
    "şehri",
    "sehri",
    "capital",
    "市",
    "시",
    "광역시",
    "특별시",
)
_PATTERN = re.compile(
    rf"^(?:(?:{'|'.join(map(re.escape, _BEFORE))})\s+)?(.+?)(?:\s+(?:{'|'.join(map(re.escape, _AFTER[:9]))})|"
    rf"(?<=..)(?:{'|'.join(map(re.escape, sorted(_AFTER[9:], key=len, reverse=True)))}))?$",
    re.IGNORECASE | re.DOTALL,
)


def bare(name: str) -> str:
    """Return a name without such a word; the name itself when it has none, or nothing else."""
    found = _PATTERN.match(name.strip())
    return found[1] if found else name

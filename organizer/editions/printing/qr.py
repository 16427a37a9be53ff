"""QR codes: error level M, four quiet modules, black on white on any ground."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import segno

#: ISO/IEC 18004 section 5.3.8.
QUIET_ZONE = 4


@dataclass(frozen=True, slots=True)
class QrCode:
    """``svg`` draws the code with its quiet zone; ``quiet`` is the zone's share of the picture's side."""

    svg: str
    quiet: float


@lru_cache(maxsize=64)  # every sheet of an event carries the same, and drawing it costs as much as all other words
def qr_code(address: str) -> QrCode:
    """Return the QR code of ``address``, the same bytes each time.

    Level M survives a crease or a drop; nothing is drawn in the middle, so it need not survive a logo.
    """
    drawn = BytesIO()
    code = segno.make(address, error="m", boost_error=False, micro=False)
    code.save(drawn, kind="svg", border=QUIET_ZONE, dark="#000000", light="#ffffff", xmldecl=False, omitsize=True)
    return QrCode(drawn.getvalue().decode("ascii"), round(QUIET_ZONE / code.symbol_size(border=QUIET_ZONE)[0], 4))

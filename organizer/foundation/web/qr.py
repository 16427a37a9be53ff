"""The short address as a code to scan, drawn by us: no other service is asked."""

from io import BytesIO

import segno


def qr_svg(address: str) -> bytes:
    """Return the QR code of an address (ISO/IEC 18004, level M) as SVG, black on white, with its quiet zone."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", border=4, dark="#000", light="#fff", omitsize=True
    )
    return out.getvalue()

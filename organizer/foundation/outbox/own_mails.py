"""The address of the page on which somebody sees which mails they get, and changes it."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from uuid import UUID

from organizer.foundation.web.links import LinkNotUsable, Signer

from .suppression import Addressee

#: Purpose of the links; payload ``i`` (blind index of the address) and ``c`` (campaign's id, "" for the site's own).
LINK_PURPOSE = "own-mails"


def own_mails_path(signer: Signer, addressee: Addressee) -> str:
    """Return the path of an addressee's own page; whoever has it can refuse mails, and read nothing."""
    index = urlsafe_b64encode(addressee.index).decode().rstrip("=")
    campaign = addressee.campaign_id.hex if addressee.campaign_id is not None else ""
    return f"/manage/mails/{signer.sign(LINK_PURPOSE, {'i': index, 'c': campaign})}/"


def read_own_mails_link(signer: Signer, token: str) -> Addressee:
    """Return whose page it is. Raises LinkNotUsable."""
    payload = signer.read(LINK_PURPOSE, token)
    try:
        index = urlsafe_b64decode(f"{payload['i']}=")
        return Addressee(index, UUID(str(payload["c"])) if payload["c"] else None)
    except (KeyError, Error, ValueError) as error:
        raise LinkNotUsable(purpose=LINK_PURPOSE) from error

"""The link in a guest's mail, read: whose answer it opens."""

from uuid import UUID

from organizer.foundation.core.errors import NotFound
from organizer.foundation.web.links import LinkNotUsable
from organizer.foundation.web.state import services

#: Purpose of the links in guests' mails; payload ``r`` (answer's id) and ``v`` (link version).
GUEST_LINK = "rsvp"


def read_guest_link(token: str) -> tuple[UUID, int]:
    """Return the answer's id and link version. Raises NotFound: a broken link looks like none."""
    try:
        payload = services().signer.read(GUEST_LINK, token)
        return UUID(str(payload["r"])), int(payload["v"])
    except (LinkNotUsable, KeyError, ValueError) as error:
        raise NotFound(link=GUEST_LINK) from error

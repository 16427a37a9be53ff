"""The link to a guest's own page: made and read."""

from uuid import UUID

from organizer.foundation.core.errors import NotFound
from organizer.foundation.web.links import LinkNotUsable
from organizer.foundation.web.state import services

#: Purpose of the links in guests' mails; payload ``r`` (answer's id) and ``v`` (link version).
LINK_PURPOSE = "rsvp"


def make_link(rsvp_id: UUID, link_version: int) -> str:
    """Return the token that opens the own page of an answer."""
    return services().signer.sign(LINK_PURPOSE, {"r": str(rsvp_id), "v": link_version})


def read_link(token: str) -> tuple[UUID, int]:
    """Return the answer's id and link version. Raises NotFound: a broken link looks like none."""
    try:
        payload = services().signer.read(LINK_PURPOSE, token)
        return UUID(str(payload["r"])), int(payload["v"])
    except (LinkNotUsable, KeyError, ValueError) as error:
        raise NotFound(link=LINK_PURPOSE) from error

"""Every permission, with what it lets somebody do. Grammar: ``thing:verb``."""

from enum import StrEnum


class Permission(StrEnum):
    """One permission each; ``docs/permissions.md`` is made from these words."""

    EVENT_VIEW_HIDDEN = "event:view-hidden", "See an event that is not public: a draft, waiting, rejected or hidden."
    EVENT_VIEW_EXACT_PLACE = "event:view-exact-place", "See the exact address and link of an event that withholds them."
    EVENT_EDIT = "event:edit", "Change an event's words, time and place. Not for publishing it."
    EVENT_EDIT_AT_ONCE = "event:edit-at-once", "Change a published event without another pair of eyes."
    EVENT_CANCEL = "event:cancel", "Call an event off, with a reason, or on again."
    EVENT_HAND_OVER = "event:hand-over", "Give an event to another host, who must accept by mail."
    EVENT_APPROVE = "event:approve", "Publish, send back or reject an event; hide one for safety."
    EVENT_ROLL_BACK = "event:roll-back", "Bring an earlier revision of an event back."
    EVENT_HISTORY = "event:history", "See an event's revisions and what differs."
    RSVP_COUNT = "rsvp:count", "See exact numbers of answers. Never names."
    RSVP_NAMES = "rsvp:names", "See who comes: names and party sizes, for the event's own hosts until the purge."
    RSVP_REJECT = "rsvp:reject", "Reject a burst of answers that nobody confirmed, all at once. Never sees names."
    MESSAGE_WRITE = (
        "message:write",
        "Write to an event's guests, to the hosts of one's countries, or to all of a campaign. Never sees an address.",
    )
    MESSAGE_APPROVE = "message:approve", "Let a message to many through, or not, and stop one. Not one's own."
    MESSAGE_STOP = "message:stop", "Stop all messages of a campaign at once, and switch kinds of mail off for it."
    RSVP_REACHABLE = (
        "rsvp:reachable",
        "Take along the addresses of guests who let the event's host group write to them, while the list is open.",
    )
    CONSENT_TAKE = (
        "consent:take",
        "Take along the addresses of those who let one's own organisation write to them. Never another's.",
    )
    QUEUE_VIEW = "queue:view", "See what waits for a decision."
    AUDIT_VIEW = "audit:view", "Read who decided what, and why."
    GAP_VIEW = "gap:view", "See in which towns people wait for an event, in rough numbers. Never who they are."
    GAP_ASK = "gap:ask", "Ask those who wait in a town, by mail, whether they would host something."
    PRINT_PACK = "print:pack", "Have the public sheets of many events packed into one file, of one's own countries."
    TOOLKIT_EDIT = (
        "toolkit:edit",
        "Write and publish what hosts of one's countries get: checklists, chants, press. A rights card: publish another's.",
    )
    CAMPAIGN_EDIT = "campaign:edit", "Change a campaign's words, colours, dates and safety."
    CAMPAIGN_ROLES = "campaign:roles", "Make somebody moderator or coordinator, or take that back."
    GROUP_EDIT = "group:edit", "Change a group's page."
    GROUP_MEMBERS = "group:members", "Add members to a group and remove them."
    SITE_STATUS = "site:status", "See the health of the installation. Never anything about guests."
    SITE_CAMPAIGNS = "site:campaigns", "Make a campaign and name its first owner."

    explanation: str

    def __new__(cls, value: str, explanation: str) -> "Permission":
        """Keep the explanation beside the value."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.explanation = explanation
        return member

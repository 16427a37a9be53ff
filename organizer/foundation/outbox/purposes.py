"""What a mail is for: the line along which people refuse mails, and operators stop them."""

from enum import StrEnum


class Purpose(StrEnum):
    """Why somebody gets a mail. Refusing one purpose leaves the others as they are."""

    ASKED = "asked"  # a link that was asked for this minute: nothing ever stands in its way
    CONFIRMING = "confirming"  # asks whether an address is theirs who typed it: whoever likes can have it sent
    NOTICES = "notices"  # what became of one's own answer, and of the event that it is about
    HOSTING = "hosting"  # what became of one's own event
    REMINDERS = "reminders"
    NEWS = "news"  # of a campaign, of events near a town
    MESSAGES = "messages"  # what hosts and coordinators write


class Reason(StrEnum):
    """Why an address gets no mails of a purpose."""

    BOUNCE = "bounce"  # a mail server said for good that nobody is there
    COMPLAINT = "complaint"  # the mail was called unwanted
    UNSUBSCRIBED = "unsubscribed"  # the person said so


#: What people need to know because of what they did themselves. All else can be refused, by a link in each mail.
TRANSACTIONAL = frozenset({Purpose.ASKED, Purpose.CONFIRMING, Purpose.NOTICES, Purpose.HOSTING})
#: What a person switches on and off.
REFUSABLE = tuple(purpose for purpose in Purpose if purpose not in TRANSACTIONAL)
#: What an address that takes no mails gets no more. The link that is asked for goes there all the same: it is how it ends.
STOPPABLE = tuple(purpose for purpose in Purpose if purpose not in (Purpose.ASKED, Purpose.CONFIRMING))
#: Mails of a purpose to one address in one day (UTC), over all campaigns; what is more waits for the next day. Those that
#: ask whether it was them are dropped instead; each one that is answered is taken off again.
DAILY = {
    Purpose.ASKED: 20,
    Purpose.CONFIRMING: 5,
    Purpose.NOTICES: 40,
    Purpose.HOSTING: 60,
    Purpose.REMINDERS: 20,
    Purpose.NEWS: 10,
    Purpose.MESSAGES: 6,
}

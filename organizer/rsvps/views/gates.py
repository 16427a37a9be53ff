"""The gates of answers. A network may be a whole university behind one address: generous."""

from organizer.foundation.web.gate import Gate

ANSWERS = Gate("answers", lands="site.rsvp_sent", crowd=3000)
#: No mail bounds these answers: fewer than of those that must be confirmed.
WITHOUT_MAIL = Gate("answers-without-mail", lands="site.rsvp_sent", crowd=300)

"""What guests answered to questions, in words, for the event's hosts."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from organizer.campaigns.queries import get_campaign_by_id
from organizer.events.models import Event
from organizer.foundation.core.languages import Text
from organizer.foundation.web.language import content_languages
from organizer.questions.forms import answer_words, label_text
from organizer.questions.queries import answers_to_event, list_asked


@dataclass(frozen=True, slots=True)
class AnswersInWords:
    """The questions of an event, and what each guest answered: by guest's answer, by question."""

    labels: Mapping[UUID, Text]
    answers: Mapping[UUID, Mapping[UUID, str]]

    def of(self, rsvp_id: UUID) -> list[tuple[Text, str]]:
        """Return what one guest answered, question by question; what was left empty is left out."""
        mine = self.answers.get(rsvp_id, {})
        return [(label, mine[key]) for key, label in self.labels.items() if key in mine]

    def row_of(self, rsvp_id: UUID) -> list[str]:
        """Return the same as cells of a table, one for each question."""
        mine = self.answers.get(rsvp_id, {})
        return [mine.get(key, "") for key in self.labels]


def answers_in_words(session: Session, event_id: UUID) -> AnswersInWords:
    """Return the answers of an event's guests; none while questions are off. Raises SealBroken."""
    event = session.get_one(Event, event_id)
    campaign = get_campaign_by_id(session, campaign_id=event.campaign_id)
    questions = {question.id: question for question in list_asked(session, campaign=campaign, event_id=event_id)}
    tags = [*content_languages(), event.language, campaign.default_language]
    kept = answers_to_event(session, event_id=event_id) if questions else {}
    return AnswersInWords(
        {key: label_text(question, tags) for key, question in questions.items()},
        {
            guest: {key: answer_words(questions[key], words, tags) for key, words in mine.items() if key in questions}
            for guest, mine in kept.items()
        },
    )

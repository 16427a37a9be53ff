"""What questions in our own words say and are for; translated where they are shown."""

from organizer.foundation.core.text import marked

from . import QuestionKind

LABELS = {
    QuestionKind.CHILDREN: marked("How many children come along?"),
    QuestionKind.ACCESS: marked("What do you need to take part?"),
}
PURPOSES = {
    QuestionKind.CHILDREN: marked("So that there is somebody and something for them."),
    QuestionKind.ACCESS: marked("So that the hosts can prepare: a ramp, a seat, an interpreter."),
}

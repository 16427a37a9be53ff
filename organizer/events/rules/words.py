"""What kinds of events and access facts are called, in English: the words that catalogs translate."""

from organizer.foundation.core.text import marked

from .details import Access, Kind

KIND_WORDS: dict[Kind, str] = {
    Kind.RALLY: marked("Rally"),
    Kind.MARCH: marked("March"),
    Kind.VIGIL: marked("Vigil"),
    Kind.SIT_IN: marked("Sit-in"),
    Kind.WORKSHOP: marked("Workshop"),
    Kind.ASSEMBLY: marked("Assembly"),
    Kind.EXHIBITION: marked("Exhibition"),
    Kind.PERFORMANCE: marked("Performance"),
    Kind.STALL: marked("Stall"),
    Kind.ONLINE: marked("Online"),
    Kind.OTHER: marked("Something else"),
}

ACCESS_WORDS: dict[Access, str] = {
    Access.STEP_FREE: marked("Step-free"),
    Access.SIGN_LANGUAGE: marked("Sign language"),
    Access.HEARING_LOOP: marked("Hearing loop"),
    Access.CAPTIONS: marked("Captions"),
    Access.SEATS: marked("Seats"),
    Access.TOILET: marked("Accessible toilet"),
    Access.QUIET_SPACE: marked("Quiet space"),
    Access.SLOW_SECTION: marked("Slow section"),
    Access.CHILDREN: marked("Children welcome"),
}

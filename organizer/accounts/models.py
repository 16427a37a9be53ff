"""People, their sessions, the links that sign them in, and tries at their passwords."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, LargeBinary, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from organizer.foundation.core.ids import new_token
from organizer.foundation.db import (
    Base,
    EnumText,
    Keyed,
    PersonalKind,
    Retention,
    Sealed,
    UtcDateTime,
    impersonal,
    personal,
)

from .rules.sessions import SessionKind


class Person(Keyed, Base):
    """Somebody who signs in. ``handle`` is random and names nobody; libraries may put it where they like."""

    __tablename__ = "person"

    email_sealed: Mapped[bytes] = mapped_column(
        LargeBinary, info=personal(PersonalKind.IDENTITY, "address for signing in and notices", Retention.ACCOUNT)
    )
    email_index: Mapped[bytes] = mapped_column(
        LargeBinary(32), unique=True, info=personal(PersonalKind.IDENTITY, "finds the account", Retention.ACCOUNT)
    )
    name_sealed: Mapped[bytes | None] = mapped_column(
        LargeBinary, info=personal(PersonalKind.IDENTITY, "name that colleagues see", Retention.ACCOUNT)
    )
    locale: Mapped[str] = mapped_column(
        String(16), info=personal(PersonalKind.CONTENT, "language of mails", Retention.ACCOUNT)
    )
    password_hash: Mapped[str | None] = mapped_column(
        String(255), info=personal(PersonalKind.SECRET, "checks the password", Retention.ACCOUNT)
    )
    handle: Mapped[str] = mapped_column(
        String(64),
        default=new_token,
        unique=True,
        info=personal(PersonalKind.LINK, "names the session's user", Retention.ACCOUNT),
    )
    is_operator: Mapped[bool] = mapped_column(Boolean, default=False, info=impersonal())
    created_on: Mapped[date] = mapped_column(
        Date, info=personal(PersonalKind.TRACE, "day the account was made", Retention.ACCOUNT)
    )
    confirmed_on: Mapped[date | None] = mapped_column(
        Date, info=personal(PersonalKind.TRACE, "day the address was first proved", Retention.ACCOUNT)
    )
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime, info=impersonal())

    email = Sealed("email_sealed")
    name = Sealed("name_sealed")


class SignInSession(Keyed, Base):
    """A sign-in on one device. Knows no address and no browser. ``event_scope``: opened by one event's link."""

    __tablename__ = "sign_in_session"

    token_hash: Mapped[bytes] = mapped_column(
        LargeBinary(32), unique=True, info=personal(PersonalKind.SECRET, "recognises the cookie", Retention.SESSION)
    )
    person_id: Mapped[UUID] = mapped_column(
        Uuid,
        ForeignKey("person.id", ondelete="CASCADE"),
        index=True,
        info=personal(PersonalKind.LINK, "who is signed in", Retention.SESSION),
    )
    kind: Mapped[SessionKind] = mapped_column(EnumText(SessionKind), info=impersonal())
    event_scope: Mapped[UUID | None] = mapped_column(Uuid, info=impersonal())
    created_at: Mapped[datetime] = mapped_column(
        UtcDateTime, info=personal(PersonalKind.TRACE, "start of the sign-in", Retention.SESSION)
    )
    last_seen_at: Mapped[datetime] = mapped_column(
        UtcDateTime, info=personal(PersonalKind.TRACE, "last use of the sign-in", Retention.SESSION)
    )
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, info=impersonal())


class SignInLink(Keyed, Base):
    """A mailed link that signs in once. Without a person it opens nothing: the address is unknown here."""

    __tablename__ = "sign_in_link"

    token_hash: Mapped[bytes] = mapped_column(
        LargeBinary(32), unique=True, info=personal(PersonalKind.SECRET, "recognises the link", Retention.SESSION)
    )
    email_index: Mapped[bytes] = mapped_column(
        LargeBinary(32),
        index=True,
        info=personal(PersonalKind.IDENTITY, "whom the link was asked for", Retention.SESSION),
    )
    person_id: Mapped[UUID | None] = mapped_column(
        Uuid,
        ForeignKey("person.id", ondelete="CASCADE"),
        index=True,
        info=personal(PersonalKind.LINK, "whom the link signs in", Retention.SESSION),
    )
    next_path: Mapped[str | None] = mapped_column(String(1000), info=impersonal())
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True, info=impersonal())


class PasswordTry(Keyed, Base):
    """Tries at the password of one address in the current window, known here or not."""

    __tablename__ = "password_try"
    __table_args__ = (Index("ix_password_try_window_start", "window_start"),)

    email_index: Mapped[bytes] = mapped_column(
        LargeBinary(32),
        unique=True,
        info=personal(PersonalKind.IDENTITY, "counts tries at a password", Retention.SESSION),
    )
    window_start: Mapped[datetime] = mapped_column(UtcDateTime, info=impersonal())
    tries: Mapped[int] = mapped_column(Integer, info=impersonal())

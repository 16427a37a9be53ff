"""What can be done with accounts: one verb each; none commits."""

from .people import confirm_email, find_or_create_person, set_operator, set_password_hash, update_profile
from .sessions import NewSession, end_other_sessions, end_session, end_session_by_token, start_session, touch_session
from .sign_in import (
    LINK_LIFETIME,
    SignedInByLink,
    SignInLinkNotUsable,
    count_password_try,
    forget_expired,
    forget_password_tries,
    issue_link,
    request_sign_in_link,
    sign_in_by_link,
)

__all__ = [
    "LINK_LIFETIME", "NewSession", "SignInLinkNotUsable", "SignedInByLink", "confirm_email", "count_password_try", "end_other_sessions", "end_session",
    "end_session_by_token", "find_or_create_person", "forget_expired", "forget_password_tries", "issue_link",
    "request_sign_in_link", "set_operator", "set_password_hash", "sign_in_by_link", "start_session",
    "touch_session", "update_profile",
]  # fmt: skip

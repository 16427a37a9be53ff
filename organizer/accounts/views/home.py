"""One's own account: name, language, password, sign-ins, and where to go next."""

from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from organizer.accounts.forms import NewPasswordForm, ProfileForm
from organizer.accounts.operations import end_other_sessions, end_session, set_password_hash, update_profile
from organizer.accounts.queries import OpenSession, get_person, list_sessions
from organizer.accounts.rules.password import (
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
    check_new_password,
    hash_password,
)
from organizer.accounts.rules.sessions import is_fresh
from organizer.foundation.core.clock import now
from organizer.foundation.web.access import current_actor, current_identity, signed_in
from organizer.foundation.web.branded import staff_chrome
from organizer.foundation.web.done import word_results
from organizer.foundation.web.menu import group_for, menu_for
from organizer.foundation.web.redirects import see_other
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import Identity, reading, services, write

from .blueprint import blueprint

word_results({
    "profile-saved": lazy_gettext("Saved."),
    "password-set": lazy_gettext("The new password counts from now on. Everybody else is signed out."),
    "password-removed": lazy_gettext("The password is gone. A link by mail signs you in."),
    "session-ended": lazy_gettext("That device is signed out."),
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Account:
    """What the page shows."""

    identity: Identity
    email: str
    locale: str
    has_password: bool
    sessions: tuple[OpenSession, ...]

    @property
    def is_fresh(self) -> bool:
        """True when this device signed in a moment ago, so it may change the password."""
        return any(s.is_current and is_fresh(created_at=s.created_at, now=now()) for s in self.sessions)


@blueprint.get("/")
@signed_in
def home() -> ResponseReturnValue:
    """Show my account."""
    return _page(_account())


@blueprint.get("/campaign/")
@signed_in
def campaign() -> ResponseReturnValue:
    """Lead to everything that is done for a campaign as a whole."""
    actor = current_actor()
    links = group_for(actor, "account.campaign")
    return render_page("account/campaign.html", links=links, chrome=staff_chrome(actor))


@blueprint.post("/profile/")
@signed_in
def save_profile() -> ResponseReturnValue:
    """Save my name and language."""
    account, form = _account(), ProfileForm()
    if not form.validate():
        return _page(account, profile_form=form, status=422)
    write(update_profile, person_id=account.identity.person_id, name=form.name.data, locale=form.locale.data)
    return _back("profile-saved")


@blueprint.post("/password/")
@signed_in
def set_password() -> ResponseReturnValue:
    """Set a password; only shortly after signing in. All other sign-ins end."""
    account, form = _account(), NewPasswordForm()
    if not account.is_fresh or not form.validate():
        return _page(account, password_form=form, status=422)
    try:
        check_new_password(form.password.data, own_words=_own_words(account))
    except (PasswordTooShort, PasswordTooLong, PasswordTooCommon) as refusal:
        form.refuse(refusal, "password")
        return _page(account, password_form=form, status=422)
    _keep_password(account, hash_password(form.password.data))
    return _back("password-set")


@blueprint.post("/password/remove/")
@signed_in
def remove_password() -> ResponseReturnValue:
    """Take the password away; only shortly after signing in."""
    account = _account()
    if not account.is_fresh:
        return _page(account, status=422)
    _keep_password(account, None)
    return _back("password-removed")


@blueprint.post("/sessions/<uuid:session_id>/end/")
@signed_in
def end_one(session_id: UUID) -> ResponseReturnValue:
    """Sign one device out."""
    write(end_session, person_id=_identity().person_id, session_id=session_id)
    return _back("session-ended")


@blueprint.post("/sessions/end-others/")
@signed_in
def end_others() -> ResponseReturnValue:
    """Sign all other devices out."""
    identity = _identity()
    write(end_other_sessions, person_id=identity.person_id, keep_session_id=identity.session_id)
    return _back("session-ended")


def _identity() -> Identity:
    identity = current_identity()
    assert identity is not None, "the view is declared signed_in"
    return identity


def _account() -> _Account:
    identity = _identity()
    with reading() as session:
        person = get_person(session, person_id=identity.person_id)
        sessions = list_sessions(session, person_id=person.id, current_id=identity.session_id, now=now())
        has_password = person.password_hash is not None
        return _Account(identity, person.email or "", person.locale, has_password, tuple(sessions))


def _own_words(account: _Account) -> list[str]:
    host = urlsplit(services().settings.base_url).hostname or ""
    name = (account.identity.name or "").split()
    return [account.email, account.email.partition("@")[0], *host.split("."), *name]


def _keep_password(account: _Account, password_hash: str | None) -> None:
    write(
        set_password_hash,
        person_id=account.identity.person_id,
        password_hash=password_hash,
        keep_session_id=account.identity.session_id,
    )


def _back(done: str) -> ResponseReturnValue:
    return see_other(url_for(".home", done=done))


def _page(
    account: _Account,
    *,
    profile_form: ProfileForm | None = None,
    password_form: NewPasswordForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    known = {"name": account.identity.name or "", "locale": account.locale}
    return render_page(
        "account/home.html",
        status=status,
        account=account,
        menu=menu_for(current_actor()),
        profile_form=profile_form or ProfileForm(formdata=None, data=known),
        password_form=password_form or NewPasswordForm(formdata=None),
    )

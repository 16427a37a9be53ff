"""Signing in and out."""

from flask import make_response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from organizer.accounts.forms import PasswordSignInForm, SignInLinkForm
from organizer.accounts.login import PasswordWrong, enter_with_link, enter_with_password
from organizer.accounts.operations import SignInLinkNotUsable, end_session, request_sign_in_link
from organizer.accounts.queries import is_usable_link
from organizer.accounts.rules.tries import TooManyTries
from organizer.foundation.core.clock import now
from organizer.foundation.web.access import any_session, by_link, current_identity, public
from organizer.foundation.web.done import word_results
from organizer.foundation.web.gate import Gate, admit
from organizer.foundation.web.language import page_language
from organizer.foundation.web.ratelimit import Budget, spend
from organizer.foundation.web.redirects import safe_next, see_other
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.session_cookie import clear_session_cookie, hash_token
from organizer.foundation.web.state import reading, write

from .blueprint import blueprint

LINK_BUDGET = Budget("sign-in-link", per_subject="5 per hour", overall="2000 per hour")
_GATE = Gate("sign-in-link", lands="account.link_sent", crowd=30)
PASSWORD_BUDGET = Budget("password", per_client="60 per hour", overall="3000 per hour")

word_results({"signed-out": lazy_gettext("You are signed out.")})


@blueprint.get("/sign-in/")
@public
def sign_in() -> ResponseReturnValue:
    """Show both ways to sign in."""
    next_path = safe_next(request.args.get("next"), "")
    return _page(SignInLinkForm(formdata=None, data={"next": next_path}), _password_form(next_path))


@blueprint.post("/sign-in/")
@public
def send_link() -> ResponseReturnValue:
    """Mail a link; the answer is the same whoever has the address."""
    form = SignInLinkForm()
    if not form.validate():
        return _page(form, _password_form(form.next.data), status=422)
    admit(_GATE)
    spend(LINK_BUDGET, form.email.data)
    next_path = safe_next(form.next.data, "") or None
    write(request_sign_in_link, email=form.email.data, locale=page_language(), next_path=next_path)
    return see_other(url_for(".link_sent"))


@blueprint.get("/sign-in/sent/")
@public
def link_sent() -> ResponseReturnValue:
    """Say where to look."""
    return render_page("account/link-sent.html")


@blueprint.post("/sign-in/password/")
@public
def check_password() -> ResponseReturnValue:
    """Sign in with a password."""
    form = PasswordSignInForm()
    if not form.validate():
        return _page(_link_form(form), form, status=422)
    spend(PASSWORD_BUDGET)
    try:
        return enter_with_password(form.email.data, form.password.data, form.next.data)
    except (PasswordWrong, TooManyTries) as refusal:
        form.refuse(refusal, "password")
        return _page(_link_form(form), form, status=422)


@blueprint.get("/link/<token>/")
@by_link("sign-in")
def open_link(token: str) -> ResponseReturnValue:
    """Show the button that signs in. Programs that open links in mails change nothing."""
    with reading() as session:
        usable = is_usable_link(session, token_hash=hash_token(token), now=now())
    return render_page("account/link.html", status=200 if usable else 404, token=token, is_usable=usable)


@blueprint.post("/link/<token>/")
@by_link("sign-in")
def use_link(token: str) -> ResponseReturnValue:
    """Sign in with the link; it works once."""
    try:
        return enter_with_link(token)
    except SignInLinkNotUsable:
        return render_page("account/link.html", status=404, token=token, is_usable=False)


@blueprint.post("/sign-out/")
@any_session
def sign_out() -> ResponseReturnValue:
    """End this sign-in."""
    identity = current_identity()
    if identity is not None:
        write(end_session, person_id=identity.person_id, session_id=identity.session_id)
    response = make_response(see_other(url_for(".sign_in", done="signed-out")))
    clear_session_cookie(response)
    return response


def _page(link_form: SignInLinkForm, password_form: PasswordSignInForm, status: int = 200) -> ResponseReturnValue:
    return render_page("account/sign-in.html", status=status, link_form=link_form, password_form=password_form)


def _password_form(next_path: str | None) -> PasswordSignInForm:
    return PasswordSignInForm(formdata=None, data={"next": next_path or ""})


def _link_form(form: PasswordSignInForm) -> SignInLinkForm:
    return SignInLinkForm(formdata=None, data={"email": form.email.data, "next": form.next.data})

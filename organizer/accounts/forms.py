"""Forms of signing in and of one's own account."""

from flask_babel import lazy_gettext
from wtforms import HiddenField, PasswordField

from organizer.foundation.web.fields import EmailField, LanguageField, LineField, needed
from organizer.foundation.web.forms import AnonymousForm, PersonForm
from organizer.foundation.web.refusals import word_refusals

NAME_LIMIT = 80

word_refusals({
    "password_wrong": lazy_gettext("Address and password do not belong together. A link by mail always works."),
    "too_many_tries": lazy_gettext("This was tried too often. Wait %(minutes)s minutes, or let us send you a link."),
    "password_too_short": lazy_gettext("Take at least %(minimum)s characters. A few words that only you put together are good."),
    "password_too_long": lazy_gettext("Take at most %(maximum)s characters."),
    "password_too_common": lazy_gettext("Many people would guess this one. Take words that only you put together."),
})  # fmt: skip


class SignInLinkForm(AnonymousForm):
    """Ask for a link by mail."""

    email = EmailField(lazy_gettext("Your e-mail"), [needed()], render_kw={"autocomplete": "username"})
    next = HiddenField()


class PasswordSignInForm(AnonymousForm):
    """Sign in with a password. Its ids differ from the other form's: both stand on one page."""

    email = EmailField(
        lazy_gettext("Your e-mail"), [needed()], id="password-email", render_kw={"autocomplete": "username"}
    )
    password = PasswordField(lazy_gettext("Password"), [needed()], render_kw={"autocomplete": "current-password"})
    next = HiddenField(id="password-next")


class ProfileForm(PersonForm):
    """What colleagues see, and the language of mails."""

    name = LineField(lazy_gettext("Your name"), NAME_LIMIT, render_kw={"autocomplete": "name"})
    locale = LanguageField(lazy_gettext("Language of mails"))


class NewPasswordForm(PersonForm):
    """Set a password."""

    password = PasswordField(
        lazy_gettext("New password"), [needed()], id="new-password", render_kw={"autocomplete": "new-password"}
    )

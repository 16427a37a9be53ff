"""Heads of columns and names of roles, as they stand on paper."""

from collections.abc import Mapping

from flask_babel import gettext


def column_names() -> Mapping[str, str]:
    """Return the columns of a sign-in sheet with the words of their heads."""
    return {
        "first": gettext("First name"),
        "name": gettext("Full name"),
        "email": gettext("E-mail"),
        "phone": gettext("Phone"),
        "postcode": gettext("Postcode"),
        "town": gettext("Town"),
        "help": gettext("I can help"),
        "news": gettext("Keep me posted"),
    }


def role_names() -> Mapping[str, str]:
    """Return the roles on a badge."""
    return {
        "none": gettext("No role"),
        "host": gettext("Host"),
        "steward": gettext("Steward"),
        "first-aid": gettext("First aid"),
        "observer": gettext("Legal observer"),
        "press": gettext("Press contact"),
        "access": gettext("Access support"),
        "helper": gettext("Helper"),
    }

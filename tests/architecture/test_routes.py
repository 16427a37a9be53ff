"""Every address says who may call it, is written the same way, and is known to the registry of outputs."""

import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from organizer.foundation.web.access import Access, AccessKind, public
from organizer.foundation.web.language import OWN_SEGMENTS
from organizer.record.outputs import OUTPUTS

_PERSONAL = ("/manage/", "/admin/")
_SEGMENT = re.compile(r"\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+)*")
_PARAMETER = re.compile(r"<(?:[a-z_]+(?:\([^)]*\))?:)?[a-z_]+>")


def rules_of(app: Flask) -> list[Rule]:
    """Return the application's own rules."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def access_of(app: Flask, rule: Rule) -> Access | None:
    """Return what a rule's view declares."""
    declared = getattr(app.view_functions[rule.endpoint], "__access__", None)
    return declared if isinstance(declared, Access) else None


def undeclared(app: Flask) -> list[str]:
    """Name the addresses whose view does not say who may call it."""
    return [rule.rule for rule in rules_of(app) if access_of(app, rule) is None]


def open_to_all(app: Flask) -> list[str]:
    """Name the addresses of people's own pages that need neither a person nor the link that a person was sent."""
    return [
        rule.rule
        for rule in rules_of(app)
        if rule.rule.startswith(_PERSONAL) and (access := access_of(app, rule)) and not _is_guarded(rule, access)
    ]


def _is_guarded(rule: Rule, access: Access) -> bool:
    return access.needs_person or (access.kind is AccessKind.LINK and "token" in rule.arguments)


def unlike_the_others(app: Flask) -> list[str]:
    """Name the addresses with a segment that is not in kebab-case, or a file that pretends to be a folder."""
    return [rule.rule for rule in rules_of(app) if not _is_well_formed(rule.rule)]


def _is_well_formed(address: str) -> bool:
    words = _PARAMETER.sub("x", address)
    segments = words.strip("/").split("/") if words != "/" else []
    is_file = bool(segments) and "." in segments[-1] and not segments[-1].startswith(".")
    return all(_SEGMENT.fullmatch(segment) for segment in segments) and not (is_file and address.endswith("/"))


def both_ways(app: Flask) -> list[str]:
    """Name the addresses that exist with and without a slash at the end, as two things."""
    addresses = {_PARAMETER.sub("<>", rule.rule): rule.endpoint for rule in rules_of(app)}
    return [
        address
        for address, endpoint in addresses.items()
        if address != "/" and address.endswith("/") and addresses.get(address[:-1], endpoint) != endpoint
    ]


def taken_for_languages(app: Flask) -> list[str]:
    """Name the addresses whose first segment could be read as a language tag."""
    first = {rule.rule: rule.rule.split("/")[1] for rule in rules_of(app) if rule.rule != "/"}
    return [address for address, segment in first.items() if "<" not in segment and segment not in OWN_SEGMENTS]


CHECKS = (undeclared, open_to_all, unlike_the_others, both_ways, taken_for_languages)


@pytest.mark.engines("sqlite")
@pytest.mark.parametrize("check", CHECKS)
def test_the_addresses_of_the_application_keep_the_rule(check: object, app: Flask) -> None:
    assert callable(check)
    assert check(app) == []


def sample(*addresses: str, declared: bool = True) -> Flask:
    """Return an application with these addresses."""
    app = Flask("sample")
    for number, address in enumerate(addresses):

        def view(**_values: object) -> str:
            return ""

        app.add_url_rule(address, f"view{number}", public(view) if declared else view)
    return app


@pytest.mark.parametrize(
    ("check", "app", "faults"),
    [
        (undeclared, sample("/c/", declared=False), 1),
        (open_to_all, sample("/manage/events/", "/c/"), 1),
        (
            unlike_the_others,
            sample("/c/snake_case/", "/c/CamelCase", "/c/feed.xml/", "/c/<int:x>.ics", "/e/<code>/"),
            3,
        ),
        (both_ways, sample("/c/<a>/", "/c/<b>"), 1),
        (taken_for_languages, sample("/de/", "/c/<slug>/"), 1),
    ],
)
def test_an_address_that_breaks_the_rule_is_seen(check: object, app: Flask, faults: int) -> None:
    assert callable(check)
    assert len(check(app)) == faults


#: Blueprints whose readable pages show nothing of the record: people's own, operators', files of the program.
_NOTHING_OF_THE_RECORD = {"account", "assets", "dev_mail", "health", "places"}
#: Single pages of that kind.
_EMPTY = {
    "designs.picture",  # a picture that a campaign uploaded, by the hash of its content
    "events.hand_over_link",  # a button for the holder of a link; the event behind it is drawn after the POST
    "events.host_link",
    "events.listing_link",
    "events.listing_sent",
    "rsvps.own_mails",  # leads on to the page of an address, which is in the registry
    "site.erased",
    "site.privacy",
    "site.robots",
    "site.style",
}


@pytest.mark.engines("sqlite")
def test_every_readable_address_is_in_the_registry_of_outputs(app: Flask) -> None:
    named = {output.endpoint for output in OUTPUTS}
    readable = {
        rule.endpoint
        for rule in rules_of(app)
        if "GET" in (rule.methods or ())
        and (access := access_of(app, rule))
        and access.kind in (AccessKind.PUBLIC, AccessKind.LINK)
    }
    shows = {endpoint for endpoint in readable if endpoint.split(".")[0] not in _NOTHING_OF_THE_RECORD}
    assert shows - named - _EMPTY == set()


@pytest.mark.engines("sqlite")
def test_the_registry_of_outputs_names_addresses_that_exist(app: Flask) -> None:
    assert {output.endpoint for output in OUTPUTS} | _EMPTY <= set(app.view_functions)

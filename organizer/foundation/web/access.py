"""Who may call a view: one declaration on each, read by the guards and by the access tests.

A view without a declaration answers nobody. What a person may not see answers exactly as
what does not exist.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import wraps
from typing import ParamSpec

from flask import current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from organizer.foundation.access import ANONYMOUS, Actor, Grant, Permission, Role, Target, can, may_anywhere
from organizer.foundation.core.errors import NotFound

from .held import here, signed_out_page
from .session_cookie import mark_personal, read_session_token
from .state import Identity, reading, services

P = ParamSpec("P")
View = Callable[P, ResponseReturnValue]
LoadTarget = Callable[..., Target]


class AccessKind(StrEnum):
    """How a view decides."""

    PUBLIC = "public"  # anybody; nobody's authority
    LINK = "link"  # whoever holds the link in their mail
    SIGNED_IN = "signed-in"  # any person, for what is their own
    PERMISSION = "permission"  # a permission on the thing in the address
    SOMEWHERE = "somewhere"  # a permission in at least one scope; the query narrows


@dataclass(frozen=True, slots=True)
class Access:
    """The declaration on a view."""

    kind: AccessKind
    permission: Permission | None = None
    purpose: str | None = None

    @property
    def needs_person(self) -> bool:
        """True when the view acts with the authority of somebody signed in."""
        return self.kind in (AccessKind.SIGNED_IN, AccessKind.PERMISSION, AccessKind.SOMEWHERE)


def access_of(endpoint: str | None) -> Access | None:
    """Return the declaration of an endpoint's view, None when there is none."""
    view = current_app.view_functions.get(endpoint or "")
    found: Access | None = getattr(view, "__access__", None)
    return found


def public(view: View[P]) -> View[P]:
    """Anybody may call it. No cookie is read: ``current_actor()`` is anonymous here."""
    return _declare(view, Access(AccessKind.PUBLIC))


def by_link(purpose: str) -> Callable[[View[P]], View[P]]:
    """Whoever holds the link may call it; the view reads the token. Never stored, never indexed."""

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def call(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            mark_personal()
            return view(*args, **kwargs)

        return _declare(call, Access(AccessKind.LINK, purpose=purpose))

    return decorate


def by_key(purpose: str) -> Callable[[View[P]], View[P]]:
    """Whoever holds the secret address may call it: a calendar program, which keeps what it gets.

    The view reads the key and says how long its answer may be kept, and by whom.
    """
    return lambda view: _declare(view, Access(AccessKind.LINK, purpose=purpose))


def signed_in(view: View[P]) -> View[P]:
    """Any signed-in person may call it, for their own things; sessions of one event's link may not."""
    return _guarded(view, Access(AccessKind.SIGNED_IN), lambda actor, _: not actor.is_link_bound)


def any_session(view: View[P]) -> View[P]:
    """Anybody signed in may call it, also by one event's link: for signing out."""
    return _guarded(view, Access(AccessKind.SIGNED_IN), lambda _actor, _values: True)


def requires(permission: Permission, load: LoadTarget | None = None) -> Callable[[View[P]], View[P]]:
    """Who has ``permission`` on the thing may call it; all others get 404.

    ``load(session, **url_values) -> Target`` names the thing; it raises NotFound when there is none.
    Without ``load`` the thing is the site itself.
    """

    def is_allowed(actor: Actor, values: dict[str, object]) -> bool:
        if load is None:
            return can(actor, permission, Target())
        with reading() as session:
            target = load(session, **values)
        return can(actor, permission, target)

    return lambda view: _guarded(view, Access(AccessKind.PERMISSION, permission), is_allowed)


def requires_somewhere(permission: Permission) -> Callable[[View[P]], View[P]]:
    """Who has ``permission`` in some scope may call it: for lists whose query shows only those scopes."""
    access = Access(AccessKind.SOMEWHERE, permission)
    return lambda view: _guarded(view, access, lambda actor, _: may_anywhere(actor, permission))


def current_actor() -> Actor:
    """Return who acts in this request. The cookie is read at the first call, and never in a public view."""
    access = access_of(request.endpoint)
    if access is None or access.kind is AccessKind.PUBLIC:
        return ANONYMOUS
    if "actor" not in g:
        g.actor = _load_actor()
    actor: Actor = g.actor
    return actor


def current_identity() -> Identity | None:
    """Return the session that the request came with, if any."""
    if "identity" not in g:
        g.identity = services().identify() if read_session_token() else None
    identity: Identity | None = g.identity
    return identity


def _load_actor() -> Actor:
    identity = current_identity()
    if identity is None:
        return ANONYMOUS
    with reading() as session:
        grants = identity.grants | _grants(session, identity)
        scope = identity.event_scope
        opened = services().opened_by_link(session, scope) if scope is not None else frozenset()
    actor = Actor(identity.person_id, identity.name, grants)
    if scope is None:
        return actor
    own = frozenset(grant for grant in grants if grant.role is Role.HOST and grant.scope in opened)
    return replace(actor, grants=own, is_link_bound=True)


def _grants(session: Session, identity: Identity) -> frozenset[Grant]:
    return services().load_grants(session, identity.person_id)


def _declare(view: View[P], access: Access) -> View[P]:
    view.__access__ = access  # type: ignore[attr-defined]  # a mark for the guards, on the function itself
    return view


def _guarded(view: View[P], access: Access, is_allowed: Callable[[Actor, dict[str, object]], bool]) -> View[P]:
    @wraps(view)
    def call(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        actor = current_actor()
        if actor.is_anonymous:
            return _ask_to_sign_in()
        if not is_allowed(actor, dict(request.view_args or {})):
            raise NotFound
        return view(*args, **kwargs)

    return _declare(call, access)


def _ask_to_sign_in() -> ResponseReturnValue:
    """Send a reader to the sign-in page and back; keep what a writer typed."""
    if request.method not in ("GET", "HEAD"):
        return signed_out_page()
    return redirect(url_for("account.sign_in", next=here()), 303)

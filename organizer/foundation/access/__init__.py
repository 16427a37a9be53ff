"""Who may do what: a frozen actor, named permissions, one question."""

from .actor import ANONYMOUS, Actor, Grant, Role, Target
from .permissions import Permission
from .policy import PERMISSIONS_OF, Scopes, campaign_scopes, can, may_anywhere

__all__ = [
    "ANONYMOUS",
    "PERMISSIONS_OF",
    "Actor",
    "Grant",
    "Permission",
    "Role",
    "Scopes",
    "Target",
    "campaign_scopes",
    "can",
    "may_anywhere",
]

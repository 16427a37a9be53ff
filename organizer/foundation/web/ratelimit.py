"""Budgets against abuse, without keeping anybody's address.

A client is an HMAC of its network (/24, or /48 for IPv6) under a key that lives in memory for a
day; neither the store nor a log can lead back to it. Behind Tor or a shared network all look the
same, so limits for one client are generous and a limit over all stands beside them.
"""

import hmac
import ipaddress
import math
import secrets
import time
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256

from flask import Flask, current_app, request
from flask_limiter import Limiter
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import Storage
from limits.strategies import MovingWindowRateLimiter, RateLimiter

from organizer.config import Settings
from organizer.foundation.core.clock import now
from organizer.foundation.core.errors import TryAgainLater

from .windows import WindowStorage

_KEY = "organizer.budgets"
#: Budgets are constants of the code: each of their sentences is read once.
_read = cache(parse)


class BudgetSpent(TryAgainLater):
    """Too many tries from here, at this, or in all; params: retry_after (seconds)."""

    code = "budget_spent"


@dataclass(frozen=True, slots=True)
class Budget:
    """How often something may be done, in words such as ``20 per hour``; ``per_pair``: by one client to one subject."""

    name: str
    per_client: str | None = None
    per_subject: str | None = None
    per_pair: str | None = None
    overall: str | None = None


class Budgets:
    """The counters of one process, or of all processes when Redis keeps them."""

    def __init__(self, app: Flask, *, redis_url: str | None, is_enabled: bool = True) -> None:
        """Count in memory, or in Redis when an address is given."""
        self._limiter = Limiter(
            self.client,
            storage_uri=redis_url or f"{WindowStorage.STORAGE_SCHEME[0]}://",
            storage_options={"wrap_exceptions": True} if redis_url else {},
            strategy="moving-window",
            enabled=is_enabled,
        )
        # Known already, it adds no hooks: they look for decorators at each request, and we count where it is said.
        app.extensions.setdefault("limiter", set()).add(self._limiter)
        self._limiter.init_app(app)
        # When Redis is away, each process counts for itself; nobody is turned away for that.
        self._spare = MovingWindowRateLimiter(WindowStorage())
        self.is_enabled = is_enabled
        self._day = date.min
        self._key = b""

    def spend(self, budget: Budget, subject: str = "") -> None:
        """Count one use. Raises BudgetSpent when a limit is reached; the use then counts all the same."""
        if not self.is_enabled:
            return
        client, thing = self.client(), self._blind(subject) if subject else None
        for limit, identity in (
            (budget.per_client, client),
            (budget.per_subject, thing),
            (budget.per_pair, f"{client}/{thing}" if thing else None),
            (budget.overall, "all"),
        ):
            if limit is not None and identity is not None:
                self._hit(_read(limit), budget.name, identity)

    @property
    def storage(self) -> Storage:
        """Where uses are counted; the gate of public forms counts there too."""
        return self._limiter.storage

    def client(self) -> str:
        """Return the opaque name of the network that this request came from."""
        return self._blind(network_of(request.remote_addr))

    def _hit(self, limit: RateLimitItem, name: str, identity: str) -> None:
        try:
            self._count(self._limiter.limiter, limit, name, identity)
        except StorageError:
            self._count(self._spare, limit, name, identity)

    def _count(self, limiter: RateLimiter, limit: RateLimitItem, name: str, identity: str) -> None:
        if not limiter.hit(limit, name, identity):
            wait = limiter.get_window_stats(limit, name, identity).reset_time - time.time()
            raise BudgetSpent(retry_after=min(max(1, math.ceil(wait)), limit.get_expiry(), 3600))

    def _blind(self, value: str) -> str:
        today = now().date()
        if today != self._day:
            self._day, self._key = today, secrets.token_bytes(32)
        return hmac.new(self._key, value.encode("utf-8", "surrogatepass"), sha256).hexdigest()[:32]


def network_of(address: str | None) -> str:
    """Return the network of an IP address: /24, or /48 for IPv6; mapped IPv4 counts as IPv4."""
    try:
        ip = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    return str(ipaddress.ip_network((ip, 24 if ip.version == 4 else 48), strict=False))


def set_up_budgets(app: Flask, settings: Settings) -> None:
    """Give ``app`` its counters. ``BUDGETS_ENABLED = False`` in its config turns them off for load tests."""
    enabled = bool(app.config.get("BUDGETS_ENABLED", True))
    app.extensions[_KEY] = Budgets(app, redis_url=settings.redis_url, is_enabled=enabled)


def spend(budget: Budget, subject: str = "") -> None:
    """Count one use of ``budget`` by this client, for ``subject`` (an address, a code). Raises BudgetSpent."""
    budgets().spend(budget, subject)


def budgets() -> Budgets:
    """Return the counters of the running application."""
    found: Budgets = current_app.extensions[_KEY]
    return found

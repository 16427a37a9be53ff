"""The same stage as for events: decisions are about them."""

from tests.integration.events.conftest import stage

__all__ = ["stage"]

"""Why a mail did not leave: a short cause without any address."""


class DeliveryFailure(Exception):
    """``cause`` is a code such as ``smtp-451`` or ``timeout``; a server's words are never kept, they hold addresses."""

    def __init__(self, cause: str) -> None:
        """Keep the cause."""
        super().__init__(cause)
        self.cause = cause


class TemporaryFailure(DeliveryFailure):
    """The mail may leave later."""


class ServerAway(TemporaryFailure):
    """No mail can leave now: no connection, no TLS, no sign-in, or the sender is not taken. No mail is at fault."""


class PermanentFailure(DeliveryFailure):
    """The mail will never be taken. ``is_nobody``: because nobody has that address, so no other mail will be either."""

    def __init__(self, cause: str, *, is_nobody: bool = False) -> None:
        """Keep the cause."""
        super().__init__(cause)
        self.is_nobody = is_nobody

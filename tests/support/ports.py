"""Ports of this machine that nobody uses."""

import socket


def free_port() -> int:
    """Return a free port of the loopback address; it stays free unless another process is quick."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

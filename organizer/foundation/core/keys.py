"""Keys that never lie in the database: read from ``instance/secrets/`` or the environment."""

import os
import secrets as random_source
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_NAMES = ("session", "links", "index", "vault", "messages")
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Secrets:
    """32 bytes each, one for each purpose, so that a leak of one opens nothing else."""

    session: bytes = field(repr=False)  # form tokens
    links: bytes = field(repr=False)  # signed links in mails
    index: bytes = field(repr=False)  # blind index of addresses
    vault: bytes = field(repr=False)  # wraps the keys of sealed columns
    messages: bytes = field(repr=False)  # Message-ID of mails


def read_or_create_secrets(instance: Path, *, create: bool, environ: Mapping[str, str] | None = None) -> Secrets:
    """Return the keys; with ``create`` make missing ones (folder 0700, files 0600).

    ``ORGANIZER_KEY_SESSION`` and so on (64 hex digits) win over files.
    Raises ValueError with a sentence when a key is missing, malformed or readable by others.
    """
    env = environ or {}
    folder = instance / "secrets"
    return Secrets(**{name: _one(name, folder, env, create=create) for name in _NAMES})


def new_secrets() -> Secrets:
    """Return keys that were never used and are kept nowhere."""
    return Secrets(**{name: random_source.token_bytes(_BYTES) for name in _NAMES})


def _one(name: str, folder: Path, env: Mapping[str, str], *, create: bool) -> bytes:
    variable = f"ORGANIZER_KEY_{name.upper()}"
    if given := env.get(variable):
        return _decode(given, variable)
    path = folder / f"{name}.key"
    if not path.exists():
        if not create:
            raise ValueError(f"The key {path} is missing. Make it once with: organizer keys create")
        _write(path)
    if path.stat().st_mode & 0o077:
        raise ValueError(f"Others can read the key {path}. Take that away with: chmod 600 {path}")
    return _decode(path.read_text(encoding="ascii", errors="replace").strip(), str(path))


def _write(path: Path) -> None:
    """Write a new key so that two processes starting at once agree on one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}.{random_source.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(random_source.token_hex(_BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _decode(text: str, where: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != _BYTES:
        raise ValueError(f"The key {where} must be {2 * _BYTES} hexadecimal digits.")
    return key

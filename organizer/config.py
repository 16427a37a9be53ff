"""Settings: one frozen object from the environment and ``instance/``; refuses to start when wrong."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from organizer.foundation.core.keys import Secrets, read_or_create_secrets

_ENVIRONMENTS = ("development", "production")


class SettingsError(Exception):
    """The settings are wrong; the message is one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How mail leaves: by SMTP, or as files in ``instance/mail`` when no host is set."""

    host: str | None = None
    port: int = 587
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    security: str = "starttls"  # starttls tls none
    sender: str = "noreply@localhost"
    sender_name: str = "Organizer"
    timeout: int = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that an operator can set; ``docs/operating.md`` explains each."""

    environment: str
    instance: Path
    secrets: Secrets = field(repr=False)
    database_url: str
    base_url: str
    trusted_hosts: tuple[str, ...]
    mail: MailSettings
    redis_url: str | None = None
    debug: bool = False
    port: int = 8000
    threads: int = 8
    proxy_hops: int = 0
    geocoder: str | None = None
    geocoder_url: str | None = None
    operator_email: str | None = None
    print_workers: int = 1
    compress_calendars: bool = True
    is_testing: bool = False

    @property
    def is_production(self) -> bool:
        """True on a public server."""
        return self.environment == "production"

    @property
    def is_secure(self) -> bool:
        """True when readers come by https: cookies are Secure, HSTS is sent."""
        return self.base_url.startswith("https://")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read ``ORGANIZER_*`` variables and ``instance/``. Raises SettingsError."""
        env = os.environ if environ is None else environ
        environment = env.get("ORGANIZER_ENV", "development")
        if environment not in _ENVIRONMENTS:
            raise SettingsError(f"ORGANIZER_ENV is {environment!r}; it can be development or production.")
        instance = Path(env.get("ORGANIZER_INSTANCE", "instance")).absolute()
        port = _number(env, "PORT", _number(env, "ORGANIZER_PORT", 8000))
        hosts = tuple(env.get("ORGANIZER_TRUSTED_HOSTS", "").replace(",", " ").lower().split())
        settings = cls(
            environment=environment,
            instance=instance,
            secrets=_secrets(env, instance, create=environment == "development"),
            database_url=env.get("ORGANIZER_DATABASE_URL") or f"sqlite:///{instance / 'organizer.sqlite'}",
            base_url=(env.get("ORGANIZER_BASE_URL") or _usual_base(hosts, port)).rstrip("/"),
            trusted_hosts=hosts,
            mail=_mail(env),
            redis_url=env.get("ORGANIZER_REDIS_URL") or None,
            debug=env.get("ORGANIZER_DEBUG", "") in ("1", "true", "yes"),
            port=port,
            threads=_number(env, "ORGANIZER_THREADS", 8),
            proxy_hops=_number(env, "ORGANIZER_PROXY_HOPS", 0),
            geocoder=env.get("ORGANIZER_GEOCODER") or None,
            geocoder_url=env.get("ORGANIZER_GEOCODER_URL") or None,
            operator_email=env.get("ORGANIZER_OPERATOR_EMAIL") or None,
            print_workers=_number(env, "ORGANIZER_PRINT_WORKERS", 1),
            compress_calendars=env.get("ORGANIZER_COMPRESS_CALENDARS", "") not in ("0", "false", "no"),
        )
        settings._refuse_what_is_wrong(has_base_url=bool(env.get("ORGANIZER_BASE_URL")))
        return settings

    @classmethod
    def for_testing(cls, instance: Path, **changes: object) -> "Settings":
        """Return settings for a test: SQLite in ``instance``, mail to files, host ``localhost``."""
        instance.mkdir(parents=True, exist_ok=True)
        base = cls(
            environment="development",
            instance=instance,
            secrets=read_or_create_secrets(instance, create=True),
            database_url=f"sqlite:///{instance / 'organizer.sqlite'}",
            base_url="http://localhost",
            trusted_hosts=(),
            mail=MailSettings(),
            is_testing=True,
        )
        return replace(base, **changes)  # type: ignore[arg-type]  # names are checked by replace itself

    def _refuse_what_is_wrong(self, *, has_base_url: bool) -> None:
        parts = urlsplit(self.base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
            raise SettingsError("ORGANIZER_BASE_URL must look like https://organize.example.org, without a path.")
        if self.geocoder not in (None, "nominatim", "photon", "pelias"):
            raise SettingsError("ORGANIZER_GEOCODER can be nominatim, photon or pelias, or be left out.")
        if self.geocoder and not self.geocoder_url:
            raise SettingsError("ORGANIZER_GEOCODER needs ORGANIZER_GEOCODER_URL, the address of your own server.")
        if self.mail.security not in ("starttls", "tls", "none"):
            raise SettingsError("ORGANIZER_SMTP_SECURITY can be starttls, tls or none.")
        if not self.is_production:
            return
        if self.debug:
            raise SettingsError("ORGANIZER_DEBUG is on; a public server must not show its insides. Take it away.")
        if not has_base_url and not self.trusted_hosts:
            raise SettingsError(
                "Set ORGANIZER_BASE_URL (or ORGANIZER_TRUSTED_HOSTS), or links in mails could be forged."
            )
        if not self.mail.host:
            raise SettingsError("Set ORGANIZER_SMTP_HOST; without mail nobody can confirm anything.")


def _usual_base(hosts: tuple[str, ...], port: int) -> str:
    """Return the address for links when none is set: https at the first trusted host, or this machine's own."""
    named = [host for host in hosts if not host.startswith(".")]
    return f"https://{named[0]}" if named else f"http://localhost:{port}"


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name)
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or int(value) > 65535:
        raise SettingsError(f"{name} is {value!r}; it must be a whole number.")
    return int(value)


def _mail(env: Mapping[str, str]) -> MailSettings:
    hosts = tuple(env.get("ORGANIZER_TRUSTED_HOSTS", "").replace(",", " ").lower().split())
    host = urlsplit(env.get("ORGANIZER_BASE_URL") or _usual_base(hosts, 0)).hostname or "localhost"
    return MailSettings(
        host=env.get("ORGANIZER_SMTP_HOST") or None,
        port=_number(env, "ORGANIZER_SMTP_PORT", 587),
        user=env.get("ORGANIZER_SMTP_USER") or None,
        password=env.get("ORGANIZER_SMTP_PASSWORD") or None,
        security=env.get("ORGANIZER_SMTP_SECURITY", "starttls"),
        sender=env.get("ORGANIZER_MAIL_FROM") or f"noreply@{host}",
        sender_name=env.get("ORGANIZER_MAIL_NAME", "Organizer"),
    )


def _secrets(env: Mapping[str, str], instance: Path, *, create: bool) -> Secrets:
    try:
        return read_or_create_secrets(instance, create=create, environ=env)
    except (OSError, ValueError) as error:
        raise SettingsError(str(error)) from error

"""Settings: one frozen object from the environment and ``instance/``; refuses to start when wrong."""

import ipaddress
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import overload
from urllib.parse import urlsplit

from organizer.foundation.core.keys import Secrets, new_secrets, read_or_create_secrets

_ENVIRONMENTS = ("development", "production")
_GEOCODERS = ("nominatim", "photon", "pelias")
_SECURITY = ("starttls", "tls", "none")
#: ORGANIZER_SMTP_2_HOST and so on: servers that take over.
_MORE_SERVERS = range(2, 6)
_SHORTEST_KEY = 24


class SettingsError(Exception):
    """The settings are wrong; ``problems`` are sentences that say what to do, the message has one a line."""

    def __init__(self, *problems: str) -> None:
        """Take every problem at once: an operator mends them in one go."""
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How mail leaves: by SMTP, or as files in ``instance/mail`` when no host is set.

    ``others``: servers that take over while the one before takes no mail. ``rate``: mails a minute, 0 for any number.
    ``bounces``: where mails come back to; a ``*`` in it becomes the mail's own key.
    """

    host: str | None = None
    port: int = 587
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    security: str = "starttls"  # starttls tls none
    sender: str = "noreply@localhost"
    sender_name: str = "Organizer"
    timeout: int = 20
    rate: int = 0
    others: tuple["MailSettings", ...] = ()
    bounces: str | None = None
    dkim_selector: str | None = None
    dkim_key: Path | None = None


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
    proxy_hops: int | None = None  # None: nobody said, so none is believed
    geocoder: str | None = None
    geocoder_url: str | None = None
    operator_email: str | None = None
    print_workers: int = 1
    compress_calendars: bool = True
    metrics_key: str | None = field(default=None, repr=False)
    bounce_key: str | None = field(default=None, repr=False)
    quiet_rate: int = 30  # 0: nothing is ever asked
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
        """Read ``ORGANIZER_*`` variables and ``instance/``. Raises SettingsError with all that is wrong."""
        settings, problems = cls.draft(environ)
        if problems:
            raise SettingsError(*problems)
        return settings

    @classmethod
    def draft(cls, environ: Mapping[str, str] | None = None) -> tuple["Settings", tuple[str, ...]]:
        """Return what the settings seem to be, and all that is wrong with them: to look at, not to serve from."""
        source = _Source(os.environ if environ is None else environ)
        environment = source.one_of("ORGANIZER_ENV", _ENVIRONMENTS) or "development"
        instance = Path(source.text("ORGANIZER_INSTANCE") or "instance").absolute()
        port = source.number("PORT", source.number("ORGANIZER_PORT", 8000))
        named = source.words("ORGANIZER_TRUSTED_HOSTS")
        base_url = (source.text("ORGANIZER_BASE_URL") or _usual_base(named, port)).rstrip("/")
        host = _host_of(base_url)
        settings = cls(
            environment=environment,
            instance=instance,
            secrets=source.secrets(instance, create=source.text("ORGANIZER_ENV") in (None, "development")),
            database_url=source.text("ORGANIZER_DATABASE_URL") or f"sqlite:///{instance / 'organizer.sqlite'}",
            base_url=base_url,
            trusted_hosts=_trusted(named, host, is_public=environment == "production"),
            mail=source.mail(host or "localhost"),
            redis_url=source.text("ORGANIZER_REDIS_URL"),
            debug=source.text("ORGANIZER_DEBUG") in ("1", "true", "yes"),
            port=port,
            threads=source.number("ORGANIZER_THREADS", 8),
            proxy_hops=source.number("ORGANIZER_PROXY_HOPS", None),
            geocoder=source.one_of("ORGANIZER_GEOCODER", _GEOCODERS),
            geocoder_url=source.text("ORGANIZER_GEOCODER_URL"),
            operator_email=source.text("ORGANIZER_OPERATOR_EMAIL"),
            print_workers=source.number("ORGANIZER_PRINT_WORKERS", 1),
            compress_calendars=source.text("ORGANIZER_COMPRESS_CALENDARS") not in ("0", "false", "no"),
            metrics_key=source.key("ORGANIZER_METRICS_KEY"),
            bounce_key=source.key("ORGANIZER_BOUNCE_KEY"),
            quiet_rate=source.number("ORGANIZER_QUIET_RATE", 30),
        )
        has_address = bool(named or source.text("ORGANIZER_BASE_URL"))
        return settings, (*source.problems, *settings._problems(has_address=has_address))

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
            quiet_rate=0,  # tests send forms faster than people; those of the gate say so
            is_testing=True,
        )
        return replace(base, **changes)  # type: ignore[arg-type]  # names are checked by replace itself

    def _problems(self, *, has_address: bool) -> Iterator[str]:
        """Yield what single variables can't tell: what doesn't fit together, or must not be public."""
        if self.geocoder and not self.geocoder_url:
            yield "ORGANIZER_GEOCODER needs ORGANIZER_GEOCODER_URL, the address of your own server."
        host = _host_of(self.base_url)
        if host is None:
            yield "ORGANIZER_BASE_URL must look like https://organize.example.org, without a path."
        if not self.is_production:
            return
        if self.debug:
            yield "ORGANIZER_DEBUG is on; a public server must not show its insides. Take it away."
        if not has_address:
            yield "Set ORGANIZER_BASE_URL (or ORGANIZER_TRUSTED_HOSTS), or links in mails could be forged."
        if host and _is_ipv6(host):
            # The check of the Host header knows no brackets: every reader would be refused.
            yield "ORGANIZER_BASE_URL is an IPv6 address; give the server a name and use that."
        if not self.mail.host:
            yield "Set ORGANIZER_SMTP_HOST; without mail nobody can confirm anything."


class _Source:
    """The variables, and what is wrong with each; a wrong one counts as left out."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self.problems: list[str] = []

    def text(self, name: str) -> str | None:
        return self._env.get(name, "").strip() or None

    def words(self, name: str) -> tuple[str, ...]:
        return tuple((self.text(name) or "").replace(",", " ").lower().split())

    def one_of(self, name: str, choices: tuple[str, ...]) -> str | None:
        value = self.text(name)
        if value is None or value in choices:
            return value
        self.problems.append(f"{name} is {value!r}; it can be {', '.join(choices[:-1])} or {choices[-1]}.")
        return None

    @overload
    def number(self, name: str, default: int) -> int: ...
    @overload
    def number(self, name: str, default: None) -> int | None: ...
    def number(self, name: str, default: int | None) -> int | None:
        value = self.text(name)
        if value is None:
            return default
        if value.isascii() and value.isdigit() and int(value) <= 65535:
            return int(value)
        self.problems.append(f"{name} is {value!r}; it must be a whole number.")
        return default

    def key(self, name: str) -> str | None:
        """Return a secret that machines show: long enough that nobody guesses it."""
        value = self.text(name)
        if value is None or len(value) >= _SHORTEST_KEY:
            return value
        self.problems.append(f"{name} is too short; it needs {_SHORTEST_KEY} characters that nobody can guess.")
        return None

    def mail(self, host: str) -> MailSettings:
        first = self._server("SMTP_", host)
        others = (self._server(f"SMTP_{number}_", host) for number in _MORE_SERVERS)
        selector, key = self.text("ORGANIZER_DKIM_SELECTOR"), self.text("ORGANIZER_DKIM_KEY")
        if (selector is None) != (key is None):
            self.problems.append("ORGANIZER_DKIM_SELECTOR and ORGANIZER_DKIM_KEY, a file, go together.")
        if key is not None and not os.access(key, os.R_OK):
            self.problems.append(f"ORGANIZER_DKIM_KEY is {key!r}; there is no such file, or it can't be read.")
        return replace(
            first,
            others=tuple(one for one in others if one.host is not None),
            bounces=self._bounces(),
            dkim_selector=selector,
            dkim_key=Path(key) if key is not None else None,
        )

    def _bounces(self) -> str | None:
        value = self.text("ORGANIZER_MAIL_BOUNCES")
        if value is None or (value.isascii() and value.count("@") == 1 and value.partition("@")[0].count("*") <= 1):
            return value
        self.problems.append(
            f"ORGANIZER_MAIL_BOUNCES is {value!r}; it must be an address, such as bounces+*@example.org."
        )
        return None

    def _server(self, which: str, host: str) -> MailSettings:
        """Return a mail server: ``SMTP_``, or ``SMTP_2_`` for one that takes over."""

        def name(of_the_first: str) -> str:
            return of_the_first.replace("SMTP_", which)

        return MailSettings(
            host=self.text(name("ORGANIZER_SMTP_HOST")),
            port=self.number(name("ORGANIZER_SMTP_PORT"), 587),
            user=self.text(name("ORGANIZER_SMTP_USER")),
            password=self._env.get(name("ORGANIZER_SMTP_PASSWORD")) or None,
            security=self.one_of(name("ORGANIZER_SMTP_SECURITY"), _SECURITY) or "starttls",
            sender=self.text("ORGANIZER_MAIL_FROM") or f"noreply@{host}",
            sender_name=self.text("ORGANIZER_MAIL_NAME") or "Organizer",
            rate=self.number(name("ORGANIZER_SMTP_RATE"), 0),
        )

    def secrets(self, instance: Path, *, create: bool) -> Secrets:
        try:
            return read_or_create_secrets(instance, create=create, environ=self._env)
        except OSError as error:
            self.problems.append(f"The keys in {instance / 'secrets'} can't be read or made: {error}")
        except ValueError as error:
            self.problems.append(str(error))
        # Known to nobody and kept nowhere: whoever looks at these settings opens nothing with them.
        return new_secrets()


def _usual_base(hosts: tuple[str, ...], port: int) -> str:
    """Return the address for links when none is set: https at the first trusted host, or this machine's own."""
    named = [host for host in hosts if not host.startswith(".")]
    return f"https://{named[0]}" if named else f"http://localhost:{port}"


def _host_of(base_url: str) -> str | None:
    """Return the host of an address that links can begin with; None when it is none."""
    try:
        parts = urlsplit(base_url)
        _ = parts.port  # raises when it is no number
    except ValueError:
        return None
    has_rest = parts.path or parts.query or parts.fragment or parts.username is not None
    return None if parts.scheme not in ("http", "https") or has_rest else parts.hostname


def _trusted(named: tuple[str, ...], host: str | None, *, is_public: bool) -> tuple[str, ...]:
    """Return the hosts that are answered; () is any, for a phone that looks at a developer's machine."""
    if not is_public and not named:
        return ()
    return named if host is None or host in named else (*named, host)


def _is_ipv6(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).version == 6
    except ValueError:
        return False

"""Settings refuse to start when they are wrong, with one sentence."""

from pathlib import Path

import pytest

from organizer.config import Settings, SettingsError
from organizer.foundation.core.keys import read_or_create_secrets

PUBLIC = {
    "ORGANIZER_ENV": "production",
    "ORGANIZER_BASE_URL": "https://organize.example.org",
    "ORGANIZER_SMTP_HOST": "mail.example.org",
}


def _read(folder: Path, **changes: str | None) -> Settings:
    values = {**PUBLIC, "ORGANIZER_INSTANCE": str(folder), **changes}
    return Settings.from_environment({name: value for name, value in values.items() if value is not None})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    read_or_create_secrets(tmp_path, create=True)
    return tmp_path


def test_a_public_server_starts_with_address_mail_and_keys(folder: Path) -> None:
    settings = _read(folder)
    assert settings.is_production
    assert settings.is_secure
    assert settings.mail.sender == "noreply@organize.example.org"


def test_development_needs_nothing_and_makes_its_keys(tmp_path: Path) -> None:
    settings = Settings.from_environment({"ORGANIZER_INSTANCE": str(tmp_path)})
    assert settings.base_url == "http://localhost:8000"
    keys = list((tmp_path / "secrets").glob("*.key"))
    assert len(keys) == 5
    assert all(key.stat().st_mode & 0o777 == 0o600 for key in keys)
    assert settings.secrets == Settings.from_environment({"ORGANIZER_INSTANCE": str(tmp_path)}).secrets


def test_a_public_server_does_not_make_keys_by_itself(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="organizer keys create"):
        _read(tmp_path)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"ORGANIZER_DEBUG": "1"}, "ORGANIZER_DEBUG"),
        ({"ORGANIZER_BASE_URL": None}, "ORGANIZER_BASE_URL"),
        ({"ORGANIZER_BASE_URL": "organize.example.org"}, "ORGANIZER_BASE_URL"),
        ({"ORGANIZER_BASE_URL": "https://organize.example.org/path"}, "ORGANIZER_BASE_URL"),
        ({"ORGANIZER_SMTP_HOST": None}, "ORGANIZER_SMTP_HOST"),
        ({"ORGANIZER_SMTP_SECURITY": "maybe"}, "ORGANIZER_SMTP_SECURITY"),
        ({"ORGANIZER_SMTP_PORT": "many"}, "ORGANIZER_SMTP_PORT"),
        ({"PORT": "99999"}, "PORT"),
        ({"ORGANIZER_ENV": "staging"}, "ORGANIZER_ENV"),
        ({"ORGANIZER_GEOCODER": "google"}, "ORGANIZER_GEOCODER"),
        ({"ORGANIZER_GEOCODER": "photon"}, "ORGANIZER_GEOCODER_URL"),
        ({"ORGANIZER_KEY_LINKS": "abc"}, "ORGANIZER_KEY_LINKS"),
        ({"ORGANIZER_BASE_URL": "https://[2001:db8::1]"}, "IPv6"),
        ({"ORGANIZER_BASE_URL": "https://[2001:db8"}, "ORGANIZER_BASE_URL"),
        ({"ORGANIZER_BASE_URL": "https://organize.example.org:port"}, "ORGANIZER_BASE_URL"),
        ({"ORGANIZER_BASE_URL": "https://me@organize.example.org"}, "ORGANIZER_BASE_URL"),
        ({"ORGANIZER_BASE_URL": "https://organize.example.org#top"}, "ORGANIZER_BASE_URL"),
        ({"ORGANIZER_PROXY_HOPS": "two"}, "ORGANIZER_PROXY_HOPS"),
    ],
)
def test_a_wrong_setting_is_named(folder: Path, changes: dict[str, str | None], word: str) -> None:
    with pytest.raises(SettingsError, match=word):
        _read(folder, **changes)


def test_all_that_is_wrong_is_said_at_once(folder: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        _read(folder, ORGANIZER_DEBUG="1", ORGANIZER_SMTP_HOST=None, ORGANIZER_THREADS="-1")
    assert [problem.split()[0] for problem in caught.value.problems] == ["ORGANIZER_THREADS", "ORGANIZER_DEBUG", "Set"]
    assert str(caught.value).count("\n") == 2


def test_an_unknown_environment_makes_no_keys(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        _read(tmp_path, ORGANIZER_ENV="staging")
    assert not (tmp_path / "secrets").exists()


@pytest.mark.parametrize(
    ("named", "trusted"),
    [
        (None, ("organize.example.org",)),
        ("abc.onion", ("abc.onion", "organize.example.org")),
        ("Organize.example.org, abc.onion", ("organize.example.org", "abc.onion")),
    ],
)
def test_a_public_server_answers_by_its_own_name(folder: Path, named: str | None, trusted: tuple[str, ...]) -> None:
    assert _read(folder, ORGANIZER_TRUSTED_HOSTS=named).trusted_hosts == trusted


def test_a_development_machine_answers_by_any_name_until_one_is_named(tmp_path: Path) -> None:
    assert _read(tmp_path, ORGANIZER_ENV=None).trusted_hosts == ()
    named = _read(tmp_path, ORGANIZER_ENV=None, ORGANIZER_TRUSTED_HOSTS="demo.local")
    assert named.trusted_hosts == ("demo.local", "organize.example.org")


def test_a_key_that_others_can_read_stops_the_start(folder: Path) -> None:
    (folder / "secrets" / "vault.key").chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        _read(folder)


def test_secrets_are_in_no_text_of_the_settings(folder: Path) -> None:
    settings = _read(folder, ORGANIZER_SMTP_PASSWORD="hunter22")
    assert settings.secrets.vault.hex() not in repr(settings)
    assert "hunter22" not in repr(settings)

"""Static files: every address carries a hash of the content, so every answer may be kept for ever.

Code (``js/``, ``vendor/``) shares one version, since modules import each other by relative
addresses; everything else has its own. An address of an older release gets the present file,
briefly: pages that a cache still holds go on working after an upgrade.
"""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

import zstandard
from flask import Blueprint, Response, request

from organizer.foundation.core.colour import NotAColour, clean_colour
from organizer.foundation.core.errors import NotFound
from organizer.foundation.core.theme import theme_css

from .access import public
from .chrome import site_chrome
from .stylesheet import join_sheets

FOLDER = Path(__file__).resolve().parents[2] / "static"
#: Types that we serve; a file of any other stops the start.
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
}
_SHARED_VERSION = ("js", "vendor")
_IMMUTABLE = "public, max-age=31536000, immutable"
_BRIEF = "public, max-age=60"
_HASH = re.compile(r"[0-9a-f]{12}")

blueprint = Blueprint("assets", __name__)


class UnknownAsset(LookupError):
    """No such static file: a mistake in a template or module."""


@dataclass(frozen=True)
class Asset:
    """One file as it is sent: bytes, type, and the hash in its address."""

    body: bytes
    mimetype: str
    version: str

    @cached_property
    def gzipped(self) -> bytes:
        """The body for clients that take gzip; made at the first request."""
        return gzip.compress(self.body, 9, mtime=0)

    @cached_property
    def zstandard(self) -> bytes:
        """The body for clients that take zstd."""
        return zstandard.ZstdCompressor(level=15).compress(self.body)


class Assets:
    """All static files, read once."""

    def __init__(self, folder: Path) -> None:
        """Read ``folder``. Raises UnknownAsset for a type that is not served."""
        files = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
        names = [name for name in files if not name.startswith("css/") and not name.endswith("/LICENSE")]
        bodies = {name: files[name].read_bytes() for name in names}
        shared = _hash(b"".join(name.encode() + bodies[name] for name in names if _is_shared(name)))
        self._files = {
            name: Asset(body, _type(name), shared if _is_shared(name) else _hash(body)) for name, body in bodies.items()
        }
        self.stylesheet = _sheet(join_sheets(folder / "css"))

    def url(self, name: str) -> str:
        """Return the address of a file such as ``js/organizer.js``. Raises UnknownAsset."""
        return f"/static/v-{self.find(name).version}/{name}"

    def find(self, name: str) -> Asset:
        """Return a file by name. Raises UnknownAsset."""
        if name not in self._files:
            raise UnknownAsset(name)
        return self._files[name]

    def published(self) -> Iterator[tuple[str, bytes]]:
        """Yield address and bytes of every file: what a mirror copies."""
        yield css_url(), self.stylesheet.body
        for name, asset in self._files.items():
            yield self.url(name), asset.body


@lru_cache(maxsize=1)
def assets() -> Assets:
    """Return the files of this release."""
    return Assets(FOLDER)


def static_url(name: str) -> str:
    """Return the address of a static file; it never carries a language. Raises UnknownAsset."""
    return assets().url(name)


def css_url() -> str:
    """Return the address of the one style sheet."""
    return f"/static/organizer-{assets().stylesheet.version}.css"


def theme_path(primary: str, accent: str) -> str:
    """Return the address of the theme of two colours ``#rrggbb``. Raises NotAColour, ThemeNotReadable."""
    first, second = clean_colour(primary), clean_colour(accent)
    return f"/static/theme-{first[1:]}-{second[1:]}-{_theme(first, second).version}.css"


@lru_cache(maxsize=256)
def _theme(primary: str, accent: str) -> Asset:
    return _sheet(theme_css(primary, accent))


@blueprint.record_once
def _read_at_start(_state: object) -> None:
    assets()


blueprint.add_app_template_global(static_url)
blueprint.add_app_template_global(css_url)
blueprint.add_app_template_global(site_chrome)


@blueprint.get("/static/organizer-<string(length=12):version>.css")
@public
def stylesheet(version: str) -> Response:
    """Send the joined style sheet."""
    return _send(assets().stylesheet, version)


@blueprint.get("/static/theme-<string(length=6):primary>-<string(length=6):accent>-<string(length=12):version>.css")
@public
def theme(primary: str, accent: str, version: str) -> Response:
    """Send the theme of two colours."""
    try:
        found = _theme(clean_colour(primary), clean_colour(accent))
    except NotAColour as refusal:
        raise NotFound from refusal
    return _send(found, version)


@blueprint.get("/static/v-<string(length=12):version>/<path:name>")
@public
def static_file(version: str, name: str) -> Response:
    """Send a static file."""
    try:
        return _send(assets().find(name), version)
    except UnknownAsset as mistake:
        raise NotFound from mistake


def _send(asset: Asset, version: str) -> Response:
    if not _HASH.fullmatch(version):
        raise NotFound
    encoding = request.accept_encodings.best_match(("zstd", "gzip", "identity"), default="identity")
    body = asset.zstandard if encoding == "zstd" else asset.gzipped if encoding == "gzip" else asset.body
    response = Response(body, mimetype=None, content_type=asset.mimetype)
    if encoding != "identity":
        response.headers["Content-Encoding"] = encoding
    response.vary.add("Accept-Encoding")
    response.headers["Cache-Control"] = _IMMUTABLE if version == asset.version else _BRIEF
    response.set_etag(f"{asset.version}-{encoding}")
    response.make_conditional(request)
    return response


def _sheet(text: str) -> Asset:
    body = text.encode()
    return Asset(body, _TYPES[".css"], _hash(body))


def _hash(body: bytes) -> str:
    return sha256(body).hexdigest()[:12]


def _is_shared(name: str) -> bool:
    return name.partition("/")[0] in _SHARED_VERSION


def _type(name: str) -> str:
    suffix = PurePosixPath(name).suffix
    if suffix not in _TYPES:
        raise UnknownAsset(name)
    return _TYPES[suffix]

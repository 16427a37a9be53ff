"""Sending prepared bytes: negotiation of compression, conditional requests, names of files."""

from urllib.parse import quote

from flask import Response, request
from werkzeug.http import http_date

from organizer.foundation.core.prepared import Prepared

#: One report says that Outlook's subscription fails on compressed feeds; identity costs little.
_NO_COMPRESSION = ("outlook", "exchange")


def respond(prepared: Prepared) -> Response:
    """Return the response for prepared bytes: 200, or 304 when the reader has them (RFC 9110 section 13.1)."""
    draft = prepared.draft
    encoding, body = _choose(prepared)
    etag = f"{prepared.etag}-{encoding}" if encoding else prepared.etag
    response = Response(body, content_type=draft.content_type)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    if prepared.gzip is not None:
        response.vary.add("Accept-Encoding")
    response.headers["ETag"] = f'"{etag}"'
    response.headers["Cache-Control"] = f"public, max-age={draft.max_age}"
    if draft.last_modified is not None:
        response.headers["Last-Modified"] = http_date(draft.last_modified)
    if draft.filename:
        response.headers["Content-Disposition"] = _disposition(draft.filename, is_download=draft.is_download)
    if not draft.is_indexed:
        response.headers["X-Robots-Tag"] = "noindex"
    if _has_it(prepared):
        response.status_code = 304
        response.set_data(b"")
        for name in ("Content-Type", "Content-Length", "Content-Encoding", "Content-Disposition"):
            response.headers.pop(name, None)
    return response


def _choose(prepared: Prepared) -> tuple[str, bytes]:
    agent = request.headers.get("User-Agent", "").lower()
    if agent.startswith("microsoft") or any(word in agent for word in _NO_COMPRESSION):
        return "", prepared.draft.body
    wanted = request.accept_encodings
    if (
        prepared.zstd is not None
        and wanted.quality("zstd") > 0
        and "zstd" in request.headers.get("Accept-Encoding", "")
    ):
        return "zstd", prepared.zstd
    if (
        prepared.gzip is not None
        and wanted.quality("gzip") > 0
        and "gzip" in request.headers.get("Accept-Encoding", "")
    ):
        return "gzip", prepared.gzip
    return "", prepared.draft.body


def _has_it(prepared: Prepared) -> bool:
    """Tell whether the reader holds these bytes; If-None-Match wins over If-Modified-Since."""
    if "If-None-Match" in request.headers:
        known = request.if_none_match
        if known.star_tag:
            return True
        forms = (prepared.etag, f"{prepared.etag}-gzip", f"{prepared.etag}-zstd")
        return any(known.contains_weak(form) for form in forms)
    since, changed = request.if_modified_since, prepared.draft.last_modified
    return since is not None and changed is not None and changed <= since


def _disposition(filename: str, *, is_download: bool) -> str:
    """RFC 6266 with an ASCII fallback and RFC 8187 for the rest."""
    kind = "attachment" if is_download else "inline"
    ascii_name = filename.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    extended = "" if ascii_name == filename else f"; filename*=UTF-8''{quote(filename, safe='')}"
    return f'{kind}; filename="{ascii_name}"{extended}'

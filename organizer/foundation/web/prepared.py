"""Sending prepared bytes: negotiation of compression, conditional requests, names of files."""

from functools import lru_cache
from urllib.parse import quote

from flask import Response, request
from werkzeug.datastructures import Accept
from werkzeug.http import http_date, parse_accept_header

from organizer.foundation.core.prepared import Prepared

#: One report says that Outlook's subscription fails on compressed feeds; identity costs little.
_NO_COMPRESSION = ("outlook", "exchange")


def respond(prepared: Prepared, *, may_compress: bool = True) -> Response:
    """Return the response for prepared bytes: 200, or 304 when the reader has them (RFC 9110 section 13.1)."""
    draft = prepared.draft
    may_compress = may_compress and prepared.zstd is not None
    encoding, body = _choose(prepared) if may_compress else ("", draft.body)
    etag = f"{prepared.etag}-{encoding}" if encoding else prepared.etag
    headers = [("ETag", f'"{etag}"'), ("Cache-Control", f"public, max-age={draft.max_age}")]
    if may_compress:
        headers.append(("Vary", "Accept-Encoding"))
    if draft.last_modified is not None:
        headers.append(("Last-Modified", http_date(draft.last_modified)))
    if not draft.is_indexed:
        headers.append(("X-Robots-Tag", "noindex"))
    if has_it(prepared):
        response = Response(b"", 304, headers)
        response.headers.pop("Content-Type", None)
        return response
    if encoding:
        headers.append(("Content-Encoding", encoding))
    if draft.filename:
        headers.append(("Content-Disposition", _disposition(draft.filename, is_download=draft.is_download)))
    return Response(body, 200, headers, content_type=draft.content_type)


def takes_compressed(agent: str) -> bool:
    """Tell whether a program, by the name that it gives itself, reads compressed bytes."""
    name = agent.lower()
    return not name.startswith("microsoft") and not any(word in name for word in _NO_COMPRESSION)


def _choose(prepared: Prepared) -> tuple[str, bytes]:
    asked = request.headers.get("Accept-Encoding", "")
    if not asked or not takes_compressed(request.headers.get("User-Agent", "")):
        return "", prepared.draft.body
    known = _encodings(asked)
    if prepared.zstd is not None and "zstd" in known:
        return "zstd", prepared.zstd
    if "gzip" in known and (packed := prepared.gzip) is not None:
        return "gzip", packed
    return "", prepared.draft.body


@lru_cache(maxsize=256)
def _encodings(asked: str) -> frozenset[str]:
    """Return which of our two encodings a reader names and wants (RFC 9110 section 12.5.3); a star names none."""
    wanted = parse_accept_header(asked, Accept)
    return frozenset(name for name in ("zstd", "gzip") if name in asked and wanted.quality(name) > 0)


def has_it(prepared: Prepared) -> bool:
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

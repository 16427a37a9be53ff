"""How geocoders are reached: no redirects, no proxies of the environment, answers of bounded size."""

import json
import ssl
from http.client import HTTPMessage
from typing import IO
from urllib.request import HTTPRedirectHandler, HTTPSHandler, ProxyHandler, Request, build_opener

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderParseError, GeocoderServiceError

_LARGEST_ANSWER = 1 << 20
_OK = 200


class _NoRedirect(HTTPRedirectHandler):
    """A geocoder that redirects is set up wrongly, or wants to make us ask somebody else."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Follow nothing."""
        return None


class BoundedAdapter(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """geopy's way to the network; raises GeocoderServiceError, GeocoderParseError or OSError."""

    def __init__(self, *, proxies: dict[str, str] | None, ssl_context: ssl.SSLContext | None) -> None:
        """Build an opener that goes straight to the server; ``proxies`` are ignored on purpose."""
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._opener = build_opener(ProxyHandler({}), HTTPSHandler(context=ssl_context), _NoRedirect())

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """Return the body of an answer of at most one megabyte."""
        if not url.startswith(("http://", "https://")):
            raise GeocoderServiceError("not a web address")
        request = Request(url, headers=headers)  # noqa: S310 - the scheme is checked above
        with self._opener.open(request, timeout=timeout) as answer:
            body: bytes = answer.read(_LARGEST_ANSWER + 1)
            if answer.status != _OK or len(body) > _LARGEST_ANSWER:
                raise GeocoderServiceError("not a usable answer")
        return body.decode("utf-8", errors="replace")

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> object:
        """Return the parsed body."""
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            return json.loads(text)
        except ValueError as error:
            raise GeocoderParseError("no JSON") from error

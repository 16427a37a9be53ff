"""Mails of a development server, to be read and clicked: none of them has left the machine."""

from pathlib import Path

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from organizer.foundation.outbox.folder import list_mails, read_mail
from organizer.foundation.web.access import public
from organizer.foundation.web.rendering import render_page
from organizer.foundation.web.state import services

blueprint = Blueprint("dev_mail", __name__, url_prefix="/dev/mail")


@blueprint.get("/")
@public
def mails() -> ResponseReturnValue:
    """List the mails, newest first."""
    return _unkept(render_page("operating/mails.html", mails=list_mails(_folder())))


@blueprint.get("/<name>/")
@public
def mail(name: str) -> ResponseReturnValue:
    """Show one mail: headers, text with links that can be clicked, the HTML part in a frame of its own."""
    return _unkept(render_page("operating/mail.html", mail=read_mail(_folder(), name), name=name))


@blueprint.get("/<name>/html")
@public
def html(name: str) -> ResponseReturnValue:
    """Give the HTML part, as a mail program would show it: no scripts, nothing loaded."""
    content = read_mail(_folder(), name)
    if content.html is None:
        abort(404)
    response = _unkept(Response(content.html, content_type="text/html; charset=utf-8"))
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-top-navigation-by-user-activation allow-popups"
    )
    response.headers["Content-Security-Policy"] = policy
    return response


@blueprint.get("/<name>/files/<int:number>")
@public
def file(name: str, number: int) -> ResponseReturnValue:
    """Give an attachment."""
    files = read_mail(_folder(), name).files
    if number >= len(files):
        abort(404)
    filename, content_type, body = files[number]
    response = _unkept(Response(body, content_type=content_type))
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in filename) or "file"
    response.headers["Content-Disposition"] = f'attachment; filename="{safe}"'
    return response


def _folder() -> Path:
    return services().settings.instance / "mail"


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response

"""Why a picture is not taken."""

from organizer.foundation.core.errors import DomainError


class PictureRefused(DomainError):
    """A file is no picture that we take; ``code`` tells why."""

    code = "picture_not_known"


class PictureTooHeavy(PictureRefused):
    """More bytes than we take; params: most (megabytes)."""

    code = "picture_too_heavy"


class PictureTooLarge(PictureRefused):
    """More pixels than we decode; params: most (millions)."""

    code = "picture_too_large"


class PictureDamaged(PictureRefused):
    """It can't be decoded, or not within our limits."""

    code = "picture_damaged"


class PictureMoves(PictureRefused):
    """It has several frames."""

    code = "picture_moves"


class PictureHidesMore(PictureRefused):
    """It is a picture and a page, a program or an archive at the same time."""

    code = "picture_hides_more"


class PictureTooSlow(PictureRefused):
    """It takes longer to draw than a sheet may take for it."""

    code = "picture_too_slow"


class PictureShowsNothing(PictureRefused):
    """On white paper there is nothing to see of it."""

    code = "picture_shows_nothing"


class PictureFaint(PictureRefused):
    """On white paper, or once a photocopier has made it grey, there is hardly anything to see of it."""

    code = "picture_faint"


class DrawingNotReadable(PictureRefused):
    """An SVG that is no well-formed SVG in UTF-8, or one that says how large nothing is."""

    code = "drawing_not_readable"


class DrawingDeclares(PictureRefused):
    """An SVG with a DOCTYPE or entities."""

    code = "drawing_declares"


class DrawingHas(PictureRefused):
    """An SVG with something that we do not take; params: what."""

    code = "drawing_has"


class DrawingTooBig(PictureRefused):
    """An SVG with more elements, or deeper ones, than we take."""

    code = "drawing_too_big"

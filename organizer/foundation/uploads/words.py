"""Refusals of pictures, in words."""

from flask_babel import lazy_gettext

from organizer.foundation.web.refusals import word_refusals

word_refusals(
    {
        "picture_not_known": lazy_gettext("We take pictures as PNG, JPEG, WebP or SVG. This file is none of them."),
        "picture_too_heavy": lazy_gettext("This file is too large. We take up to %(most)s MB."),
        "picture_too_large": lazy_gettext("This picture has too many pixels. We take up to %(most)s million."),
        "picture_damaged": lazy_gettext("This picture can’t be read. Save it anew and try again."),
        "picture_moves": lazy_gettext("This picture moves. Save one frame of it as a picture of its own."),
        "picture_hides_more": lazy_gettext(
            "This file holds more than a picture. Open it, save the picture anew and try again."
        ),
        "picture_too_slow": lazy_gettext("This picture takes too long to print. Make it simpler, or save it as PNG."),
        "picture_shows_nothing": lazy_gettext(
            "There is nothing to see in this picture: it is empty, or white on white paper."
        ),
        "picture_faint": lazy_gettext(
            "On white paper, or in a photocopy, this picture can hardly be seen. Choose one in darker colours, or with a ground of its own."
        ),
        "drawing_not_readable": lazy_gettext(
            "This is no SVG that we can read. Save it as plain SVG, with a width and a height."
        ),
        "drawing_declares": lazy_gettext("This SVG has a DOCTYPE or entities. Save it as plain SVG, without them."),
        "drawing_has": lazy_gettext(
            "This SVG has “%(what)s” in it, which we do not take. Save it as plain SVG: letters as paths, no scripts, no styles, nothing from elsewhere."
        ),
        "drawing_too_big": lazy_gettext("This SVG has too many parts. Make it simpler, or save it as PNG."),
    }
)

"""Pictures that people upload: nothing of their file is kept but what it shows."""

from .picture import MOST_BYTES, CleanPicture, clean_picture
from .refusals import PictureDamaged, PictureFaint, PictureRefused, PictureShowsNothing, PictureTooSlow

__all__ = [
    "MOST_BYTES",
    "CleanPicture",
    "PictureDamaged",
    "PictureFaint",
    "PictureRefused",
    "PictureShowsNothing",
    "PictureTooSlow",
    "clean_picture",
]

"""How large a picture is drawn in a row of others."""

#: The height of the row, in pixels; what is more than four times as wide is made as wide as that.
_ROW, _WIDEST = 72, 4


def in_a_row(width: int, height: int) -> tuple[int, int]:
    """Return width and height, in pixels, at which a picture stands in a row."""
    share = min(1.0, _WIDEST * height / width)
    return max(1, round(_ROW * share * width / height)), max(1, round(_ROW * share))

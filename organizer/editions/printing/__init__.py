"""Everything on paper, and pictures to send: PDF and PNG from the record, drawn by Typst.

The edge calls ``render.render_item`` (or ``render.print_key`` for the ETag alone); what can be asked for
stands in ``catalogue.ITEMS``. No word of a person ever becomes Typst source or a file name.
"""

"""Which test holds what other programs got wrong on paper: the cases of the design of printing, and its rows of defects.

A place is a file below ``tests`` and a test in it. A test holds both tables complete.
"""

from collections.abc import Mapping

EVERY_CASE = range(1, 32)
#: The rows of defects that paper can have; the others of their family are those of pages.
EVERY_DEFECT = ("b152", "b154", "b155", "b157", "b170", "b172", "b173", "b175", "b176", "b178", "b179")

_PRINTING, _UNIT = "integration/printing", "unit/printing"
_DEFECTS, _WORKERS, _ITEMS = (
    f"{_PRINTING}/test_known_defects.py",
    f"{_PRINTING}/test_workers.py",
    f"{_PRINTING}/test_items.py",
)
_MATRIX, _POSTER, _SHARE = f"{_PRINTING}/test_matrix.py", f"{_PRINTING}/test_poster.py", f"{_PRINTING}/test_share.py"
_WHOLE = f"{_MATRIX}::test_a_sheet_is_whole"
_MIXED = f"{_DEFECTS}::test_every_word_of_a_mixed_line_is_there"
_ORDER = f"{_DEFECTS}::test_tags_addresses_and_hours_keep_their_order_from_right_to_left"
_JOINED = f"{_DEFECTS}::test_arabic_letters_are_joined"
_BOMBS = f"{_WORKERS}::test_a_template_that_breaks_out_fails_and_the_next_job_works"
_WORST = f"{_MATRIX}::test_the_worst_titles_hold"
_OURS = f"{_POSTER}::test_fonts_are_ours_embedded_and_can_be_copied_from"
_GLYPH = f"{_WORKERS}::test_a_missing_glyph_fails_loudly"

CASES: Mapping[int, tuple[str, ...]] = {
    1: (_GLYPH, f"{_POSTER}::test_a_null_byte_and_an_unknown_script_are_refused"),
    2: (_GLYPH,),
    3: (_BOMBS,),
    4: (f"{_UNIT}/test_view.py::test_a_sheet_in_arabic_is_mirrored",),
    5: (_MIXED, _ORDER),
    6: (f"{_DEFECTS}::test_a_name_runs_in_the_direction_of_its_own_language",),
    7: (f"{_ITEMS}::test_the_first_column_of_an_arabic_sheet_is_the_right_one",),
    8: (f"{_DEFECTS}::test_what_is_read_aloud_comes_in_the_order_of_the_sheet",),
    9: (_WHOLE, f"{_MATRIX}::test_screen_readers_hear_every_item_once"),
    10: (f"{_ITEMS}::test_for_a_print_shop_colour_runs_over_the_edge", f"{_SHARE}::test_a_picture_has_exactly_its_dots_and_stays_light"),
    11: (f"{_DEFECTS}::test_emoji_are_the_same_on_paper_and_in_the_picture",),
    12: (_WHOLE,),
    13: (_BOMBS, "unit/uploads/test_drawings.py::test_what_acts_fetches_or_grows_is_refused"),
    14: (f"{_WORKERS}::test_memory_stays_flat_over_many_jobs",),
    15: (f"{_WORKERS}::test_threads_do_not_mix_up_their_events",),
    16: (f"{_PRINTING}/test_fonts.py::test_arabic_is_the_version_whose_letters_can_be_copied",),
    17: (_WHOLE, f"{_UNIT}/test_phrases.py::test_no_character_is_lost"),
    18: (_ORDER, f"{_UNIT}/test_scripts.py::test_addresses_and_tags_keep_their_direction_in_arabic"),
    19: (_OURS, f"{_PRINTING}/test_determinism.py::test_another_process_in_another_place_makes_the_same_bytes"),
    20: (_BOMBS, f"{_UNIT}/test_templates.py::test_no_template_runs_reads_or_fetches"),
    21: (f"{_DEFECTS}::test_lines_from_right_to_left_begin_at_the_top_right",),
    22: (_MIXED,),
    23: (_JOINED,),
    24: (_WORST,),
    25: (_MIXED,),
    26: (_MIXED,),
    27: (f"{_DEFECTS}::test_eleven_roles_are_on_two_sheets_of_ten",),
    28: (f"{_ITEMS}::test_handbills_are_equal_and_marked_where_they_are_cut",),
    29: (f"{_UNIT}/test_qr.py::test_the_quiet_zone_is_four_modules_of_white",),
    30: (f"{_SHARE}::test_a_picture_has_exactly_its_dots_and_stays_light",),
    31: (f"{_POSTER}::test_the_paper_is_that_of_the_country_unless_told", f"{_UNIT}/test_papers.py::test_printers_elsewhere_hold_a4"),
}  # fmt: skip

DEFECTS: Mapping[str, tuple[str, ...]] = {
    "b152": (_JOINED,),
    "b154": (_MIXED, _ORDER, f"{_DEFECTS}::test_a_name_runs_in_the_direction_of_its_own_language"),
    "b155": (_WHOLE, _MIXED),
    "b157": (_OURS, f"{_PRINTING}/test_fonts.py::test_a_font_that_is_missing_or_damaged_is_named"),
    "b170": (_WORST,),
    "b172": (f"{_POSTER}::test_the_page_is_the_paper_and_the_code_leads_to_the_event", _WHOLE),
    "b173": (f"{_DEFECTS}::test_a_long_title_takes_no_dot_from_the_code",),
    "b175": (_WHOLE,),
    "b176": (f"{_DEFECTS}::test_no_fold_runs_through_a_code",),
    "b178": (_WHOLE,),
    # Names are on no sheet; what is sorted on paper are events.
    "b179": (f"{_ITEMS}::test_a_sign_in_sheet_is_empty_and_every_row_has_a_code_of_its_own", f"{_PRINTING}/test_list.py::test_countries_are_sorted_and_their_events_are_in_the_order_of_time"),
}  # fmt: skip

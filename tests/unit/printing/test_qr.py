import re

from organizer.editions.printing.qr import QUIET_ZONE, qr_code

ADDRESS = "https://act.example.org/e/k7m3q9/"


def test_the_code_is_the_same_each_time() -> None:
    assert qr_code(ADDRESS) == qr_code(ADDRESS)


def test_the_quiet_zone_is_four_modules_of_white() -> None:
    code = qr_code(ADDRESS)
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', code.svg)[1])  # type: ignore[index]
    assert code.quiet == round(QUIET_ZONE / side, 4)
    assert 'd="M0 0h' in code.svg
    assert "#fff" in code.svg


def test_a_module_is_large_enough_on_a_poster() -> None:
    modules = round(QUIET_ZONE / qr_code(ADDRESS).quiet) - 2 * QUIET_ZONE
    assert 25 / modules >= 0.4  # the smallest code on A5, in millimetres

"""Where a line of Japanese or Chinese may end in large type: between phrases, not inside a word.

There is no blank to go by, and dictionaries are large. What is told from the characters alone is right nearly always,
and where it is not, the line breaks as it would have.
"""

import re

#: A Japanese phrase, roughly: kanji, katakana or Latin with the hiragana and stops that follow; お and ご belong to what they honour.
_JAPANESE = re.compile(
    r"\s+|[「『（【〈《]*(?:[おご](?=[\u4e00-\u9fff]))?(?:[^\s\u3040-\u309f、。，．！？」』）】〉》「『（【〈《]+[\u3040-\u309f]*|[\u3040-\u309f]+)[、。，．！？」』）】〉》・ー]*"
)
#: 取り + 組む: a verb that goes on in another.
_GOES_ON = re.compile(r"[\u4e00-\u9fff][しりみきちびいけえせれめげべ]$")
_GONE_ON = tuple("込合組入出上下付掛続始切直替抜返回渡")
#: Where kanji, katakana and Latin meet, in a run of them that is too long for a line.
_MEETING = re.compile(r"(?<=[\u4e00-\u9fff々])(?=[\u30a0-\u30ffA-Za-z])|(?<=[\u30a0-\u30ff])(?=[\u4e00-\u9fffA-Za-z])")
#: After stops and 的; before "and" and "or", but where they are part of a word (和平, 參與, 目的).
_CHINESE = re.compile(
    r"(?<=[，。、；：！？,:;!?）」』》])(?![，。、；：！？,:;!?）」』》])|(?<=[^目]的)(?![士確确，。、；：！？])"
    r"|(?<![共饱飽温溫缓緩柔總总])(?=和[^平谐諧解睦])|(?<![参參赠贈])(?=[与與])|(?<![普涉以])(?=及[^時时])|(?=以及)|(?=或[^許许])"
)
_BLANKS = re.compile(r"(\s+)")
#: Longer runs would make the letters small: they may break where the engine likes.
_LONGEST_JAPANESE, _LONGEST_CHINESE = 9, 6


def japanese_phrases(text: str) -> list[str]:
    """Return ``text`` in phrases and the blanks between them; together they are the text."""
    pieces: list[str] = []
    for piece in _JAPANESE.findall(text):
        if pieces and piece.startswith(_GONE_ON) and _GOES_ON.search(pieces[-1]):
            pieces[-1] += piece
        elif len(piece) > _LONGEST_JAPANESE:
            pieces.extend(_MEETING.split(piece))
        else:
            pieces.append(piece)
    return pieces if "".join(pieces) == text else [text]


def chinese_phrases(text: str) -> list[str]:
    """Return ``text`` in phrases and the blanks between them; together they are the text."""
    phrases: list[str] = []
    for part in (part for piece in _BLANKS.split(text) for part in _CHINESE.split(piece) if part):
        if phrases and len(part) == 1 and not part.isspace() and not phrases[-1].isspace():
            phrases[-1] += part  # no line for one character
        else:
            phrases.append(part)
    return phrases


def may_stay_whole(phrase: str, lang: str) -> bool:
    """Tell whether a phrase is short enough to stay on one line."""
    return len(phrase) <= (_LONGEST_JAPANESE if lang.startswith("ja") else _LONGEST_CHINESE)

"""The signs in which people write degrees, brought to few: ``°``, ``'``, ``"``, ``-``, digits of ASCII, N S E W O."""

import re
import unicodedata

#: Before compatibility folding, which would take some of them apart.
_SIGNS = str.maketrans(
    dict.fromkeys("º˚∘⁰◦ᵒ", "°")
    | dict.fromkeys("′’‘´`ʹʼʾ＇‵׳", "'")
    | dict.fromkeys("″”“„˝ʺ＂‶״", '"')
    | dict.fromkeys("−–—‒‐‑﹣－", "-")
    | dict.fromkeys("،，、﹐", ",")
    | dict.fromkeys("؛；", ";")
    | {"٫": ".", "٬": None, "·": ".", "．": "."}
)
#: North, south, east and west as they stand beside numbers; longer words first.
_WORDS = {
    "n": ("north", "nord", "norte", "kuzey", "с.ш.", "с. ш.", "сш", "пн.ш.", "北纬", "北緯", "北", "북위", "شمالا", "شمال", "ش"),
    "s": ("south", "süd", "sued", "sud", "sur", "sul", "güney", "ю.ш.", "ю. ш.", "юш", "пд.ш.", "南纬", "南緯", "南", "남위",
          "جنوبا", "جنوب", "ج"),
    "e": ("east", "ost", "este", "est", "leste", "doğu", "в.д.", "в. д.", "вд", "сх.д.", "东经", "東経", "東經", "东", "東", "동경",
          "شرقا", "شرق", "ق"),
    "w": ("west", "ouest", "oeste", "ovest", "batı", "з.д.", "з. д.", "зд", "зх.д.", "西经", "西経", "西經", "西", "서경",
          "غربا", "غرب", "غ"),
}  # fmt: skip
_LETTER_OF = {word: letter for letter, words in _WORDS.items() for word in words}
_WORD = re.compile("|".join(re.escape(word) for word in sorted(_LETTER_OF, key=len, reverse=True)))
_UNITS = re.compile(r"(?<=\d)\s*(?:degrees?|deg|grad|grados?|graus?|度|도)\b|(?<=\d)[度도]")
_MINUTES, _SECONDS = re.compile(r"(?<=\d)\s*(?:分|분|min\b)"), re.compile(r"(?<=\d)\s*(?:秒|초|sec\b)")
_LETTERED = re.compile(r"(\d+)\s*d\s*(\d+(?:\.\d+)?)\s*m(?:\s*(\d+(?:\.\d+)?)\s*s)?")


def plain_signs(text: str) -> str:
    """Return a text with one sign for each meaning and directions as the letters N, S, E, W, O. Never raises."""
    text = unicodedata.normalize("NFKC", text.translate(_SIGNS)).casefold()
    text = "".join(_plain(character) for character in text).replace("''", '"')
    text = _SECONDS.sub('"', _MINUTES.sub("'", _UNITS.sub("°", text)))
    text = _LETTERED.sub(lambda found: f"{found[1]}°{found[2]}'" + (f'{found[3]}"' if found[3] else ""), text)
    text = _WORD.sub(lambda found: _LETTER_OF[found[0]], text)
    return " ".join(text.split())


def _plain(character: str) -> str:
    if character.isascii():
        return character
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    # Marks of direction and of joining, byte order marks: nobody sees them.
    return "" if unicodedata.category(character) in ("Cf", "Mn") else character

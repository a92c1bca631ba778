"""Bytes of a text file to clean Unicode, or a refusal that names the byte where it went wrong.

UTF-8 first, UTF-16 with a byte order mark, and Windows-1252 where the result reads like Swedish. What comes
out is NFC with `\\n` line ends; form feeds and tabs stay, since they carry pages and table cells. It does not
look at the words.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from ingest.errors import UnreadableFile

# A mark at the start of UTF-8 decodes to an invisible character, which `clean` removes.
_BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_LINE_ENDS = re.compile("\r\n|[\r\v\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
# Format characters show nothing: soft hyphens, zero-width spaces, direction marks, tags that hide text.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_BROKEN_WORD = re.compile("\u00ad(?=[ \t]*(?:\n|$))")  # a soft hyphen shows where a line broke its word
# Word writes list bullets in a symbol font's private area.
_BULLETS = re.compile("[\uf0b7\uf0a7\uf02d\uf0d8\uf076]")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_SWEDISH_BEYOND_ASCII = set("åäöÅÄÖéÉèàüÜôáíóæøñç–—”“’‘‚„»«•·…§´°½¼¾²³€£±×­\u00a0")
# Real Windows-1252 text in Swedish runs at about 3-5 % letters beyond ASCII; binary junk at half.
_MAX_BEYOND_ASCII = 0.2
_MIN_SWEDISH_SHARE = 0.95


def decode(data: bytes, name: str) -> str:
    """The text of a file called `name`; raises `UnreadableFile` with the byte position (0-based)."""
    if not data:
        raise UnreadableFile(f"{name}: the file is empty (0 bytes); save it again or leave it out.")
    text = clean(_decode_bytes(data, name))
    if not text.strip():
        raise UnreadableFile(f"{name}: the file holds nothing but white space; save it again or leave it out.")
    return text


def clean(text: str) -> str:
    """NFC, `\\n` line ends, plain spaces, real bullets; invisible, private and control characters removed."""
    text = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    text = _BROKEN_WORD.sub("-", text)
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    text = _PRIVATE.sub("", _BULLETS.sub("•", text))
    # Removing what stood between a letter and its accent can make a new composition possible.
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


def _decode_bytes(data: bytes, name: str) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableFile(
                    f"{name}: byte {error.start} breaks the {encoding.upper()} that the file's first bytes promise; "
                    "save the file again as UTF-8."
                ) from error
    if (nul := data.find(b"\0")) >= 0:
        raise UnreadableFile(f"{name}: byte {nul} is a NUL, so this is a binary file and no text; leave it out.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_windows(data, name, error.start)
    if len(controls := list(_CONTROL.finditer(text))) > len(text) / 100:
        position = len(text[: controls[0].start()].encode())
        raise UnreadableFile(f"{name}: byte {position} starts binary data, so this is no text file; leave it out.")
    return text


def _decode_windows(data: bytes, name: str, first_bad: int) -> str:
    refusal = UnreadableFile(
        f"{name}: byte {first_bad} (0x{data[first_bad]:02X}) is neither UTF-8 nor Swedish in Windows-1252; "
        "save the file as UTF-8."
    )
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        raise refusal from error
    beyond = [character for character in text if ord(character) > 127]
    swedish = sum(character in _SWEDISH_BEYOND_ASCII for character in beyond)
    if (
        _CONTROL.search(text)
        or len(beyond) > _MAX_BEYOND_ASCII * len(text)
        or swedish < _MIN_SWEDISH_SHARE * len(beyond)
    ):
        raise refusal
    return text

"""Takes markup out of a line of Markdown or HTML and leaves every word. Pure; knows nothing of blocks."""

from __future__ import annotations

import html
import re

# Word processors export their bookmarks as text: '[bookmark: Beslut]Program ... fastställs'.
_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]*\]")
INSTRUCTION_START, INSTRUCTION_END = "\ue000", "\ue001"
# Advice to the writer in square brackets: a template's text that nobody deleted (boras-alternativt-forslag.txt).
# It fills its lines, so that '[1]' and '[sic]' inside a sentence are none.
_INSTRUCTION = re.compile(r"(?m)(?:^[ ]*|\t)(\[(?!bookmark:)[^\[\]]{40,5000}\])[ \t]*$")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_TABLE = re.compile(r"<table\b[^>]*>(.*?)</table>", re.DOTALL | re.IGNORECASE)
_TABLE_ROW = re.compile(r"<tr\b[^>]*>(.*?)</tr>", re.DOTALL | re.IGNORECASE)
_TABLE_CELL = re.compile(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", re.DOTALL | re.IGNORECASE)
_BLOCK_TAG = re.compile(r"</?(?:p|br|div|li|ul|ol|td|th|tr|table|tbody|thead|h[1-6])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_CODE = re.compile(r"`([^`\n]+)`")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![\w*])")
_UNDERSCORE = re.compile(r"(?<![\w_])_(?=[^\s_])([^_]+?)(?<=\S)_(?![\w_])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_ESCAPED = {character: chr(0xE100 + number) for number, character in enumerate(r"\`*_{}[]()#+-.!|<>~")}
_UNESCAPED = {mark: character for character, mark in _ESCAPED.items()}
_UNESCAPE = re.compile("[\ue100-\ue1ff]")
_RUN_OF_SPACES = re.compile(" {2,}")


def remove_bookmarks(text: str) -> str:
    """Word-processor bookmarks go, the sentence round them stays."""
    return _BOOKMARK.sub("", text)


def mark_instructions(text: str) -> str:
    """Sets template instructions on lines of their own between two private marks."""
    return _INSTRUCTION.sub(lambda match: f"\n{INSTRUCTION_START}{match[1]}{INSTRUCTION_END}", text)


def open_blocks(text: str) -> str:
    """Markdown with its HTML comments and front-matter fences gone and its HTML tables as lines of tabs."""
    text = _FRONT_MATTER.sub(r"\1\n", _COMMENT.sub("", text))
    return _TABLE.sub(lambda table: f"\n\n{_tab_lines(table[1])}\n\n", text)


def _tab_lines(table: str) -> str:
    rows = (_TABLE_CELL.findall(row) for row in _TABLE_ROW.findall(table))
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def strip_inline(text: str) -> str:
    """The words of one line or cell without Markdown or HTML; runs of spaces become one, tabs stay."""
    text = _ESCAPE.sub(lambda match: _ESCAPED[match[1]], text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _TAG.sub("", _BLOCK_TAG.sub(" ", text))
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _CODE.sub(r"\1", text)
    for pattern, words in ((_STRONG, r"\2"), (_EMPHASIS, r"\1"), (_UNDERSCORE, r"\1")):
        text = pattern.sub(words, text)
    text = html.unescape(text).replace("\u00a0", " ")
    text = _UNESCAPE.sub(lambda match: _UNESCAPED.get(match[0], ""), text)
    return _RUN_OF_SPACES.sub(" ", text)

"""The metadata of a scan that was read with the letters of another language: values spelt right, quotes as they stand.

The rules read a text of the same length with its å, ä and ö put back ('Arbetslivsnimnden' -> 'Arbetslivsnämnden'), so
every span holds in both; the quotes are then taken from the text itself. A text with Swedish letters is left alone.
"""

from __future__ import annotations

import dataclasses
import re

from ingest.bodies_misread import looks_misread, mended
from ingest.metadata_words import tolerant
from ingest.records import Contradiction, Evidence, Metadata

# 'ar' is both 'är' and 'år': after these it is a year
_YEAR_WORD = re.compile(
    r"(?<=annat )är\b|(?<=tredje )är\b|(?<=fjärde )är\b|(?<=femte )är\b|(?<=varje )är\b|(?<=per )är\b|(?<=om )är\b"
)
_LETTER_O = re.compile(r"(?<=[A-Za-zÅÄÖåäö])0(?=[A-Za-zÅÄÖåäö])")  # 'PR0GRAM'
_SMALL_BETWEEN_CAPITALS = re.compile(r"(?<=[A-ZÅÄÖ])[åäö](?=[A-ZÅÄÖ])")  # 'F6R' mended to 'FöR'
_FIGURE_1 = re.compile(r"(?<=\d)l(?=\d|\s)|(?<=\s)l(?=\d)")  # '20l2', '3l december'


def restored(text: str) -> str:
    """`text`, of the same length, as the metadata rules are to read it."""
    if not looks_misread(text):
        return text
    text = _YEAR_WORD.sub("år", mended(text))
    text = _LETTER_O.sub(lambda match: "O" if text[match.start() - 1].isupper() else "o", text)
    text = _SMALL_BETWEEN_CAPITALS.sub(lambda match: match.group().upper(), text)
    return _FIGURE_1.sub("1", text)


def requoted(metadata: Metadata, text: str) -> Metadata:
    """`metadata` read from `restored(text)`, with quotes of `text` and the town spelt as in the municipality's name.

    Where the rules read a gap for an instruction, the quote has the instruction: it is what stands there.
    """
    town = metadata.municipality.value.split()[0] if metadata.municipality and looks_misread(text) else None
    misspelt = tolerant(rf"\b{re.escape(town)}(?=s?\b)") if town else None

    def mend(evidence: Evidence) -> Evidence:
        value = misspelt.sub(town, evidence.value) if misspelt and town else evidence.value
        return dataclasses.replace(evidence, value=value, quote=text[evidence.start : evidence.end])

    fields = [field.name for field in dataclasses.fields(Metadata) if field.name != "contradictions"]
    values = {name: mend(value) if (value := getattr(metadata, name)) else None for name in fields}
    against = tuple(
        Contradiction(field=item.field, evidence=tuple(mend(one) for one in item.evidence))
        for item in metadata.contradictions
    )
    return Metadata(**values, contradictions=against)

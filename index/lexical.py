"""The lexical index: BM25 over character 4-grams, kept by tantivy.

Two fields, so that a word in the passage counts for more than the same word in its headings or title. tantivy answers
in under a millisecond over 100,000 passages, where SQLite's FTS5 takes fifty.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

from index.errors import DamagedIndex
from index.terms import gram_text, grams

FOLDER = "lexical"
CONTEXT_WEIGHT = 0.5
"""Weight of a gram found in title, headings or column headers, beside 1 in the passage itself."""
_LENGTH_POWER = 0.75
"""A word's grams are weighed down by their number to this power: between a sum, by which a long word drowns a short
one, and a mean. Recall@5 with 0, 0.5, 0.75 and 1: see docs/search.md."""
COMMON = 0.5
"""A gram found in more than this share of the passages is not looked for: it tells little apart, and walking through
its long list of passages is most of a search's time in a large collection."""
_WRITER_HEAP = 64_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class LexicalEntry:
    """What is indexed of one passage: its row, its document's number, its own text and that of its surroundings."""

    row: int
    document_number: int
    text: str
    context: str


@dataclass(frozen=True, slots=True)
class WeightedWord:
    """A folded word to look for; a translation weighs less than a word the user wrote."""

    word: str
    weight: float = 1.0


class LexicalIndex:
    """An open lexical index. Scores are BM25 sums: higher is better, comparable within one query alone."""

    def __init__(self, folder: Path) -> None:
        try:
            self._index = tantivy.Index.open(str(folder))
            self._searcher = self._index.searcher()
        except ValueError as error:
            raise DamagedIndex(
                f"{folder}: the lexical index is damaged ({str(error).splitlines()[0]}); "
                "run `styrdok ingest` on your documents again."
            ) from error

    @staticmethod
    def build(folder: Path, entries: Iterable[LexicalEntry]) -> None:
        """Write the index of `entries` into an empty folder."""
        folder.mkdir()
        try:
            LexicalIndex._write(folder, entries)
        except ValueError as error:
            # what tantivy raises for every refusal of the operating system, its number in the text at best
            number = re.search(r"os error (\d+)", str(error))
            raise OSError(int(number[1]) if number else errno.EIO, str(error).splitlines()[0]) from error

    @staticmethod
    def _write(folder: Path, entries: Iterable[LexicalEntry]) -> None:
        schema = tantivy.SchemaBuilder()
        schema.add_unsigned_field("row", stored=False, indexed=False, fast=True)
        schema.add_unsigned_field("document", stored=False, indexed=True, fast=False)
        for name in ("text", "context"):
            schema.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="freq")
        index = tantivy.Index(schema.build(), path=str(folder))
        # one thread: the order of segments, and with it the order of equal scores, must not depend on chance
        writer = index.writer(heap_size=_WRITER_HEAP, num_threads=1)
        for entry in entries:
            document = tantivy.Document()
            document.add_unsigned("row", entry.row)
            document.add_unsigned("document", entry.document_number)
            document.add_text("text", gram_text(entry.text))
            document.add_text("context", gram_text(entry.context))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def search(
        self, words: Sequence[WeightedWord], *, k: int, within: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """The `k` best (row, score), best first; `within` keeps to documents of those numbers."""
        wanted: dict[str, float] = {}
        for word in words:
            found_grams = grams(word.word)
            weight = word.weight / len(found_grams) ** _LENGTH_POWER
            for gram in found_grams:
                wanted[gram] = max(wanted.get(gram, 0.0), weight)
        if not wanted or k < 1:
            return []
        schema = self._index.schema
        should = []
        for gram, weight in self._telling(wanted).items():
            for field, field_weight in (("text", 1.0), ("context", CONTEXT_WEIGHT)):
                term = tantivy.Query.term_query(schema, field, gram, index_option="freq")
                should.append((tantivy.Occur.Should, tantivy.Query.boost_query(term, weight * field_weight)))
        query = tantivy.Query.boolean_query(should)
        if within is not None:
            numbers = tantivy.Query.term_set_query(schema, "document", sorted(within))
            query = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, query), (tantivy.Occur.Must, tantivy.Query.const_score_query(numbers, 0.0))]
            )
        found = self._searcher.search(query, limit=k, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in found])
        ranked = [(int(row or 0), float(score)) for (score, _), row in zip(found, rows, strict=True)]
        return sorted(ranked, key=lambda pair: (-pair[1], pair[0]))

    def _telling(self, wanted: dict[str, float]) -> dict[str, float]:
        """The grams that are not common; all of them where all are."""
        most = COMMON * self._searcher.num_docs
        telling = {gram: weight for gram, weight in wanted.items() if self._searcher.doc_freq("text", gram) <= most}
        return telling or wanted

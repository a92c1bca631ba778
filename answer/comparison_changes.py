"""From aligned documents to changes: each with both quotes, word by word, under the section it stands in."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from answer.comparison_align import Alignment, Side
from answer.comparison_quotes import address, quote_of
from answer.comparison_records import Change, ChangeKind, Note, Quote, SectionPair, Words
from answer.comparison_recut import recut
from answer.comparison_scope import Lines, Scope, is_removed, stands_in_amended_text, without_running_lines
from answer.comparison_struck import (
    has_lost_strikethrough,
    is_direction,
    part_meant,
    quotes_what_it_strikes,
    strikes,
    struck_by,
)
from answer.comparison_units import Unit, Word, letters_of, words_of
from answer.comparison_words import Noise, Run, differs, runs_of, spelled_out
from ingest.records import Document, Span

_FRAME_WORDS = 8
_FRAME = re.compile(r"\b(?:beskriver|anger|säger|framgår|slår fast|uttrycker|innehåller)\b.*\b(?:hur|att|följande)$")
"""How a letter leads into what it retells: "Programmet beskriver hur …". It changes nothing in what follows."""
_HEADING_SHARE = 0.6
"""Share of a section's sentences that must stand in one other section for a new heading to be its new wording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Two aligned documents, with all that changes are made from."""

    a: Document
    b: Document
    side_a: Side
    side_b: Side
    alignment: Alignment
    scope: Scope
    noise: Noise


@dataclass(slots=True)
class _Row:
    """A section while it is gathered; changes come with the place in their document that orders them."""

    changes: list[tuple[int, Change]] = field(default_factory=list)
    unchanged: int = 0
    only_a: list[Unit] = field(default_factory=list)
    only_b: list[Unit] = field(default_factory=list)


Group = tuple[tuple[int, ...], tuple[int, ...]]
"""Numbers of units of a and of b that belong together."""
Key = tuple[str, int]
"""("a", number) of a section of a, or ("b", number) of one that b alone has."""


class Changes:
    """Gathers the changes of two versions."""

    def __init__(self, versions: Versions) -> None:
        self.v = versions
        self.groups = [group for group in versions.alignment.groups if not self._is_struck(group)]
        self.to_b = {i: b[0] for a, b in self.groups for i in a}
        self.to_a = {j: a[0] for a, b in self.groups for j in b}
        self.part_of_b = self._parts_by_content() | versions.alignment.part_of_b
        self.rows: dict[Key, _Row] = defaultdict(_Row)
        self.ids: Counter[str] = Counter()
        lines_a, lines_b = Lines(versions.a), Lines(versions.b)
        self.lines = lines_a, lines_b
        unmatched_a = [u for u in versions.side_a.units if u.number not in self.to_b]
        unmatched_b = [u for u in versions.side_b.units if u.number not in self.to_a]
        self.furniture_a = {u.number for u in unmatched_a if u.letters in lines_b}
        self.furniture_b = {u.number for u in unmatched_b if u.letters in lines_a}
        self.recut_a: set[int] = set()
        self.recut_b: set[int] = set()

    def sections(self) -> tuple[SectionPair, ...]:
        """Every section of a in order, those that b alone has where they stand among them."""
        compared = [(group, self._runs_of(group)) for group in self.groups]
        same = [group for group, runs in compared if not differs(runs)]
        units = self.v.side_a.units, self.v.side_b.units
        self.recut_a, self.recut_b = recut(*units, same, self.v.noise, left_out=(self.furniture_a, self.furniture_b))
        for group, runs in compared:
            self._take_up(group, runs)
        if not (self.v.scope.parts_a or self.v.scope.parts_b):
            self._compare_headings()
        struck = self._struck()
        self._left_of_b(struck)
        self._left_of_a({unit.number for units in struck.values() for unit in units})
        part_in_b = {a: b for b, a in sorted(self.part_of_b.items(), reverse=True)}
        return tuple(self._section(key, part_in_b) for key in self._ordered() if key in self.rows)

    def _is_struck(self, group: Group) -> bool:
        """Whether the words of b are the quote in a sentence that strikes them."""
        units = [self.v.side_b.units[j] for j in group[1]]
        return self.v.scope.parts_b and quotes_what_it_strikes(self.v.b.text[units[0].start : units[-1].end])

    def _words(self, group: Group) -> tuple[list[Word], list[Word]]:
        sides = ((self.v.side_a.units, group[0]), (self.v.side_b.units, group[1]))
        words_a, words_b = ([word for number in numbers for word in units[number].words] for units, numbers in sides)
        return words_a, words_b

    def _runs_of(self, group: Group) -> list[Run]:
        words_a, words_b = self._words(group)
        if [word.norm for word in words_a] == [word.norm for word in words_b]:
            return [Run(True, 0, len(words_a), 0, len(words_b))]
        runs = runs_of(words_a, words_b, self.v.noise)
        if len(runs) == 2 and not runs[0].is_equal and self._is_heading(words_a, words_b, runs[0]):
            return [Run(True, 0, len(words_a), 0, len(words_b))]
        return runs

    def _is_heading(self, a: Sequence[Word], b: Sequence[Word], run: Run) -> bool:
        """Whether what one side alone begins with is a heading of the other, that ran into the text."""
        only_a, only_b = a[run.a_start : run.a_end], b[run.b_start : run.b_end]
        lines = self.lines[1] if only_a else self.lines[0]
        return not (only_a and only_b) and letters_of(only_a or only_b) in lines

    def _take_up(self, group: Group, runs: Sequence[Run]) -> None:
        """A group as a change, or as unchanged."""
        words_a, words_b = self._words(group)
        a, b = [self.v.side_a.units[i] for i in group[0]], [self.v.side_b.units[j] for j in group[1]]
        row = self.rows["a", a[0].section]
        # a letter's cover says what the letter is, not what it proposes
        of_a_letter = self.v.scope.parts_b and (b[0].passage.kind == "cover" or _only_framed(words_b, runs))
        if of_a_letter or not differs(runs) or self.recut_a.issuperset(group[0]):
            row.unchanged += len(a)
            return
        notes: tuple[Note, ...] = ()
        if self.v.b.status in ("proposal", "draft") and has_lost_strikethrough(self.v.b.text, words_b, runs):
            notes = ("lost_strikethrough",)
        span_b = (b[0].start, b[-1].end)
        words = spelled_out(self.v.a.text, self.v.b.text, words_a, words_b, span_b, runs)
        quote_a = quote_of(self.v.a, (a[0].start, a[-1].end), a[0].passage.heading_path)
        row.changes.append(
            (
                a[0].start,
                self._change("changed", quote_a, quote_of(self.v.b, span_b, b[0].passage.heading_path), words, notes),
            )
        )

    def _compare_headings(self) -> None:
        """Headings of the same section that are worded otherwise; a number alone is no wording."""
        parts_a, parts_b = self.v.side_a.parts, self.v.side_b.parts
        for in_b, in_a in self.part_of_b.items():
            a, b = parts_a[in_a], parts_b[in_b]
            if not in_a or not in_b or a.name == b.name or not (a.name and b.name):
                continue
            words_a, words_b = list(words_of(self.v.a.text, *a.heading)), list(words_of(self.v.b.text, *b.heading))
            runs = runs_of(words_a, words_b, self.v.noise)
            if words_a and words_b and differs(runs):
                words = spelled_out(self.v.a.text, self.v.b.text, words_a, words_b, b.heading, runs)
                quotes = (quote_of(self.v.a, a.heading, a.heading_path), quote_of(self.v.b, b.heading, b.heading_path))
                self.rows["a", in_a].changes.append((a.heading[0], self._change("changed", *quotes, words)))

    def _struck(self) -> dict[int, list[Unit]]:
        """What sentences of b say is struck: number of the sentence to the units of a that b does not reproduce."""
        found: dict[int, list[Unit]] = {}
        units_b, text, parts_a = self.v.side_b.units, self.v.b.text, self.v.side_a.parts
        left = [u for u in self.v.side_a.units if u.number not in self.to_b]
        for unit in units_b if self.v.scope.parts_b else ():
            sentence = text[unit.start : unit.end]
            if unit.number not in self.to_a and strikes(sentence):
                own = part_meant(unit, units_b, text, parts_a, self.v.alignment.part_of_b.get(unit.section))
                units = struck_by(sentence, own, left, parts_a, self.v.a.text)
                if units:
                    found[unit.number] = units
        return found

    def _left_of_b(self, struck: dict[int, list[Unit]]) -> None:
        """What b alone has: added, or its own words."""
        v = self.v
        for said, units in struck.items():
            sentence = v.side_b.units[said]
            quote_b = quote_of(v.b, (sentence.start, sentence.end), sentence.passage.heading_path)
            for run in _runs(units):
                self._removed(run, quote_b)

        def is_added(unit: Unit) -> bool:
            in_text = not v.scope.parts_b or (
                stands_in_amended_text(unit, v.side_b, v.alignment, self.to_a, v.side_a)
                and not is_direction(v.b.text[unit.start : unit.end])
            )
            return in_text and is_removed(
                unit, v.side_b, v.side_a, self.to_a, is_parts=v.scope.parts_a, is_scan=v.noise.a
            )

        left = [u for u in v.side_b.units if u.number not in self.to_a and u.number not in struck]
        left = [u for u in left if u.number not in self.recut_b | self.furniture_b]
        left = without_running_lines(left) if v.noise.b else left
        added = [unit for unit in left if is_added(unit)]
        for run in _runs(added):
            span = self._span(v.b, v.side_b, run, self.part_of_b)
            words: Words = (("insert", v.b.text[span[0] : span[1]]),)
            row = self.rows[self._key_of_b(run[0])]
            row.changes.append(
                (
                    self._place(run[0]),
                    self._change("added", None, quote_of(v.b, span, run[0].passage.heading_path), words),
                )
            )
        numbers = {unit.number for unit in added}
        for unit in left:
            if unit.number not in numbers:
                self.rows[self._key_of_b(unit)].only_b.append(unit)

    def _left_of_a(self, struck: set[int]) -> None:
        """What a alone has: removed, or not reproduced."""
        v = self.v
        left = [u for u in v.side_a.units if u.number not in self.to_b and u.number not in struck]
        left = [u for u in left if u.number not in self.recut_a | self.furniture_a]
        left = without_running_lines(left) if v.noise.a else left
        removed = [
            u for u in left if is_removed(u, v.side_a, v.side_b, self.to_b, is_parts=v.scope.parts_b, is_scan=v.noise.b)
        ]
        for run in _runs(removed):
            self._removed(run, None)
        numbers = {unit.number for unit in removed}
        for unit in left:
            if unit.number not in numbers:
                self.rows["a", unit.section].only_a.append(unit)

    def _removed(self, run: Sequence[Unit], said: Quote | None) -> None:
        in_b = {a: b for b, a in self.part_of_b.items()}
        span = self._span(self.v.a, self.v.side_a, run, in_b)
        quote = quote_of(self.v.a, span, run[0].passage.heading_path)
        notes: tuple[Note, ...] = ("said_to_be_struck",) if said else ()
        words: Words = (("delete", quote.quote),)
        row = self.rows["a", run[0].section]
        row.changes.append((run[0].start, self._change("removed", quote, said, words, notes)))

    def _change(
        self, kind: ChangeKind, a: Quote | None, b: Quote | None, words: Words, notes: tuple[Note, ...] = ()
    ) -> Change:
        path = a.heading_path if a else b.heading_path if b else ()
        section = path[-1] if path else ""
        change_id = address(kind, section, a.quote if a else "", b.quote if b else "")
        self.ids[change_id] += 1
        if self.ids[change_id] > 1:  # the same words changed alike twice in one section
            change_id += f"-{self.ids[change_id]}"
        return Change(change_id=change_id, kind=kind, section=section, a=a, b=b, words=words, notes=notes)

    def _span(self, document: Document, side: Side, run: Sequence[Unit], aligned: dict[int, int]) -> Span:
        """From the first to the last unit; from its heading where the whole section has no counterpart."""
        section = run[0].section
        whole = section and section not in aligned and sum(u.section == section for u in side.units) == len(run)
        return (side.parts[section].heading[0] if whole else run[0].start, run[-1].end)

    def _key_of_b(self, unit: Unit) -> Key:
        part = self.part_of_b.get(unit.section)
        return ("b", unit.section) if part is None else ("a", part)

    def _place(self, unit: Unit) -> int:
        """Where an addition stands among the changes of its section: after what it follows in b, as a place in a."""
        before = next((self.to_a[j] for j in reversed(range(unit.number)) if j in self.to_a), None)
        return 0 if before is None else self.v.side_a.units[before].end

    def _parts_by_content(self) -> dict[int, int]:
        """Sections of b to the sections of a that most of their sentences stand in."""
        votes: dict[int, Counter[int]] = defaultdict(Counter)
        for j, i in self.to_a.items():
            votes[self.v.side_b.units[j].section][self.v.side_a.units[i].section] += 1
        sizes = Counter(unit.section for unit in self.v.side_b.units)
        best = {part: counter.most_common(1)[0] for part, counter in votes.items()}
        return {part: a for part, (a, n) in best.items() if n >= _HEADING_SHARE * sizes[part]}

    def _ordered(self) -> Iterable[Key]:
        """The sections of a in order, those of b alone behind the section they follow."""
        following: dict[int, list[int]] = defaultdict(list)
        last = 0
        for part in self.v.side_b.parts:
            if part.number in self.part_of_b:
                last = self.part_of_b[part.number]
            else:
                following[last].append(part.number)
        for part in self.v.side_a.parts:
            yield "a", part.number
            for number in following[part.number]:
                yield "b", number

    def _section(self, key: Key, part_in_b: dict[int, int]) -> SectionPair:
        side, number = key
        row = self.rows[key]
        in_a, in_b = (number, part_in_b.get(number)) if side == "a" else (None, number)
        return SectionPair(
            heading_path_a=None if in_a is None else self.v.side_a.parts[in_a].heading_path,
            heading_path_b=None if in_b is None else self.v.side_b.parts[in_b].heading_path,
            changes=tuple(change for _, change in sorted(row.changes, key=lambda one: one[0])),
            unchanged=row.unchanged,
            only_a=tuple((run[0].start, run[-1].end) for run in _runs(row.only_a)),
            only_b=tuple((run[0].start, run[-1].end) for run in _runs(row.only_b)),
        )


def _runs(units: Sequence[Unit]) -> list[list[Unit]]:
    """Units that follow each other in one section, together."""
    runs: list[list[Unit]] = []
    for unit in sorted(units, key=lambda unit: unit.number):
        if runs and runs[-1][-1].number == unit.number - 1 and runs[-1][-1].section == unit.section:
            runs[-1].append(unit)
        else:
            runs.append([unit])
    return runs


def _only_framed(b: Sequence[Word], runs: Sequence[Run]) -> bool:
    """Whether nothing but a lead-in was put before the old words."""
    first = runs[0]
    if len(runs) != 2 or first.is_equal or first.a_start != first.a_end or first.b_end > _FRAME_WORDS:
        return False
    return bool(_FRAME.search(" ".join(word.norm for word in b[: first.b_end])))

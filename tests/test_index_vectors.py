"""What `index.vectors` claims: nearest by cosine, higher is better, and little is lost by storing vectors small."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fakes import unit
from hypothesis import given
from hypothesis import strategies as st

from index.errors import DamagedIndex
from index.vectors import (
    OFFSETS_FILE,
    TOKENS_FILE,
    VECTORS_FILE,
    TokenIndex,
    VectorIndex,
    max_sim,
    pack,
    packed_width,
    unpack,
    with_parts,
)


def random_units(n: int, dim: int, seed: int = 0) -> np.ndarray:
    return unit(np.random.default_rng(seed).normal(size=(n, dim)).astype(np.float32))


@pytest.fixture(scope="module")
def circle(tmp_path_factory: pytest.TempPathFactory) -> VectorIndex:
    """Vectors at 0°, 10°, … 350°: row r has the cosine cos(10° r) with the first."""
    angles = np.deg2rad(np.arange(0, 360, 10))
    path = tmp_path_factory.mktemp("vectors") / VECTORS_FILE
    VectorIndex.build(path, np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32))
    return VectorIndex(path)


EAST = np.array([1, 0], np.float32)


def test_all_neighbours_above_a_cosine_are_returned(circle: VectorIndex) -> None:
    """Of 36 vectors around the circle, 13 lie within 60°; a distance threshold would have found one."""
    found = circle.search(EAST, k=36)
    assert sorted(row for row, cosine in found if cosine >= 0.49) == [0, 1, 2, 3, 4, 5, 6, 30, 31, 32, 33, 34, 35]
    assert len(found) == 36


def test_scores_are_cosines_best_first(circle: VectorIndex) -> None:
    """The vector itself has 1, the opposite one -1, and eight bits over [-1, 1] move none by 0.005."""
    found = circle.search(EAST, k=36)
    assert (found[0][0], found[-1][0]) == (0, 18)
    assert [cosine for _, cosine in found] == sorted((cosine for _, cosine in found), reverse=True)
    assert all(cosine == pytest.approx(np.cos(np.deg2rad(10 * row)), abs=5e-3) for row, cosine in found)


def test_search_stays_within_rows(circle: VectorIndex) -> None:
    """Only the rows allowed come back, and fewer than asked for where there are fewer."""
    assert [row for row, _ in circle.search(EAST, k=10, within=np.array([9, 2, 18], np.int64))] == [2, 9, 18]
    assert circle.search(EAST, k=10, within=np.array([], np.int64)) == []
    assert circle.search(EAST, k=0) == []


def test_stored_vectors_are_read_back(circle: VectorIndex) -> None:
    """`get` gives the rows in the order asked for."""
    assert circle.get([18, 0]) == pytest.approx(np.array([[-1, 0], [1, 0]]), abs=5e-3)
    assert circle.get([]).shape == (0, 2)


def test_an_empty_index_is_searched(tmp_path: Path) -> None:
    """A collection without passages finds nothing."""
    VectorIndex.build(tmp_path / VECTORS_FILE, np.zeros((0, 8), np.float32))
    assert VectorIndex(tmp_path / VECTORS_FILE).search(np.ones(8, np.float32), k=3) == []


@given(n=st.integers(0, 40), dim=st.integers(1, 130), seed=st.integers(0, 2**32 - 1))
def test_packing_keeps_the_direction(n: int, dim: int, seed: int) -> None:
    """Four bits a dimension: a level is 3 / (8 √dim) wide, so unless cut off no component moves by half of one.

    The lengths of what comes back are 1, and each takes half a byte a dimension.
    """
    tokens = random_units(n, dim, seed)
    codes = pack(tokens)
    assert codes.shape == (n, packed_width(dim)) == (n, (dim + 1) // 2)
    back = unpack(codes, dim=dim)
    assert back.shape == tokens.shape
    assert np.linalg.norm(back, axis=1) == pytest.approx(np.ones(n), abs=1e-5)


def test_packing_moves_cosines_little() -> None:
    """At the shipped width of 64 no vector turns by more than 18° and the mean cosine is above 0.99."""
    tokens = random_units(2000, 64)
    cosines = (unpack(pack(tokens), dim=64) * tokens).sum(axis=1)
    assert cosines.mean() > 0.99
    assert cosines.min() > 0.95


def test_max_sim_by_hand() -> None:
    """Question tokens east and north; the passage has east and 53° off north: (1 + 0.8) / 2 = 0.9."""
    question = np.array([[1, 0], [0, 1]], np.float32)
    tokens = np.array([[1, 0], [0.6, 0.8]], np.float32)
    assert max_sim(question, tokens) == pytest.approx(0.9)
    assert max_sim(question, tokens[:0]) == 0
    assert max_sim(question[:0], tokens) == 0


def test_token_index_agrees_with_max_sim(tmp_path: Path) -> None:
    """Scores from the packed index are those of the exact vectors within 0.05, row by row, in the order asked."""
    rows = [random_units(n, 64, seed=n) for n in (5, 1, 0, 12)]
    TokenIndex.build(tmp_path, [pack(tokens) for tokens in rows], dim=64)
    index = TokenIndex(tmp_path, dim=64)
    question = random_units(4, 64, seed=99)
    scores = index.max_sim(question, [3, 2, 0, 1])
    assert scores == pytest.approx([max_sim(question, rows[row]) for row in (3, 2, 0, 1)], abs=0.05)
    assert scores[1] == 0
    assert index.max_sim(question, []).shape == (0,)


def test_matches_are_kept_apart_by_part(tmp_path: Path) -> None:
    """Context east, first sentence north, second west: the best cosine of east and north in each, by hand."""
    tokens = np.array([[1, 0], [0, 1], [-1, 0]], np.float32)
    codes = with_parts(pack(tokens), np.array([0, 1, 2], np.uint8))
    TokenIndex.build(tmp_path, [codes], dim=2)
    found = TokenIndex(tmp_path, dim=2).matches(np.array([[1, 0], [0, 1]], np.float32), 0, n_parts=3)
    by_hand = [[1, 0], [0, 1], [-1, 0], [-1, -1]]  # the third sentence was cut off and has no tokens
    assert found == pytest.approx(np.array(by_hand), abs=0.15)  # two dimensions, four bits each


def test_a_passage_that_repeats_the_question_scores_highest(tmp_path: Path) -> None:
    """Higher is better: the row that holds the question's own tokens wins."""
    rows = [random_units(6, 64, seed=n) for n in range(10)]
    TokenIndex.build(tmp_path, [pack(tokens) for tokens in rows], dim=64)
    scores = TokenIndex(tmp_path, dim=64).max_sim(rows[7][:3], list(range(10)))
    assert int(np.argmax(scores)) == 7
    assert scores[7] > 0.95


@pytest.mark.parametrize("content", [b"", b"junk", b"\x93NUMPY\x01\x00junk"])
def test_damaged_files_are_named(tmp_path: Path, content: bytes) -> None:
    """Each of the three files is refused in one line that names where it lies."""
    VectorIndex.build(tmp_path / VECTORS_FILE, random_units(3, 8))
    TokenIndex.build(tmp_path, [pack(random_units(2, 8))], dim=8)
    for name in (TOKENS_FILE, OFFSETS_FILE):
        whole = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(content)
        with pytest.raises(DamagedIndex, match="styrdok ingest") as caught:
            TokenIndex(tmp_path, dim=8)
        assert "\n" not in str(caught.value)
        (tmp_path / name).write_bytes(whole)
    (tmp_path / VECTORS_FILE).write_bytes(content)
    with pytest.raises(DamagedIndex, match=VECTORS_FILE):
        VectorIndex(tmp_path / VECTORS_FILE)

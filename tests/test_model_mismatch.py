"""An index answers only with the encoder that made it: vectors of two models mean nothing to each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import HashEncoder
from index_cases import build, document

from index.build import Incoming, update
from index.collection import Collection
from index.errors import ModelMismatch
from index.generations import writing

PLAN = document("plan", "Nämnden följer upp planen varje år.", "Kommunstyrelsen beslutar.")


@pytest.mark.parametrize("width", [64, 32])
def test_an_index_of_another_model_is_refused(tmp_path: Path, width: int) -> None:
    """One sentence names both models and says what to do, whether or not their vectors are of one width."""
    build(tmp_path, [PLAN], encoder=HashEncoder("hash@1")).close()
    other = Collection(tmp_path, encoder=HashEncoder("hash@2", dim=width))
    with pytest.raises(ModelMismatch) as caught:
        other.search("Vem följer upp?")
    assert all(part in str(caught.value) for part in ("hash@1", "hash@2", "styrdok ingest", str(tmp_path)))
    assert "\n" not in str(caught.value)
    other.close()


def test_documents_are_read_without_the_model(tmp_path: Path) -> None:
    """What needs no vectors works with any encoder: cards, texts, understanding a question."""
    build(tmp_path, [PLAN], encoder=HashEncoder("hash@1")).close()
    other = Collection(tmp_path, encoder=HashEncoder("hash@2"))
    assert other.document("plan").text == PLAN.text
    assert other.understand("Vem följer upp?").language == "sv"
    other.close()


def test_another_model_encodes_everything_again(tmp_path: Path) -> None:
    """No vector of the old model is taken over, even where names differ by revision alone."""
    one, two = HashEncoder("hash@1"), HashEncoder("hash@2")
    build(tmp_path, [PLAN], encoder=one).close()
    with writing(tmp_path):
        update(tmp_path, incoming=[], encoder=two)
    assert (one.passages_encoded, two.passages_encoded) == (2, 2)
    with writing(tmp_path):
        update(tmp_path, incoming=[Incoming(document=document("ny", "Ny text."), path="/ny")], encoder=two)
    assert two.passages_encoded == 3


def test_a_model_without_token_vectors_is_enough(tmp_path: Path) -> None:
    """Search and its order need no late interaction; a model that has it takes over from one that has not."""
    plain = build(tmp_path, [PLAN], encoder=HashEncoder("plain@1", token_dim=None))
    hits = plain.search("Vem beslutar?")
    assert [hit.max_sim for hit in hits] == [None, None]
    assert hits[0].text == "Kommunstyrelsen beslutar."
    plain.close()
    late = build(tmp_path, [], encoder=HashEncoder("late@1"))
    assert all(hit.max_sim is not None for hit in late.search("Vem beslutar?"))
    late.close()

"""What can go wrong with a collection. Each message is one sentence: the place, the value, the way out.

CollectionError
├── NoCollection       nothing has been ingested there
├── DamagedIndex       files of the index are missing, cut off or unreadable
├── ModelMismatch      the index was made by another encoder
├── CollectionBusy     another process is writing
└── OutOfSpace         the disk is full; the last good generation stays in use
"""


class CollectionError(Exception):
    """The base of all errors of this room but the encoder's own."""


class NoCollection(CollectionError):
    """No generation has been built in the data folder."""


class DamagedIndex(CollectionError):
    """The generation in use cannot be read."""


class ModelMismatch(CollectionError):
    """Vectors of two encoders cannot be compared."""


class CollectionBusy(CollectionError):
    """One process writes at a time."""


class OutOfSpace(CollectionError):
    """Nothing was changed."""

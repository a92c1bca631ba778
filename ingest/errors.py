"""What can go wrong when files are read. Each message is one sentence: the place, the value, the way out.

IngestError
└── UnreadableFile      a file that cannot become a document; the run goes on with the next one
"""


class IngestError(Exception):
    """The base of all errors of this room."""


class UnreadableFile(IngestError):
    """A file was refused; the message names it, says why and what to do."""

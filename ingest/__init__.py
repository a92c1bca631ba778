"""Reads files into `Document`s: one reader per format, one `Block` stream, structure, metadata, passages."""

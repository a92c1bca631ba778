"""Understands a question, reads the passages found and composes cited answers."""

"""Keeps documents and passages, encodes them and finds them again."""

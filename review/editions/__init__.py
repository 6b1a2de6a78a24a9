"""Editions: versions of the review between updates, closed, read back and compared."""

"""Decisions in files: those of other tools taken in for named reviewers, and our own out and in."""

"""Certainty of evidence (GRADE): bodies of evidence, judgements on them, and what they say."""

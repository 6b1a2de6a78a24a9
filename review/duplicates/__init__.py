"""Duplicates: records normalised, blocked, compared and put into sets, and what people judged."""

"""Plots of the synthesis: each a value, and how it is drawn on paper and in text."""

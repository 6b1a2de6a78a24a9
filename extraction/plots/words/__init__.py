"""The words of plots, a file a language."""

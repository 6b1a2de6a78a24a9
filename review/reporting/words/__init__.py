"""The sentences, one data file a language."""

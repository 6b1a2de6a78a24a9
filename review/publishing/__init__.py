"""The publication: a folder with all that a paper needs, and the archive that restores a review."""

"""Words of the publication, a file a language."""

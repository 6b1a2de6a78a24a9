"""Words of the table of agreement, one TOML file a language."""

"""Words of what extraction brings to the publication, one TOML file a language."""

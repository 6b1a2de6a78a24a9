"""The sentences on SWiM, one TOML file a language."""

"""Clashes: what two copies said of one thing without knowing of each other."""

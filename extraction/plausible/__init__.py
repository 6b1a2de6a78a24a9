"""Checks of an entry while it is filled: what cannot be, what is unlikely, and what is lacking."""

"""Sources: exports brought in and stored, what is known of a search, and what each gave."""

"""The people of a review: what each may do, and how far each is."""

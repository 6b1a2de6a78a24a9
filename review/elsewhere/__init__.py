"""Work done elsewhere: numbers that belong in the flow and have no records here."""

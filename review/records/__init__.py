"""Records: found, listed, edited, tagged and written out, each with its history."""

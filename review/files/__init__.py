"""Files on this machine: whole or not at all, packed alike, shown, edited, read for their text."""

"""Pictures as values and sheets of terminal cells: how anything is drawn, whatever it shows."""

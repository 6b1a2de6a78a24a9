"""The desk: the Textual app, its theme, keys, dialogs and widgets, and workspaces of the ground."""

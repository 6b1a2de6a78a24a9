"""The command line: one module a group of commands, on functions that the desk calls too."""

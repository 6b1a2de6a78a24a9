"""What the columns of published files hold, by file or table and column, in each language."""

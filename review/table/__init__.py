"""Tables as values, written as text, Markdown, HTML, CSV, JSON, Word and Excel."""

"""Books: numbered sections of text, facts and tables, on paper and as files of a table each."""

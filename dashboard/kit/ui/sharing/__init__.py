"""What a reader can take along from under a chart or a table: rows, files, pictures, links."""

"""What topics share: charts, parts of pages, methods."""

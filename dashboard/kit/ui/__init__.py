"""Parts of pages: data, filters, cards, tables, exports."""

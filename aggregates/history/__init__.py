"""The `history` aggregate: historical title data by batches and rows (附件4)."""

"""Reports of a trace that people read and keep: text, one HTML page, a PDF."""

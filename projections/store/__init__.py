"""Where views are kept: a database of their own, disposable, checked row by row."""

"""The printed forms: what they say, and the Word and PDF files that say it."""

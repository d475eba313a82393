"""JSON Schemas of the files: loading, judging, explaining, and what of the data is public."""

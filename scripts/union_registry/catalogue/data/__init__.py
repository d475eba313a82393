"""The open data: four tables in four formats, one JSON a union, their schemas and their code book."""

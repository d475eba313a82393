"""The search index: exact for short fields in any script, small for the reader, quick to build.

A text is cut into overlapping pairs of characters. Each pair has a list of where it stands (document and
place), and the lists lie in files by the first character of their pair. The browser takes the pairs of what
is typed, at places 0, 2, 4, … of it, and keeps the documents where they stand one behind the other. `grams`
says what is cut how, `codec` how a list is written; `browser/src/search/` reads it.
"""

from union_registry.catalogue.search.index import SearchIndex

__all__ = ["SearchIndex"]

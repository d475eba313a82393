"""Reports: the one kind of finding, for the terminal, for programs, for a forge and for pages."""

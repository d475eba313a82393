"""What `unions record` is made of: the answers given, the form that asks for the rest, the file that comes of it."""

"""The drawings of the catalogue: SVG made at build time, each with its words.

A drawing has no size of its own: across it is laid out in percent of the room it is given, downwards in
em of its type. So type is as large on a phone as on a desk, grows where the reader wants it large, and
nothing has to be drawn twice. What must not touch is kept apart for the narrowest room a drawing
promises to be readable in, `ROOM` em; in less the style sheet makes its type smaller.
"""

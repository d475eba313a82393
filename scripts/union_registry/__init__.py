"""Register of innovation unions (创新联合体): checks submissions, builds the public catalogue."""

__version__ = "0.1.0"

"""`python -m union_registry` is the same as `unions`."""

from union_registry.cli import main

if __name__ == "__main__":
    main()

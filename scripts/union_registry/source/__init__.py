"""From bytes to data with positions: YAML as people type it, read as meant or refused with a cure."""

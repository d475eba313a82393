"""GitHub as its REST API tells of it and is told: nothing that judges knows of it."""

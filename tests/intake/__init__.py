"""What people hand in: Word forms, Excel lists, zips."""

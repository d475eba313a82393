"""Values as people write them: what they are in the register, and what of it is in doubt."""

"""What changed in the register, told as pages, as a feed and as a calendar of what is due."""

"""The model: what a union's files say, as frozen records that rules can trust."""

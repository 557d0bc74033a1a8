"""How work is done: what is remembered, which processes do it, what is said of it."""

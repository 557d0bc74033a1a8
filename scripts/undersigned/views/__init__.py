"""Which pages exist: the address, the template and the facts of each."""

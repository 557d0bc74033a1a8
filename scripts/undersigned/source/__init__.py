"""Text as editors wrote it: files, strict YAML with the line of every value, and problems."""

"""Annotations of our own on texts that stay where they were published: stand-off, rebuilt on demand."""

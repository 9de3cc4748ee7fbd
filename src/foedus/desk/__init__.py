"""The desk: use cases. Each joins stores, readers and analyses into one answer, and returns plain values to present."""

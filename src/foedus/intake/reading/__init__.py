"""From a document to its statements: bytes, text, passages with exact offsets, metadata; then the grammar reads."""

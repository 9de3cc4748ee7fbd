"""From the bytes of a file to its text and what it says of itself: sniffing, decoding, HTML, DOCX, Markdown, metadata."""

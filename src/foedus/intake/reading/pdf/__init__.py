"""From the pages of a PDF to running text: characters, lines, columns, notes, running heads."""

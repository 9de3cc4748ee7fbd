"""How facts come in: documents are read (`reading`), datasets are imported (`importing`)."""

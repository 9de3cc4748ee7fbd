"""How answers go out: the command line, briefs and figures. Parses, calls one use case of the desk, renders."""

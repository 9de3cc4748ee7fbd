"""What things are: dates, vocabulary, actors, claims, instruments, answers, problems. No I/O beyond packaged YAML."""

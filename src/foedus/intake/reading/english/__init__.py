"""What English sentences say beyond the words of the lexicon: phrases, acts, programmes, provisions."""

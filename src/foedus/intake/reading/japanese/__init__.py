"""Sentences whose verb comes last, particles after names: Japanese."""

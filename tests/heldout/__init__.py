"""Texts written for measuring the reader, with what they state; `locked` was written without sight of the reader and is opened to measure only."""

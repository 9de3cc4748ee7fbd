"""What each piece of a text is: prose, heading, menu, biography, question; in which language."""

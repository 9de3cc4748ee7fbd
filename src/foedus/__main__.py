"""`python -m foedus` is the command line."""

from foedus.present.cli import main

if __name__ == "__main__":
    main()

"""`python -m recoupe.cli`: the command line where no script is installed."""

from recoupe.cli import main

if __name__ == "__main__":
    main()

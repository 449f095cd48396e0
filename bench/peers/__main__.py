"""Runs this package and its peers on the same labelled texts and prints one table.

    python -m bench.peers dates                 # every part of the table that the installed peers can fill
    python -m bench.peers figures               # the same for numbers and quantities
    python -m bench.peers dates --share 0.1     # fewer documents for everybody (the slowest peer reads 1 KB/s)

The peers are in the folder that RECOUPE_PEERS names, else in `../peers`; README.md beside this file says how to make it.
"""

from __future__ import annotations

import argparse
import importlib
import sys

from bench.quality.parts import shared_folder

PARTS = ("dates", "figures")


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.peers", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--share", type=float, default=0.25, help="the share of the news documents that everybody reads")
    parser.add_argument("--only", nargs="*", help="only these peers")
    given = parser.parse_args()
    shared = shared_folder()
    if shared is None:
        print("SKIPPED: there is no labelled data in ../shared/data")
        return 0
    importlib.import_module(f"bench.peers.{given.part}").run(shared, given.share, given.only)
    return 0


if __name__ == "__main__":
    sys.exit(main())

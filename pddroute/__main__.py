"""``python -m pddroute`` and the ``pddroute`` command: run, and turn what happens into a status."""

import gc
import sys


def main() -> None:
    """Run the command line and leave with its exit status."""
    gc.disable()  # one answer leaves next to no cycles to look for; a batch turns it on again
    try:
        if getattr(sys, "frozen", False):  # one file with Python in it: it is its own worker too
            from multiprocessing import freeze_support

            freeze_support()
        from pddroute.surfaces.interrupt import hear

        hear()
        from pddroute.surfaces.edge import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()

"""``python -m pddroute`` and the ``pddroute`` command: run, and turn what happens into a status."""

import gc
import os
import sys


def main() -> None:
    """Run the command line and end the process with its exit status."""
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
    _leave(status)


def _leave(status: int) -> None:
    """End the process without what Python tidies up at its end: memory, for a tenth of a run.

    Every file is closed by now and every other process ended. Who traces or profiles wants the end.
    """
    if sys.gettrace() or sys.getprofile():
        sys.exit(status)
    from pddroute.surfaces.output import leave

    leave()
    os._exit(status)


if __name__ == "__main__":
    main()

"""Makes `.venv` from the lock files: `python3 tools/environment.py run|test`.

This file is plain enough for any Python to read, so that an old one says one sentence.
"""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an old Python reads this
    sys.stderr.write(
        "Sasando membutuhkan Python 3.11 atau lebih baru; di sini Python "
        + sys.version.split()[0]
        + ". Jalankan: make run PYTHON=python3.11\n"
        + "Sasando needs Python 3.11 or newer; this is Python "
        + sys.version.split()[0]
        + ". Run: make run PYTHON=python3.11\n"
    )
    sys.exit(1)

if __name__ == "__main__":
    sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
    import installing

    sys.exit(installing.main(sys.argv[1:]))

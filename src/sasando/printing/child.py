"""One render in a process of its own: `python -I child.py MEMORY CPU WALL`.

Reads a job (JSON) from standard input and writes the PDF, or a fault as JSON, to
standard output. Imports typst and the standard library alone, and is started by
its path, so that neither this package nor Django is loaded.
"""

import json
import re
import resource
import signal
import sys
from typing import Any

FAULT = 3
MEMORY = 4
FIELD = re.compile(r"sasando-field\|([a-z0-9_.]+)\|([a-z]+)")


def main(memory_bytes: int, cpu_seconds: int, wall_seconds: int) -> int:
    """Print the job on standard input under these limits; gives the exit status."""
    limit(memory_bytes, cpu_seconds=cpu_seconds, wall_seconds=wall_seconds)
    try:
        return press(json.loads(sys.stdin.buffer.read()))
    except MemoryError:
        return MEMORY


def limit(memory_bytes: int, *, cpu_seconds: int, wall_seconds: int) -> None:
    """Bind this process: memory, CPU, wall clock; it may write no file at all."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    # A core file would hold the letter.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # The parent has its own clock; this one is for a parent that was killed.
    signal.alarm(wall_seconds + 1)


def press(job: dict[str, Any]) -> int:
    """Compile the job and write the PDF, or the fault; gives the exit status."""
    import typst  # after the limits, which must hold for its native code as well

    try:
        pdf = typst.compile(
            job["main"],
            root=job["root"],
            font_paths=typst.Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[job["fonts"]],
            ),
            ignore_system_fonts=True,
            package_path=job["packages"],
            package_cache_path=job["packages"],
            pdf_standards=["a-2a", "ua-1"],
            sys_inputs={"data": job["data"], "language": job["language"]},
            timestamp=job["timestamp"],
        )
    except typst.TypstError as error:
        sys.stdout.write(json.dumps(fault(error.message, trace=error.trace)))
        return FAULT
    sys.stdout.buffer.write(pdf)
    return 0


def fault(message: str, *, trace: list[str]) -> dict[str, Any]:
    """What to tell the parent: the field a template named, or only the reason."""
    named = FIELD.search(message)
    if named:
        return {"field": named[1], "kind": named[2]}
    if message.startswith("panicked with"):
        # Whatever a layout throws may be a person's data, and this goes to the log.
        return {"reason": "the layout stopped itself", "trace": trace[:5]}
    return {"reason": message[:500], "trace": trace[:5]}


if __name__ == "__main__":
    sys.exit(main(*(int(number) for number in sys.argv[1:4])))

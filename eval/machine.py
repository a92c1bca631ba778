"""What a measurement was made on, in words that name no host, user or path."""

from __future__ import annotations

import os
import platform
import resource
import sys
from pathlib import Path
from typing import Any

from eval.settings import packages, revision


def machine() -> dict[str, Any]:
    """Processor, cores that may be used, memory in GiB, operating system, Python, packages and revision."""
    return {
        "cpu": _cpu(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "packages": packages(),
        "revision": revision(),
    }


def peak_memory_mib() -> float:
    """The most memory this process has held, in MiB.

    Linux hands a parent's peak down through fork and exec in `ru_maxrss`; `VmHWM` is this process's own.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return round(int(line.split()[1]) / 1024, 1)
    return in_mib(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def in_mib(ru_maxrss: int) -> float:
    """`ru_maxrss` in MiB; it counts KiB on Linux and bytes on macOS."""
    return round(ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10), 1)


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or "unknown"

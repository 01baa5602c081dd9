"""What the system says of a process: its memory and its time on the processor."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Memory:
    """What is resident, in MB of 10⁶ bytes: in all, and what no file backs."""

    rss: float
    anonymous: float


def memory(pid: int) -> Memory:
    """Return what a process keeps in memory now."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    kilobytes = {name: value.split()[0] for name, _, value in (line.partition(":") for line in lines) if "kB" in value}
    return Memory(int(kilobytes["VmRSS"]) * 1024 / 1e6, int(kilobytes["RssAnon"]) * 1024 / 1e6)


def cpu_seconds(pid: int) -> float:
    """Return the time a process and its threads spent on a processor so far, to the hundredth."""
    # The second field is the program's name in parentheses, which may hold spaces (proc(5)).
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

"""Runs a command and prints what it cost: python launch.py OUT COMMAND…

A process of its own, because a child's peak memory is never less than its parent's was when it was
started (Linux counts the moment between fork and exec), and the benchmark grows.
"""

import json
import os
import subprocess
import sys
import time

if __name__ == "__main__":
    out, *command = sys.argv[1:]
    with open(out, "wb") as stream:  # noqa: PTH123  # pathlib would make this process larger
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=stream, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)  # it has been waited for
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    cost = {
        "wall": wall,
        "cpu": usage.ru_utime + usage.ru_stime,
        "peak": kilobytes / 1024,
        "code": abs(child.returncode),
    }
    print(json.dumps(cost))

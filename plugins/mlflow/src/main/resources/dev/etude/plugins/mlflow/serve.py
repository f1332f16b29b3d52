"""Runs a command in a process group of its own, and ends the group when standard input ends.

Standard input ends with the process that holds its other end, however that process dies: nothing is left behind.
"""
import os
import signal
import subprocess
import sys
import threading

GRACE_SECONDS = 5

server = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, start_new_session=True)


def end_group(force=False):
    if hasattr(os, "killpg"):
        try:
            os.killpg(server.pid, signal.SIGKILL if force else signal.SIGTERM)
        except ProcessLookupError:
            pass
    else:
        server.kill() if force else server.terminate()


def watch():
    sys.stdin.buffer.read()
    end_group()
    try:
        server.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        pass
    end_group(force=True)


# Ctrl-C and a closed terminal reach the whole group in the foreground; the parent decides what they mean.
for name in ("SIGINT", "SIGHUP"):
    if hasattr(signal, name):
        signal.signal(getattr(signal, name), signal.SIG_IGN)
signal.signal(signal.SIGTERM, lambda number, frame: end_group())
threading.Thread(target=watch, daemon=True).start()
code = server.wait()
end_group(force=True)
sys.exit(code)

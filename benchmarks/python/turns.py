"""What the benchmarks that set Etude beside its peers have in common: servers that take turns, and their ratio."""

import math
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
HOME = HERE.parent

JAVA = [  # as the runner starts it
    "-XX:+IgnoreUnrecognizedVMOptions",
    "-XX:+UseSerialGC", "-Xmx512m", "-Xmn60m", "-XX:SurvivorRatio=2",
    "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
    "-Dorg.bytedeco.javacpp.maxphysicalbytes=2g",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
    "-Djava.awt.headless=true", "-Xlog:disable",
]


def java_command(*arguments, flags=()):
    """Starts a class of the benchmarks as the runner starts Etude."""
    java = str(Path(os.environ["JAVA_HOME"]) / "bin" / "java") if "JAVA_HOME" in os.environ else "java"
    class_path = os.pathsep.join(
        str(part) for part in [HERE / "target/classes", HOME / "plugins/distribution/target/lib/*", HERE / "target/lib/*"])
    return [java, *JAVA, *flags, "-cp", class_path, *arguments]


def etude_environment(threads):
    """What the runner sets, and how many threads Etude may use."""
    return {"OMP_NUM_THREADS": str(threads), "OPENBLAS_NUM_THREADS": str(threads), "OMP_WAIT_POLICY": "PASSIVE"}


class Server:
    """A process that does a piece of work as often as it is told to, and answers with the nanoseconds that it took."""

    def __init__(self, name, command, environment):
        self.name = name
        self.times = []  # milliseconds a piece, a burst each
        self.process = subprocess.Popen(
            [str(part) for part in command], cwd=HOME, env={**os.environ, **environment}, text=True, bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if self.line() != "ready":
            sys.exit(f"{name} did not get ready")

    def line(self):
        line = self.process.stdout.readline().strip()
        if not line:
            sys.exit(f"{self.name} ended with exit code {self.process.wait()}")
        return line

    def run(self, times):
        self.process.stdin.write(f"{times}\n")
        return int(self.line()) / times / 1e6

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()


def take_turns(servers, rounds, burst):
    """Lets servers run bursts, in another order each round."""
    for number in range(rounds):
        turn = servers[number % len(servers):] + servers[: number % len(servers)]
        for server in turn if number // len(servers) % 2 == 0 else reversed(turn):
            server.times.append(server.run(burst))


def median_interval(values):
    """The order statistics between which the true median lies with a probability of at least 95%."""
    ordered = sorted(values)
    count = len(ordered)
    below, outside = 0.0, 0
    while outside < count // 2:
        below += math.comb(count, outside) / 2 ** count
        if below > 0.025:
            break
        outside += 1
    return ordered[max(outside - 1, 0)], ordered[count - max(outside, 1)]


def prepared_python(requirements):
    """The interpreter of the virtual environment with some packages, made at the first call."""
    folder = HERE / "target" / requirements.removesuffix(".txt")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = folder / "installed"
    if not done.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", HERE / "python" / requirements], check=True)
        done.touch()
    return str(python)


def build():
    subprocess.run([HOME / "mvnw", "-B", "-q", "-Pbenchmarks", "-pl", "benchmarks", "-am", "package",
                    "-DskipTests", "-Dmaven.test.skip=true"], cwd=HOME, check=True)

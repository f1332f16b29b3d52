"""Reads all MIDI files below a folder on demand, each into a boolean piano roll, packed eight cells a byte:

    data_server.py READER FOLDER STEPS_PER_QUARTER PROCESSES

READER is symusic, symusic-events (which makes no rolls of the events and throws them away), pretty_midi or music21. Says
ready, then reads lines: how often to read the folder, each answered with the nanoseconds that it took.
"""

import multiprocessing
import sys
import time
from pathlib import Path

import numpy

LOWEST, PITCHES = 21, 88


def symusic_reader(steps):
    from symusic import Score

    def read(path):
        score = Score(path).resample(steps, 1)
        rolls = score.pianoroll(modes=["frame"], pitch_range=[LOWEST, LOWEST + PITCHES], encode_velocity=False)
        return numpy.packbits(rolls[0].any(axis=0), axis=1)

    return read


def symusic_events_reader(_):
    from symusic import Score

    def read(path):
        Score(path)

    return read


def pretty_midi_reader(steps):
    import pretty_midi

    def read(path):
        midi = pretty_midi.PrettyMIDI(path)
        quarter = midi.resolution
        notes = [note for instrument in midi.instruments if not instrument.is_drum for note in instrument.notes]
        spans = [(note.pitch - LOWEST, midi.time_to_tick(note.start) * steps / quarter,
                  midi.time_to_tick(note.end) * steps / quarter) for note in notes]
        return packed(spans)

    return read


def music21_reader(steps):
    import music21

    def read(path):
        score = music21.converter.parse(path, forceSource=True)
        spans = []
        for note in score.flatten().notes:
            start = float(note.offset) * steps
            for pitch in note.pitches:
                spans.append((pitch.midi - LOWEST, start, start + float(note.quarterLength) * steps))
        return packed(spans)

    return read


def packed(spans):
    roll = numpy.zeros((PITCHES, max((round(end) for _, _, end in spans), default=0) + 1), dtype=bool)
    for pitch, start, end in spans:
        if 0 <= pitch < PITCHES:
            roll[pitch, round(start):max(round(end), round(start) + 1)] = True
    return numpy.packbits(roll, axis=1)


READERS = {"symusic": symusic_reader, "symusic-events": symusic_events_reader,
           "pretty_midi": pretty_midi_reader, "music21": music21_reader}
reader = None


def start_worker(name, steps):
    global reader
    reader = READERS[name](steps)


def read(path):
    return reader(path)


def main():
    name, folder, steps, processes = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    start_worker(name, steps)
    pool = multiprocessing.Pool(processes, start_worker, (name, steps)) if processes > 1 else None
    print("ready", flush=True)
    for line in sys.stdin:
        start = time.perf_counter_ns()
        for _ in range(int(line)):
            paths = sorted(str(path) for path in folder.rglob("*.mid"))
            rolls = pool.map(read, paths, chunksize=16) if pool else [read(path) for path in paths]
            del rolls
        print(time.perf_counter_ns() - start, flush=True)


if __name__ == "__main__":
    main()

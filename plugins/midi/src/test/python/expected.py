"""What RealFilesTest expects, computed without Java:  pip install mido==1.3.3;  python expected.py FOLDER STEPS_PER_QUARTER

Prints the number of files, notes and cells, and a SHA-256 over the text "<path>: <step>:<pitch> <step>:<pitch> …\n" of
all files in order, sounding cells in order of step, then pitch (0 = MIDI 21), preceded by "*" where a note begins.
"""
import glob, hashlib, math, os, sys
from fractions import Fraction
import mido

OVERHANG = Fraction(1, 4)


def cells(path, steps_per_quarter):
    midi = mido.MidiFile(path)
    sounding, begins, notes = set(), set(), 0
    for track in midi.tracks:
        tick, open_notes = 0, {}
        for message in track:
            tick += message.time
            if message.type == "note_on" and message.velocity > 0:
                open_notes.setdefault((message.channel, message.note), []).append(tick)
            elif message.type in ("note_on", "note_off") and open_notes.get((message.channel, message.note)):
                start = open_notes[message.channel, message.note].pop(0)
                if start == tick:
                    continue
                scale = Fraction(steps_per_quarter, midi.ticks_per_beat)
                first = math.floor(start * scale + Fraction(1, 2))
                last = max(first + 1, math.ceil(tick * scale - OVERHANG))
                notes += 1
                begins.add((first, message.note - 21))
                sounding.update((step, message.note - 21) for step in range(first, last))
    begins |= {(step, pitch) for step, pitch in sounding if (step - 1, pitch) not in sounding}
    return notes, sounding, begins


def main(folder, steps_per_quarter):
    paths = sorted(p for p in glob.glob(os.path.join(folder, "**", "*"), recursive=True) if p.lower().endswith((".mid", ".midi")))
    digest, all_notes, all_cells = hashlib.sha256(), 0, 0
    for path in paths:
        notes, sounding, begins = cells(path, steps_per_quarter)
        line = " ".join(("*" if cell in begins else "") + "%d:%d" % cell for cell in sorted(sounding))
        digest.update((os.path.relpath(path, folder).replace(os.sep, "/") + ": " + line + "\n").encode())
        all_notes += notes
        all_cells += len(sounding)
    print(len(paths), all_notes, all_cells, digest.hexdigest())


main(sys.argv[1], int(sys.argv[2]))

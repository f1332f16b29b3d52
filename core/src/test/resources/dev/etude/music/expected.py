"""Writes what music21 makes of each *.notes file beside this script: *.txt (chordify, bars, ties) and keys.txt.

    python3 -m venv venv && venv/bin/pip install music21==10.5.1 && venv/bin/python expected.py

A *.notes file: the number of steps and the steps a quarter, then one note a line: pitch, first step, step after the last.
"""
import io
from contextlib import redirect_stdout
from fractions import Fraction
from pathlib import Path

from music21 import chord, key, meter, note, stream, tempo

METRES = {"e-major-waltz": "3/4"}


def read(path):
    lines = [line.split() for line in path.read_text().splitlines() if not line.startswith("#")]
    (steps, per_quarter), notes = map(int, lines[0]), lines[1:]
    part = stream.Part()
    for pitch, begin, end in notes:
        element = note.Note(pitch, quarterLength=Fraction(int(end) - int(begin), per_quarter))
        part.insert(Fraction(int(begin), per_quarter), element)
    return part, Fraction(steps, per_quarter)


def text(part, length, found, metre):
    voice = part.chordify()
    end = max(n.offset + n.quarterLength for n in part.notes)
    if end < length:
        voice.insert(end, note.Rest(quarterLength=length - end))
    voice.insert(0, tempo.MetronomeMark(number=96, text=""))
    voice.insert(0, key.Key(found.tonic, found.mode))
    voice.insert(0, meter.TimeSignature(metre))
    voice.makeMeasures(inPlace=True)
    voice.makeTies(inPlace=True)
    for measure in voice.getElementsByClass(stream.Measure):
        measure.removeByClass("Clef")
    printed = io.StringIO()
    with redirect_stdout(printed):
        voice.show("text")
    ties = []
    for measure in voice.getElementsByClass(stream.Measure):
        for element in measure.getElementsByClass(chord.Chord):
            ties.append(" ".join(n.tie.type.upper() if n.tie else "NONE" for n in element.notes))
    return printed.getvalue() + "".join(f"ties {line}\n" for line in ties)


here = Path(__file__).parent
keys = []
for path in sorted(here.glob("*.notes")):
    part, length = read(path)
    found = part.analyze("key")
    keys.append(f"{path.stem} {found.tonic.pitchClass} {found.mode} {found.correlationCoefficient:.12f}\n")
    (here / f"{path.stem}.txt").write_text(text(part, length, found, METRES.get(path.stem, "4/4")))
(here / "keys.txt").write_text("".join(keys))

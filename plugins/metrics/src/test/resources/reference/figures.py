"""Figures that the metrics must equal, computed a second way: with NumPy, and with MusPy where it has the metric.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 mido==1.3.3 muspy==0.5.0
    venv/bin/python figures.py                  writes rows.txt and figures.txt beside this script
    venv/bin/python figures.py FOLDER           writes figures-of-progressions.txt for a folder of MIDI files:
                                                every tenth file is held out, and its windows are the rows

rows.txt holds one piece or row a line: its number of steps, then its notes as pitch:from-to, pitches from 0 (A0) to 87.
"""
import glob
import os
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
LOWEST, PITCHES = 21, 88
CHORDS = ["047", "037", "036", "048", "027", "057", "047a", "047b", "037a", "036a", "0369", "0247", "0479", "0379"]


def transpose_set(intervals, root):
    return sum(1 << (int(interval, 16) + root) % 12 for interval in intervals)


FULL = {transpose_set(chord, root) for chord in CHORDS for root in range(12)}
FIFTHS = {transpose_set("07", root) for root in range(12)}
SCALES = np.array([[int((p - root) % 12 in scale) for p in range(12)]
                   for root in range(12) for scale in ((0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 11))])


def roll_of(notes, steps):
    roll = np.zeros((steps, PITCHES), bool)
    for pitch, start, end in notes:
        roll[start:end, pitch] = True
    return roll


def pitch_classes(roll):
    """[..., 88] to sets of twelve bits."""
    sets = np.zeros(roll.shape[:-1], int)
    for pitch in range(PITCHES):
        sets |= roll[..., pitch].astype(int) << (pitch + LOWEST) % 12
    return sets


def chords(rows, steps_per_bar):
    sets = pitch_classes(rows)
    full = np.isin(sets, list(FULL))
    yield "chord-rate", full.mean()
    yield "bare-fifths", np.isin(sets, list(FIFTHS)).mean()
    yield "chord-kinds", len(np.unique(sets[full]))
    yield "changes", (rows[:, 1:] != rows[:, :-1]).any(-1).sum(1).mean()
    yield "silent-steps", (sets == 0).mean()
    best = np.zeros(len(rows))
    steps = rows.shape[1]
    for shift in range(-(steps_per_bar // 4), steps_per_bar // 4 + 1):
        bars = []
        for bar in range(shift, steps, steps_per_bar):
            start, end = max(0, bar), min(steps, bar + steps_per_bar)
            if end - start >= steps_per_bar // 2:
                bars.append(np.isin(pitch_classes(rows[:, start:end].mean(1) > 0.5), list(FULL)))
        best = np.maximum(best, np.mean(bars, 0))
    yield "chord-rate-by-bar", best.mean()


def wrong_notes(rows, window):
    events = wrong = out = single = 0
    steps = rows.shape[1]
    for row in rows:
        edges = np.diff(np.pad(row.astype(int), ((1, 1), (0, 0))), axis=0)
        pitches, starts = np.nonzero(edges.T == 1)
        ends = np.nonzero(edges.T == -1)[1]
        classes = (pitches + LOWEST) % 12
        is_out = np.zeros(len(pitches), bool)
        for number in range((steps + window - 1) // window):
            inside = starts // window == number
            scale = SCALES[np.argmax(SCALES @ np.bincount(classes[inside], minlength=12))]
            is_out[inside] = scale[classes[inside]] == 0
        is_single = (ends - starts == 1) & (starts > 0) & (ends < steps)
        events += len(pitches)
        wrong += (is_out | is_single).sum()
        out += is_out.sum()
        single += is_single.sum()
    yield "wrong-notes", wrong / events
    yield "out-of-scale", out / events
    yield "single-step", single / events


def windows_of(pieces, steps):
    return np.unique(np.concatenate([
        np.stack([np.take(piece, range(offset, offset + steps), axis=0, mode="wrap") for offset in range(len(piece))])
        for piece in pieces]), axis=0)


def normalised(row):
    sounding = np.nonzero(row.any(0))[0]
    return np.roll(row, -sounding[0] if len(sounding) else 0, axis=1).tobytes()


def nearest(rows, windows):
    flat_windows = windows.reshape(len(windows), -1).astype(np.float32)
    best = np.full(len(rows), np.inf)
    for semitones in range(-12, 13):
        moved = np.roll(rows, semitones, axis=2)
        if semitones > 0:
            moved[:, :, :semitones] = False
        elif semitones < 0:
            moved[:, :, semitones:] = False
        flat = moved.reshape(len(rows), -1).astype(np.float32)
        differing = flat.sum(1)[:, None] + flat_windows.sum(1)[None] - 2 * flat @ flat_windows.T
        lost = rows.sum((1, 2)) - moved.sum((1, 2))
        best = np.minimum(best, differing.min(1) + lost)
    return best


def copies(rows, pieces, held_out):
    windows = windows_of(pieces, rows.shape[1])
    known = {normalised(window) for window in windows}
    distances = nearest(rows, windows)
    yield "copies", np.mean([normalised(row) in known for row in rows])
    yield "nearest", distances.mean()
    yield "nearest-median", np.median(distances)
    if held_out:
        windows = windows_of(held_out, rows.shape[1])
        known = {normalised(window) for window in windows}
        yield "copies-of-held-out", np.mean([normalised(row) in known for row in rows])
        yield "nearest-held-out", nearest(rows, windows).mean()


def chord_sequence(row, steps_per_bar):
    sets = [int(pitch_classes(row[bar:bar + steps_per_bar].mean(0) > 0.5)) for bar in range(0, len(row), steps_per_bar)]
    return min(tuple((s << n | s >> 12 - n) & 0xFFF for s in sets) for n in range(12))


def chord_sequences(rows, pieces, steps_per_bar):
    known = {chord_sequence(window, steps_per_bar) for window in windows_of(pieces, rows.shape[1])}
    sequences = [chord_sequence(row, steps_per_bar) for row in rows]
    yield "known-chord-sequences", np.mean([sequence in known for sequence in sequences])
    yield "distinct-chord-sequences", len(set(sequences)) / len(sequences)


def diversity(rows):
    yield "distinct", len({row.tobytes() for row in rows}) / len(rows)
    yield "density", rows.mean()


def muspy_figures(rows_of_notes, steps_per_quarter, steps_per_bar):
    import muspy
    values = {}
    for notes in rows_of_notes:
        if not notes:
            continue
        music = muspy.Music(resolution=steps_per_quarter, tracks=[muspy.Track(notes=[
            muspy.Note(time=start, pitch=pitch + LOWEST, duration=end - start) for pitch, start, end in notes])])
        for name, value in (
                ("polyphony", muspy.polyphony(music)),
                ("pitch-class-entropy", muspy.pitch_class_entropy(music)),
                ("scale-consistency", muspy.scale_consistency(music)),
                ("used-pitch-classes", muspy.n_pitch_classes_used(music)),
                ("empty-measure-rate", muspy.empty_measure_rate(music, steps_per_bar)),
                ("groove-consistency", muspy.groove_consistency(music, steps_per_bar))):
            values.setdefault(name, []).append(value)
    # A row without notes uses no pitch class; MusPy's other figures are not defined for it.
    values["used-pitch-classes"] += [0] * sum(not notes for notes in rows_of_notes)
    for name, each in values.items():
        yield name, np.nanmean(each)


def write_figures(path, *figures):
    with open(os.path.join(HERE, path), "w") as file:
        for each in figures:
            for name, value in each:
                file.write(f"{name} {float(value)!r}\n")


def notes_of(random, steps, steps_per_bar):
    """Chords bar by bar, with repeats, rests, wrong notes and notes that flicker."""
    notes = []
    key = random.integers(-5, 7)
    for bar in range(0, steps, steps_per_bar):
        if random.random() < 0.1:
            continue
        kind = CHORDS[random.integers(len(CHORDS))] if random.random() < 0.3 else CHORDS[random.integers(2)]
        root = 39 + key + [0, 2, 4, 5, 7, 9][random.integers(6)]
        cuts = [bar] + [step for step in range(bar + 1, bar + steps_per_bar) if random.random() < 0.15] + [bar + steps_per_bar]
        for start, end in zip(cuts, cuts[1:]):
            pitches = {root + int(interval, 16) for interval in kind if random.random() < 0.93}
            if random.random() < 0.4:
                pitches.add(root - 12)
            notes += [(int(pitch), start, min(end, steps)) for pitch in sorted(pitches)]
    roll = roll_of(notes, steps)
    for _ in range(random.integers(4)):
        step, pitch = int(random.integers(steps)), int(random.integers(PITCHES))
        if not roll[step, pitch]:
            notes.append((pitch, step, step + 1))
    return sorted(notes)


def moved(notes, offset, steps, semitones):
    """The part of a piece's notes inside a window, transposed."""
    return sorted((pitch + semitones, max(0, start - offset), min(steps, end - offset))
                  for pitch, start, end in notes if start - offset < steps and end > offset)


def made_up():
    steps_per_quarter, steps_per_bar, steps = 2, 8, 32
    random = np.random.default_rng(1)
    pieces = [(n, notes_of(random, n, steps_per_bar)) for n in (32, 40, 64, 48)]
    held_out = [(n, notes_of(random, n, steps_per_bar)) for n in (32, 48)]
    rows = [notes_of(random, steps, steps_per_bar) for _ in range(24)]
    rows += [moved(pieces[2][1], 5, steps, 3), moved(pieces[3][1], 16, steps, -7), moved(held_out[1][1], 8, steps, 1), [], rows[0]]
    with open(os.path.join(HERE, "rows.txt"), "w") as file:
        for kind, lines in (("piece", pieces), ("held-out", held_out), ("row", [(steps, notes) for notes in rows])):
            for length, notes in lines:
                file.write(" ".join([kind, str(length)] + [f"{pitch}:{start}-{end}" for pitch, start, end in notes]) + "\n")
    rolls = np.stack([roll_of(notes, steps) for notes in rows])
    training = [roll_of(notes, n) for n, notes in pieces]
    write_figures(
        "figures.txt", chords(rolls, steps_per_bar), wrong_notes(rolls, 2 * steps_per_bar), diversity(rolls),
        copies(rolls, training, [roll_of(notes, n) for n, notes in held_out]),
        chord_sequences(rolls, training, steps_per_bar), muspy_figures(rows, steps_per_quarter, steps_per_bar))


def roll_of_midi(path):
    """One step a quarter note, four quarters a bar, whole bars."""
    import mido
    midi = mido.MidiFile(path)
    notes = []
    for track in midi.tracks:
        tick, sounding = 0, {}
        for message in track:
            tick += message.time
            if message.type == "note_on" and message.velocity > 0:
                sounding[message.note] = tick
            elif message.type in ("note_on", "note_off") and message.note in sounding:
                start = round(sounding.pop(message.note) / midi.ticks_per_beat)
                notes.append((message.note - LOWEST, start, max(start + 1, round(tick / midi.ticks_per_beat))))
    return roll_of(notes, -(-max(end for _, _, end in notes) // 4) * 4)


def of_folder(folder):
    rolls = [roll_of_midi(path) for path in sorted(glob.glob(os.path.join(folder, "**", "*.mid"), recursive=True))]
    training = [roll for number, roll in enumerate(rolls) if number % 10]
    rows = windows_of(rolls[::10], 16)
    write_figures(
        "figures-of-progressions.txt", chords(rows, 4), wrong_notes(rows, 8), diversity(rows),
        copies(rows, training, []), chord_sequences(rows, training, 4))


if __name__ == "__main__":
    of_folder(sys.argv[1]) if len(sys.argv) > 1 else made_up()

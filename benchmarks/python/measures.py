"""The figures that configs/conv-critic.yaml asks of its samples, for piano rolls as boolean arrays [rows, T, 88].

The same figures by the same definitions as Etude's metrics chords, wrong-notes, diversity and copies, in array
operations; what takes long, the search for the nearest window, as matrix products.
"""

import numpy as np
import torch

SYMBOLS = 88
LOWEST = 21  # MIDI number of the lowest key
FARTHEST = 12  # semitones that a near window may be transposed by
STEPS_PER_BAR = 4

FULL_CHORDS = [
    (0, 4, 7), (0, 3, 7), (0, 3, 6), (0, 4, 8), (0, 2, 7), (0, 5, 7), (0, 4, 7, 10), (0, 4, 7, 11), (0, 3, 7, 10),
    (0, 3, 6, 10), (0, 3, 6, 9), (0, 2, 4, 7), (0, 4, 7, 9), (0, 3, 7, 9)]
BARE_FIFTH = (0, 7)
MAJOR, HARMONIC_MINOR = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 11)


def is_one_of(kinds):
    """By the set of pitch classes that sound, bit n for pitch class n: whether it is one of some chords on any root."""
    table = np.zeros(1 << 12, bool)
    for root in range(12):
        for kind in kinds:
            table[sum(1 << (root + interval) % 12 for interval in kind)] = True
    return table


FULL_CHORD = is_one_of(FULL_CHORDS)
FIFTH = is_one_of([BARE_FIFTH])
SCALES = np.array([np.isin(np.arange(12), [(root + interval) % 12 for interval in scale])
                   for root in range(12) for scale in (MAJOR, HARMONIC_MINOR)])


def by_pitch_class(cells):
    """[..., 88] -> [..., 12], a sum over the octaves."""
    octaves = np.pad(cells, [(0, 0)] * (cells.ndim - 1) + [(LOWEST % 12, -(SYMBOLS + LOWEST) % 12)])
    return octaves.reshape(*cells.shape[:-1], -1, 12).sum(-2)


def pitch_class_sets(cells):
    return (by_pitch_class(cells) > 0) @ (1 << np.arange(12))


def chords(rolls):
    sets = pitch_class_sets(rolls)
    full = FULL_CHORD[sets]
    return {
        "chord-rate": full.mean(),
        "chord-rate-by-bar": np.max([rate_by_bar(rolls, shift) for shift in (-1, 0, 1)], 0).mean(),
        "bare-fifths": FIFTH[sets].mean(),
        "chord-kinds": len(np.unique(sets[full])),
        "changes": (rolls[:, 1:] != rolls[:, :-1]).any(2).sum(1).mean(),
        "silent-steps": (sets == 0).mean(),
    }


def rate_by_bar(rolls, shift):
    """Of each row, the share of bars whose pitches that sound in more than half of their steps make a chord."""
    found = []
    for bar in range(shift, rolls.shape[1], STEPS_PER_BAR):
        steps = rolls[:, max(0, bar):bar + STEPS_PER_BAR]
        if steps.shape[1] >= STEPS_PER_BAR // 2:
            found.append(FULL_CHORD[pitch_class_sets(2 * steps.sum(1) > steps.shape[1])])
    return np.mean(found, 0)


def wrong_notes(rolls):
    begins = rolls.copy()
    begins[:, 1:] &= ~rolls[:, :-1]
    window = 2 * STEPS_PER_BAR
    windows = by_pitch_class(begins.reshape(len(rolls), -1, window, SYMBOLS).sum(2))  # [rows, windows, 12]
    scales = SCALES[(windows @ SCALES.T.astype(int)).argmax(2)]  # [rows, windows, 12]
    keys = scales[:, :, (np.arange(SYMBOLS) + LOWEST) % 12].repeat(window, axis=1)  # [rows, T, 88]
    out = begins & ~keys
    single = np.zeros_like(begins)
    single[:, 1:-1] = begins[:, 1:-1] & ~rolls[:, 2:]
    notes = begins.sum()
    return {
        "wrong-notes": (out | single).sum() / notes,
        "out-of-scale": out.sum() / notes,
        "single-step": single.sum() / notes,
    }


def diversity(rolls):
    sounding = rolls.sum((1, 2))
    steps = rolls.any(2).sum(1)
    return {
        "distinct": len(np.unique(np.packbits(rolls.reshape(len(rolls), -1), axis=1), axis=0)) / len(rolls),
        "density": rolls.mean(),
        "polyphony": (sounding[steps > 0] / steps[steps > 0]).mean(),
    }


class Windows:
    """All windows of some pieces, at every offset; a piece begins again where it ends."""

    def __init__(self, pieces, steps):
        windows = np.concatenate([
            piece[(np.arange(len(piece))[:, None] + np.arange(steps)) % len(piece)] for piece in pieces])
        self.keys = set(transposed_down(windows))
        windows = np.unique(windows.reshape(len(windows), -1), axis=0).reshape(-1, steps, SYMBOLS)
        # Keys that no window uses have nothing in common with any row.
        used = np.flatnonzero(windows.any((0, 1)))
        self.low, self.high = used[0], used[-1] + 1
        kept = windows[:, :, self.low:self.high].reshape(len(windows), -1)
        self.cells = torch.from_numpy(kept.T.astype(np.float32))  # [T * keys, windows]
        self.on = self.cells.sum(0)

    def copies(self, rolls):
        return np.mean([key in self.keys for key in transposed_down(rolls)])

    def nearest(self, rolls):
        """Of each row, how many cells differ from the nearest window, transposed by up to an octave."""
        padded = np.pad(rolls, [(0, 0), (0, 0), (FARTHEST, FARTHEST)]).astype(np.float32)
        differences = []
        for semitones in range(2 * FARTHEST + 1):
            moved = padded[:, :, semitones + self.low:semitones + self.high].reshape(len(rolls), -1)
            shared = torch.from_numpy(moved) @ self.cells  # [rows, windows]
            differences.append(torch.add(self.on, shared, alpha=-2).amin(1))
        return rolls.sum((1, 2)) + torch.stack(differences).amin(0).numpy()


def transposed_down(rolls):
    """What is equal for all transpositions of a row: its cells, its lowest note on the lowest key."""
    lowest = np.where(rolls.any((1, 2)), rolls.any(1).argmax(1), 0)
    sources = lowest[:, None, None] + np.arange(SYMBOLS)
    padded = np.pad(rolls, [(0, 0), (0, 0), (0, SYMBOLS)])
    moved = np.take_along_axis(padded, np.broadcast_to(sources, rolls.shape), 2)
    return [row.tobytes() for row in np.packbits(moved.reshape(len(rolls), -1), axis=1)]


def copies(rolls, training, held_out):
    nearest = training.nearest(rolls)
    return {
        "copies": training.copies(rolls),
        "copies-of-held-out": held_out.copies(rolls),
        "nearest": nearest.mean(),
        "nearest-median": np.median(nearest),
        "nearest-held-out": held_out.nearest(rolls).mean(),
    }


def measured(rolls, training, held_out):
    figures = {**chords(rolls), **wrong_notes(rolls), **diversity(rolls), **copies(rolls, training, held_out)}
    return {name: float(value) for name, value in figures.items()}

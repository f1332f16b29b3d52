"""The peer of ./runner configs/conv-critic.yaml: the same experiment as a Python script, from start to finish.

    experiment.py MIDI_FOLDER OUT [--steps 12000] [--seed 1] [--tracker http://host:port] [--soundfont FILE]

MIDI files are read and written by pretty_midi, the networks trained by PyTorch, samples measured in NumPy, drawn by
matplotlib and played by TiMidity++. OUT gets what a run folder of Etude has in the same places: metrics.jsonl,
checkpoints, samples, summary.json and, instead of a report, a picture of the curves.
"""

import argparse
import json
import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pretty_midi
import torch

from games import SEMITONES, SHIFT, Augmentation, RecipeGame
from measures import LOWEST, SYMBOLS, Windows, measured
from networks import NOISE, CodeGenerator, ProductCritic

WINDOW, HOP, HELD_OUT = 16, 4, 0.1
BATCH = 48
SAMPLES, MEASURED = 6, 500
LOG_EVERY, CHECKPOINT_EVERY, MEASURE_EVERY, RENDER_EVERY = 50, 500, 1000, 3000
RATE_ROWS = 2000


def read_piece(path):
    """A roll [steps, 88], a step a quarter note; and the tempo."""
    midi = pretty_midi.PrettyMIDI(str(path))
    notes = [(note.pitch - LOWEST,
              midi.time_to_tick(note.start) / midi.resolution, midi.time_to_tick(note.end) / midi.resolution)
             for instrument in midi.instruments if not instrument.is_drum for note in instrument.notes]
    roll = np.zeros((int(np.ceil(max(end for _, _, end in notes) / 4 - 0.1)) * 4, SYMBOLS), bool)
    for pitch, start, end in notes:
        if 0 <= pitch < SYMBOLS:
            roll[round(start):max(round(start) + 1, int(np.ceil(end - 0.25))), pitch] = True
    return roll, midi.get_tempo_changes()[1][0]


class Music:
    """Windows of pieces, drawn by drawing a piece and then one of its windows."""

    def __init__(self, pieces):
        windows = []
        for piece in pieces:
            starts = np.arange(0, max(0, len(piece) - WINDOW) + 1, HOP)
            windows.append(piece[(starts[:, None] + np.arange(WINDOW)) % len(piece)])
        self.counts = np.array([len(of_piece) for of_piece in windows])
        self.first = np.concatenate([[0], self.counts.cumsum()[:-1]])
        self.windows = torch.from_numpy(np.concatenate(windows))

    def draw(self, rows, random):  # -> [rows, T, 88]
        pieces = random.integers(0, len(self.counts), rows)
        return self.windows[torch.from_numpy(self.first[pieces] + random.integers(0, self.counts[pieces]))]


class Renderer:
    """MIDI and pictures at once; sound by TiMidity++ in a process of its own, beside the training."""

    def __init__(self, tempo, soundfont):
        self.tempo = tempo
        self.options = []
        if soundfont:
            font = Path(soundfont).resolve()
            self.options = ["-c", font] if font.suffix == ".cfg" else ["-x", f"soundfont {font}"]
        self.background = ThreadPoolExecutor(1)
        self.sounds = []

    def render(self, rolls, title, folder):
        folder.mkdir(parents=True)
        for number, roll in enumerate(rolls, 1):
            stem = folder / f"sample-{number:02}"
            self.write_midi(roll, stem.with_suffix(".mid"))
            self.draw(roll, f"{title}, {number}", stem.with_suffix(".png"))
            self.sounds.append(self.background.submit(self.play, stem.with_suffix(".mid"), stem.with_suffix(".wav")))

    def write_midi(self, roll, path):
        midi = pretty_midi.PrettyMIDI(initial_tempo=self.tempo, resolution=480)
        piano = pretty_midi.Instrument(0)
        edges = np.diff(np.pad(roll.astype(np.int8), [(1, 1), (0, 0)]), axis=0)
        for pitch in np.flatnonzero(roll.any(0)):
            for start, end in zip(np.flatnonzero(edges[:, pitch] > 0), np.flatnonzero(edges[:, pitch] < 0)):
                seconds = 60 / self.tempo
                piano.notes.append(pretty_midi.Note(85, int(pitch) + LOWEST, start * seconds, end * seconds))
        midi.instruments.append(piano)
        midi.write(str(path))

    def draw(self, roll, title, path):
        figure, axes = plt.subplots(figsize=(10, 5))
        keys = np.flatnonzero(roll.any(0))
        low, high = (max(0, keys[0] - 2), min(SYMBOLS, keys[-1] + 3)) if len(keys) else (27, 51)
        axes.imshow(roll[:, low:high].T, origin="lower", aspect="auto", interpolation="nearest", cmap="Blues",
                    extent=(0, len(roll), low + LOWEST - 0.5, high + LOWEST - 0.5))
        axes.set(title=title, xlabel="quarter note", ylabel="MIDI pitch", xticks=range(0, len(roll) + 1, 4))
        axes.grid(axis="x")
        figure.savefig(path)
        plt.close(figure)

    def play(self, midi, wav):
        command = ["timidity", *self.options, "--preserve-silence", "-Ow", "-s", "44100", "--quiet=2", "-o", wav, midi]
        played = subprocess.run(command, capture_output=True, text=True)
        if played.returncode or not wav.exists():
            raise SystemExit(f"timidity played nothing of {midi}; name a --soundfont that it can read: {played.stderr}")

    def finish(self):
        for sound in self.sounds:
            sound.result()


class Journal:
    """Figures by step: a line of JSON each and, if there is one, to an MLflow server, which is not waited for."""

    def __init__(self, out, tracker, settings):
        self.lines = []
        self.file = (out / "metrics.jsonl").open("w")
        self.mlflow = None
        if tracker:
            import mlflow

            self.mlflow = mlflow
            mlflow.set_tracking_uri(tracker)
            mlflow.set_experiment("conv-critic")
            mlflow.start_run()
            mlflow.log_params(settings)

    def log(self, step, figures):
        self.lines.append((step, figures))
        self.file.write(json.dumps({"step": step, "time": time.time(), **figures}) + "\n")
        self.file.flush()
        if self.mlflow:
            self.mlflow.log_metrics(figures, step=step, synchronous=False)

    def draw(self, path):
        figure, axes = plt.subplots(2, 1, figsize=(10, 8), sharex=True)
        for number, names in enumerate([["train/critic", "train/generator"],
                                        ["eval/chord-rate", "eval/wrong-notes", "eval/distinct", "eval/copies"]]):
            for name in names:
                points = [(step, figures[name]) for step, figures in self.lines if name in figures]
                axes[number].plot(*zip(*points), label=name)
            axes[number].legend()
        figure.savefig(path)
        plt.close(figure)

    def finish(self, out):
        self.file.close()
        if self.mlflow:
            self.mlflow.log_artifacts(str(out))
            self.mlflow.end_run()


def save(game, step, path):
    """Written aside, so that there always is a whole checkpoint."""
    aside = path.with_suffix(".part")
    torch.save({
        "step": step, "generator": game.generator.state_dict(), "critic": game.critic.state_dict(),
        "average": game.average.state_dict(), "generator_optimizer": game.generator_optimizer.state_dict(),
        "critic_optimizer": game.critic_optimizer.state_dict(), "random": torch.get_rng_state()}, aside)
    os.replace(aside, path)


def symbol_rates(music, random):
    """How often each symbol is on in what the critic sees as real: where the generator begins."""
    rows = Augmentation(WINDOW, SEMITONES, SHIFT, random)(music.draw(RATE_ROWS, random).float())
    return rows.mean((0, 1)).clamp(1e-3, 0.9)


def compared(music, hidden, rows, windows):
    """The figures of real, held-out and random rows, which those of samples are read beside."""
    random = np.random.default_rng(12345)
    real = music.draw(rows, random).numpy()
    return {
        "real": measured(real, *windows),
        "held-out": measured(hidden.draw(rows, random).numpy(), *windows),
        "random": measured(random.random(real.shape) < real.mean(), *windows),
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("midi", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=12_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, help="of PyTorch; its default if left out")
    parser.add_argument("--tracker", help="address of an MLflow server")
    parser.add_argument("--soundfont", help="a .cfg or .sf2 file; TiMidity++'s own if left out")
    parser.add_argument("--compile", action="store_true", help="torch.compile both networks")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    random = np.random.default_rng(arguments.seed)

    arguments.out.mkdir(parents=True)
    pieces, tempos = zip(*[read_piece(path) for path in sorted(arguments.midi.rglob("*.mid"))])
    order = np.random.default_rng(123).permutation(len(pieces))
    hidden_count = round(HELD_OUT * len(pieces))
    held_out = [pieces[i] for i in order[:hidden_count]]
    training = [pieces[i] for i in order[hidden_count:]]
    music = Music(training)
    windows = Windows(training, WINDOW), Windows(held_out, WINDOW)

    critic = ProductCritic(WINDOW, deviating=True)
    generator = CodeGenerator(WINDOW, symbol_rates(music, random))
    game = RecipeGame(BATCH, arguments.steps, lambda: music.draw(BATCH, random).float(), critic, generator, random)
    if arguments.compile:
        for network in (critic, generator):
            network.forward = torch.compile(network.forward)
    noise = torch.randn(MEASURED, NOISE)

    def sample(count):
        with torch.inference_mode():
            return (game.average(noise[:count]) > 0).numpy()

    renderer = Renderer(float(np.median(tempos)), arguments.soundfont)
    journal = Journal(arguments.out, arguments.tracker, vars(arguments))
    comparison = compared(music, Music(held_out), MEASURED, windows)
    begun = time.perf_counter()
    for step in range(1, arguments.steps + 1):
        critic_loss, generator_loss = game.step(step - 1)
        last = step == arguments.steps
        if step % LOG_EVERY == 0 or last:
            journal.log(step, {"train/critic": critic_loss.item(), "train/generator": generator_loss.item()})
        if step % MEASURE_EVERY == 0 or last:
            figures = measured(sample(MEASURED), *windows)
            journal.log(step, {f"eval/{name}": value for name, value in figures.items()})
            print(f"step {step}  {step / (time.perf_counter() - begun):.0f} steps/s  "
                  + "  ".join(f"{name} {figures[name]:.3f}" for name in ("chord-rate", "chord-kinds", "distinct")),
                  flush=True)
        if step % RENDER_EVERY == 0 or last:
            renderer.render(sample(SAMPLES), f"conv-critic, step {step:,}",
                            arguments.out / "samples" / f"step-{step:08}")
        if step % CHECKPOINT_EVERY == 0 or last:
            save(game, step, arguments.out / "checkpoint.pt")
    renderer.finish()
    journal.draw(arguments.out / "curves.png")
    summary = {"step": arguments.steps, **figures, "rows": comparison}
    (arguments.out / "summary.json").write_text(json.dumps(summary, indent=2))
    journal.finish(arguments.out)


if __name__ == "__main__":
    main()

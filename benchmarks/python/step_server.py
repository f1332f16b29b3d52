"""The peer of StepServer.java: the same training steps in PyTorch, on demand.

Says "ready", then reads lines: a number of steps to run, each answered with the nanoseconds that they took. Steps are
counted from the middle of the training on. B is the batch, T the time steps of a window; a step has 88 symbols.

Written as PyTorch's tuning guide advises: fused Adam, gradients set to none, nothing waits for a number to be printed,
no gradient is computed that is not used. Flushing denormal numbers to zero made no difference.
"""

import argparse
import math
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

SYMBOLS = 88
STEPS = 8000  # of the training whose middle is measured
NOISE = 100
HIDDEN = 256


def dense(inputs, outputs, gain=2.0):
    layer = nn.Linear(inputs, outputs)
    nn.init.normal_(layer.weight, 0, math.sqrt(gain / inputs))
    nn.init.zeros_(layer.bias)
    return layer


def deviation(h, group=8):
    """Minibatch deviation: how much the rows of a group differ. [B, features] -> [B, 1]"""
    grouped = h.reshape(len(h) // group, group, -1)
    variance = (grouped - grouped.mean(1, keepdim=True)).square().mean(1)
    return (variance + 1e-8).sqrt().mean(1).repeat_interleave(group)[:, None]


class Critic(nn.Module):
    """The last layers that all critics share."""

    def __init__(self, hidden, deviating):
        super().__init__()
        self.deviating = deviating
        self.score = dense(hidden + (1 if deviating else 0), 1, 1.0)

    def scored(self, h):  # [B, hidden] -> [B]
        return self.score(torch.cat([h, deviation(h)], 1) if self.deviating else h)[:, 0]


class FullyConnectedCritic(Critic):
    def __init__(self, steps, deviating):
        super().__init__(128, deviating)
        self.first = dense(SYMBOLS * steps, 256)
        self.second = dense(256, 128)

    def forward(self, x):  # [B, T, 88] -> [B]
        return self.scored(F.silu(self.second(F.silu(self.first(x.flatten(1))))))


class ProductCritic(Critic):
    """The convolutional critic, its convolutions written as matrix products."""

    def __init__(self, steps, deviating, channels=32, time_channels=64, hidden=128):
        super().__init__(hidden, deviating)
        windows = (steps - 4) // 2 + 1
        self.chords = dense(SYMBOLS, channels)
        self.windows = dense(4 * channels, time_channels)
        self.hidden = dense(windows * time_channels, hidden)
        self.chord_score = dense(channels, 1, 1.0)
        self.window_score = dense(time_channels, 1, 1.0)

    def forward(self, x):  # [B, T, 88] -> [B]
        chords = F.silu(self.chords(x))  # [B, T, channels]
        pairs = chords.reshape(len(x), chords.shape[1] // 2, -1)
        windows = F.silu(self.windows(torch.cat([pairs[:, :-1], pairs[:, 1:]], 2)))  # [B, windows, time channels]
        score = self.scored(F.silu(self.hidden(windows.flatten(1))))
        return score + self.window_score(windows).mean(1)[:, 0] + self.chord_score(chords).mean(1)[:, 0]


class ConvolutionCritic(Critic):
    """The convolutional critic, its convolutions written as such.

    The symbols are channels: nn.Conv2d with a kernel of all symbols by one step computes the same and takes longer,
    with channels last twice as long.
    """

    def __init__(self, steps, deviating, channels=32, time_channels=64, hidden=128):
        super().__init__(hidden, deviating)
        windows = (steps - 4) // 2 + 1
        self.chords = nn.Conv1d(SYMBOLS, channels, 1)
        self.windows = nn.Conv1d(channels, time_channels, 4, stride=2)
        self.hidden = dense(windows * time_channels, hidden)
        self.chord_score = dense(channels, 1, 1.0)
        self.window_score = dense(time_channels, 1, 1.0)

    def forward(self, x):  # [B, T, 88] -> [B]
        chords = F.silu(self.chords(x.transpose(1, 2)))  # [B, channels, T]
        windows = F.silu(self.windows(chords))  # [B, time channels, windows]
        score = self.scored(F.silu(self.hidden(windows.flatten(1))))
        return score + self.window_score(windows.mean(2))[:, 0] + self.chord_score(chords.mean(2))[:, 0]


class PlainGenerator(nn.Module):
    def __init__(self, steps, rates):
        super().__init__()
        self.steps = steps
        self.hidden = dense(NOISE, HIDDEN)
        self.cells = dense(HIDDEN, steps * SYMBOLS, 6.0)
        self.cells.bias.data.copy_(torch.logit(rates).repeat(steps))

    def forward(self, z):  # [B, 100] -> [B, T, 88]
        return self.cells(F.relu(self.hidden(z))).view(len(z), self.steps, SYMBOLS)


class SlotGenerator(nn.Module):
    """A slot of four steps has features of its own, repeated on its steps, beside those of each step."""

    def __init__(self, steps, rates, features=128, slot_features=96, slot_steps=4):
        super().__init__()
        self.steps, self.slots, self.slot_steps = steps, steps // slot_steps, slot_steps
        self.slot_features = slot_features
        self.hidden = dense(NOISE, HIDDEN)
        self.packed = dense(HIDDEN, self.slots * slot_features + steps * (features - slot_features))
        self.cells = dense(features, SYMBOLS, 6.0)
        self.cells.bias.data.copy_(torch.logit(rates))

    def forward(self, z):  # [B, 100] -> [B, T, 88]
        packed = F.relu(self.packed(F.relu(self.hidden(z))))
        of_slots = self.slots * self.slot_features
        return self.spread(packed[:, :of_slots], packed[:, of_slots:])

    def spread(self, slots, steps):
        rows = len(slots)
        repeated = slots.reshape(rows, self.slots, 1, self.slot_features).expand(-1, -1, self.slot_steps, -1)
        repeated = repeated.reshape(rows, self.steps, self.slot_features)
        return self.cells(torch.cat([repeated, steps.reshape(rows, self.steps, -1)], 2))


class CodeGenerator(SlotGenerator):
    """Etude's: a slot chooses its features by one of 160 codes. The last batch's shares are kept for the reward."""

    def __init__(self, steps, rates, features=128, slot_features=112, slot_steps=4, codes=160):
        super().__init__(steps, rates, features, slot_features, slot_steps)
        self.codes = codes
        self.packed = dense(HIDDEN, self.slots * codes + steps * (features - slot_features))
        self.chosen = dense(codes, slot_features, 2.0 * codes)
        self.log_shares = None

    def forward(self, z):  # [B, 100] -> [B, T, 88]
        packed = self.packed(F.relu(self.hidden(z), inplace=True))
        of_slots = self.slots * self.codes
        choices = packed[:, :of_slots].reshape(len(z), self.slots, self.codes)
        self.log_shares = F.log_softmax(choices, 2)
        self.shares = self.log_shares.exp()
        made = F.relu(self.chosen(self.shares), inplace=True)
        return self.spread(made, F.relu(packed[:, of_slots:]))

    def reward(self, balance=0.45, sureness=0.3):
        mean = self.shares.mean((0, 1))
        of_mean = -(mean * torch.log(mean + 1e-8)).sum()
        own = -(self.shares * self.log_shares).sum(2).mean()
        return balance * of_mean - sureness * own


class StraightThrough(torch.autograd.Function):
    """Cells of 0 and 1, on with the probability sigmoid(x / scale); backward as if they were sigmoid(slope x)."""

    @staticmethod
    def forward(context, x, slope, scale):
        context.slope = slope
        context.save_for_backward(x)
        if scale == 0:
            return (x > 0).float()
        return torch.rand_like(x).lt_(torch.sigmoid(x / scale))

    @staticmethod
    def backward(context, gradient):
        (x,) = context.saved_tensors
        p = torch.sigmoid(context.slope * x)
        return gradient * (context.slope * p * (1 - p)), None, None


class Augmentation:
    """A transposition and a shift in time, drawn once a row; what leaves at one end comes in at the other."""

    def __init__(self, steps, semitones, shift, random):
        self.steps, self.semitones, self.shift, self.random = steps, semitones, shift, random

    def __call__(self, x):  # [B, T, 88]
        return self.moved(self.moved(x, 2, SYMBOLS, self.semitones), 1, self.steps, self.shift)

    def moved(self, x, dimension, length, farthest):
        by = torch.from_numpy(self.random.integers(-farthest, farthest + 1, len(x)))
        sources = (torch.arange(length)[None] - by[:, None]) % length
        shape = (len(x), 1, length) if dimension == 2 else (len(x), length, 1)
        return torch.gather(x, dimension, sources.view(shape).expand_as(x))


class PlainGame:
    """Cross entropy, non-saturating; sigmoid outputs, or cells of 0 and 1 without noise."""

    def __init__(self, arguments, rows, critic, generator):
        self.batch, self.rows, self.critic, self.generator = arguments.batch, rows, critic, generator
        self.binary = arguments.output == "binary"
        self.random = np.random.default_rng(1)
        self.critic_optimizer = adam(critic)
        self.generator_optimizer = adam(generator)

    def step(self, number):
        real = drawn(self.rows, self.batch, self.random)
        logits = self.generator(torch.randn(self.batch, NOISE))
        fake = StraightThrough.apply(logits, 1.0, 0.0) if self.binary else torch.sigmoid(logits)

        self.critic_optimizer.zero_grad(set_to_none=True)
        r, f = self.critic(torch.cat([real, fake.detach()])).chunk(2)
        (F.softplus(-r).mean() + F.softplus(f).mean()).backward()
        self.critic_optimizer.step()

        self.critic.requires_grad_(False)
        self.generator_optimizer.zero_grad(set_to_none=True)
        F.softplus(-self.critic(fake)).mean().backward()
        self.generator_optimizer.step()
        self.critic.requires_grad_(True)


class RecipeGame:
    """Relativistic pairs, lazy R1 as a central difference, augmented fakes, noisy binary cells, a moving average."""

    def __init__(self, arguments, rows, critic, generator):
        self.batch, self.rows, self.critic, self.generator = arguments.batch, rows, critic, generator
        self.with_codes = arguments.generator == "codes"
        self.random = np.random.default_rng(1)
        self.augment = Augmentation(arguments.steps, 2 if self.with_codes else 3, 1, self.random)
        self.average = [p.detach().clone() for p in generator.parameters()]
        self.parameters = list(generator.parameters())
        self.critic_optimizer = adam(critic)
        self.generator_optimizer = adam(generator)

    def cells(self, logits, progress):
        scale = 3.0 * min(1, max(0, (progress - 0.2) / 0.8))
        if self.with_codes:
            return StraightThrough.apply(logits - 1, 0.3, scale)
        p = torch.sigmoid(0.3 * logits)
        u = torch.rand_like(logits).clamp(1e-6, 1 - 1e-6)
        return (logits + scale * (torch.log(u) - torch.log1p(-u)) > 0).float() + p - p.detach()

    def step(self, number):
        progress = min(1, number / STEPS)
        real = drawn(self.rows, self.batch, self.random)
        fake = self.augment(self.cells(self.generator(torch.randn(self.batch, NOISE)), progress))
        both = torch.cat([self.augment(real), fake.detach()])

        self.critic_optimizer.zero_grad(set_to_none=True)
        r, f = self.critic(both).chunk(2)
        F.softplus(f - r).mean().backward()
        if number % 4 == 0:
            self.penalise(both, 0.15 ** min(1, progress / 0.8))
        self.critic_optimizer.step()

        self.critic.requires_grad_(False)
        self.generator_optimizer.zero_grad(set_to_none=True)
        f = self.critic(fake)
        losses = F.softplus(r.detach() - f)
        if not self.with_codes and progress > 0.3:
            # Only the rows with the highest scores.
            losses = losses[f.topk(int(self.batch * (1 - 0.5 * min(1, (progress - 0.3) / 0.3)))).indices]
        loss = losses.mean()
        if self.with_codes:
            loss = loss - self.generator.reward()
        loss.backward()
        self.generator_optimizer.step()
        self.critic.requires_grad_(True)
        with torch.no_grad():
            torch._foreach_lerp_(self.average, self.parameters, 1 - min(0.999, (number + 1) / (number + 10)))

    def penalise(self, both, weight, difference=0.1):
        inputs = both.clone().requires_grad_(True)
        (slope,) = torch.autograd.grad(self.critic(inputs).sum(), inputs)
        length = slope.flatten(1).norm(dim=1).clamp_min(1e-8)
        move = slope * (difference / length)[:, None, None]
        up, down = self.critic(torch.cat([both + move, both - move])).chunk(2)
        (weight * 4 * 2 * (length * (up - down) / (2 * difference)).mean()).backward()


def adam(network):
    return torch.optim.Adam(network.parameters(), 1e-3, (0.5, 0.99), fused=True)


def drawn(rows, batch, random):
    return rows[torch.from_numpy(random.integers(0, len(rows), batch))].float()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", help="real rows as bytes 0 and 1, [rows, T, 88]")
    parser.add_argument("--game", choices=["plain", "recipe"], required=True)
    parser.add_argument("--generator", choices=["plain", "slots", "codes"], default="plain")
    parser.add_argument("--critic", choices=["fc", "conv", "conv-as-product"], required=True)
    parser.add_argument("--output", choices=["sigmoid", "binary"], default="sigmoid", help="of the plain game")
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--steps", type=int, required=True, help="time steps of a row")
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--compile", action="store_true", help="torch.compile both networks")
    arguments = parser.parse_args()

    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    rows = torch.from_numpy(np.fromfile(arguments.rows, np.uint8).reshape(-1, arguments.steps, SYMBOLS))
    rates = rows.float().mean((0, 1)).clamp(1e-3, 0.9)
    critics = {"fc": FullyConnectedCritic, "conv": ConvolutionCritic, "conv-as-product": ProductCritic}
    generators = {"plain": PlainGenerator, "slots": SlotGenerator, "codes": CodeGenerator}
    games = {"plain": PlainGame, "recipe": RecipeGame}
    game = games[arguments.game](
        arguments,
        rows,
        critics[arguments.critic](arguments.steps, arguments.game == "recipe"),
        generators[arguments.generator](arguments.steps, rates))

    if arguments.compile:
        for network in (game.critic, game.generator):
            network.forward = torch.compile(network.forward)

    print("ready", flush=True)
    number = STEPS // 2
    for line in sys.stdin:
        last = number + int(line)
        start = time.perf_counter_ns()
        while number < last:
            game.step(number)
            number += 1
        print(time.perf_counter_ns() - start, flush=True)


if __name__ == "__main__":
    main()

"""The networks of Etude in PyTorch. B is the batch, T the time steps of a window; a step has 88 symbols."""

import math

import torch
import torch.nn.functional as F
from torch import nn

SYMBOLS = 88
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

    def __init__(self, steps, rates, hidden=HIDDEN, features=128, slot_features=96, slot_steps=4):
        super().__init__()
        self.steps, self.slots, self.slot_steps = steps, steps // slot_steps, slot_steps
        self.slot_features = slot_features
        self.hidden = dense(NOISE, hidden)
        self.packed = dense(hidden, self.slots * slot_features + steps * (features - slot_features))
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
    """Etude's: a slot chooses its features by one of its codes. The last batch's shares are kept for the reward."""

    def __init__(self, steps, rates, hidden=HIDDEN, features=128, slot_features=112, slot_steps=4, codes=320):
        super().__init__(steps, rates, hidden, features, slot_features, slot_steps)
        self.codes = codes
        self.packed = dense(hidden, self.slots * codes + steps * (features - slot_features))
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

    def reward(self, balance=1.0, sureness=0.6):
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

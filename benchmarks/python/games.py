"""Training steps in PyTorch: what a step of Etude does, for the networks of networks.py.

Written as PyTorch's tuning guide advises: fused Adam, gradients set to none, nothing waits for a number to be printed,
no gradient is computed that is not used. Flushing denormal numbers to zero made no difference. B is the batch, T the
time steps of a window.
"""

import copy

import torch
import torch.nn.functional as F

from networks import NOISE, SYMBOLS, CodeGenerator, StraightThrough

SEMITONES, SHIFT = 2, 1  # how far the recipe augments


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
    """Cross entropy, non-saturating; sigmoid outputs, or cells of 0 and 1 without noise.

    draw makes a batch of real rows, [B, T, 88].
    """

    def __init__(self, batch, draw, critic, generator, binary):
        self.batch, self.draw, self.critic, self.generator, self.binary = batch, draw, critic, generator, binary
        self.critic_optimizer = adam(critic)
        self.generator_optimizer = adam(generator)

    def step(self, number):
        real = self.draw()
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
    """Relativistic pairs, lazy R1 as a central difference, augmented fakes, noisy binary cells, a moving average.

    steps is the length of the training that the schedules are stretched to; draw makes a batch of real rows, [B, T, 88].
    """

    def __init__(self, batch, steps, draw, critic, generator, random):
        self.batch, self.steps, self.draw, self.critic, self.generator = batch, steps, draw, critic, generator
        self.with_codes = isinstance(generator, CodeGenerator)
        self.augment = Augmentation(generator.steps, SEMITONES if self.with_codes else 3, SHIFT, random)
        self.average = copy.deepcopy(generator).requires_grad_(False)
        self.averages, self.parameters = list(self.average.parameters()), list(generator.parameters())
        self.critic_optimizer = adam(critic)
        self.generator_optimizer = adam(generator)

    def cells(self, logits, progress):
        scale = 3.0 * min(1, max(0, (progress - 0.2) / 0.8))
        if self.with_codes:
            return StraightThrough.apply(logits - 1.2, 0.3, scale)
        p = torch.sigmoid(0.3 * logits)
        u = torch.rand_like(logits).clamp(1e-6, 1 - 1e-6)
        return (logits + scale * (torch.log(u) - torch.log1p(-u)) > 0).float() + p - p.detach()

    def step(self, number):
        """One step, after a number of others; returns the losses of critic and generator, not yet waited for."""
        progress = min(1, number / self.steps)
        real = self.draw()
        fake = self.augment(self.cells(self.generator(torch.randn(self.batch, NOISE)), progress))
        both = torch.cat([self.augment(real), fake.detach()])

        self.critic_optimizer.zero_grad(set_to_none=True)
        r, f = self.critic(both).chunk(2)
        critic_loss = F.softplus(f - r).mean()
        critic_loss.backward()
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
            torch._foreach_lerp_(self.averages, self.parameters, 1 - min(0.999, (number + 1) / (number + 10)))
        return critic_loss.detach(), loss.detach()

    def penalise(self, both, weight, difference=0.1):
        inputs = both.clone().requires_grad_(True)
        (slope,) = torch.autograd.grad(self.critic(inputs).sum(), inputs)
        length = slope.flatten(1).norm(dim=1).clamp_min(1e-8)
        move = slope * (difference / length)[:, None, None]
        up, down = self.critic(torch.cat([both + move, both - move])).chunk(2)
        (weight * 4 * 2 * (length * (up - down) / (2 * difference)).mean()).backward()


def adam(network):
    return torch.optim.Adam(network.parameters(), 1e-3, (0.5, 0.99), fused=True)

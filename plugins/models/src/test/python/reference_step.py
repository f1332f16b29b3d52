"""What ReferenceStepTest expects: a few steps of the game, computed without Java, in double precision by PyTorch.

    python3 -m venv venv && venv/bin/pip install torch==2.15.0
    venv/bin/python reference_step.py        writes reference-step.json among the test's resources

Networks, batch and noise are small and drawn here; they are numbers of single precision, so that both sides begin with
the same ones. What the trainer itself draws (rows, augmentation, logistic noise) comes from the same streams as there:
Java's SplittableRandom, in SplitMix64 below. B is the batch, T the steps of a row, S its symbols.
"""
import json
import math
import os

import torch
import torch.nn.functional as F

B, T, S, Z = 8, 8, 6, 5
SEED, STEPS, SHOWN = 13, 10, 3
PIECES = 8
SEMITONES, SHIFT = 2, 1
# Epsilon is so large because some gradients, as that of the score's bias, are nought but for rounding, and Adam divides
# by them.
ADAM = dict(lr=1e-3, betas=(0.5, 0.99), eps=1e-3)
SLOPE, AVERAGE = 0.3, 0.999
NOISE = dict(start=0.0, end=1.0, low=0.5, high=3.0)
TOP = dict(start=0.0, end=0.2, low=1.0, high=0.5)
PENALTY = dict(low=1.0, high=0.15, end=0.8, every=2, difference=0.1)
SAFE = 2e-5  # a threshold that rounding to single precision might cross would make the comparison worthless
MASK = (1 << 64) - 1
GOLDEN_GAMMA = 0x9E3779B97F4A7C15
HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "../resources/dev/etude/plugins/models/reference-step.json")


def mix64(z):
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & MASK
    z = (z ^ z >> 27) * 0x94D049BB133111EB & MASK
    return z ^ z >> 31


def java_hash(text):
    h = 0
    for character in text:
        h = h * 31 + ord(character) & 0xFFFFFFFF
    return h - (1 << 32) if h >> 31 else h


class SplitMix64:
    """java.util.SplittableRandom for one purpose and step of a run, as dev.etude.training.Seeds seeds it."""

    def __init__(self, purpose, step):
        value = mix64(SEED * GOLDEN_GAMMA + mix64(java_hash(purpose) & MASK) & MASK)
        self.state = mix64(value + mix64(step + GOLDEN_GAMMA & MASK) & MASK)

    def bits(self):
        self.state = self.state + GOLDEN_GAMMA & MASK
        z = (self.state ^ self.state >> 33) * 0x62A9D9ED799705F5 & MASK
        return ((z ^ z >> 28) * 0xCB24D0A5C88C35B3 & MASK) >> 32

    def uniforms(self, count):
        """Two of each draw of 64 bits, the upper ones first."""
        both = []
        while len(both) < count:
            self.state = self.state + GOLDEN_GAMMA & MASK
            draw = mix64(self.state)
            both += [(draw >> 32) * 2.0**-32, (draw & 0xFFFFFFFF) * 2.0**-32]
        return both[:count]

    def below(self, bound):
        if bound & bound - 1 == 0:
            return self.bits() & bound - 1
        while True:
            u = self.bits() >> 1
            if u - u % bound + bound - 1 < 1 << 31:
                return u % bound


def augmented(rows, draws):
    """Each row moved in pitch, what passes the edge is lost, then in time, where it comes round again."""
    result = []
    for row in rows:
        up, later = draws.below(2 * SEMITONES + 1) - SEMITONES, draws.below(2 * SHIFT + 1) - SHIFT
        keep = torch.zeros_like(row)
        if up >= 0:
            keep = torch.cat([keep[:, :up], row[:, : S - up]], 1)
        else:
            keep = torch.cat([row[:, -up:], keep[:, :-up]], 1)
        result.append(keep.roll(later, 0))
    return torch.stack(result)


def layer(inputs, outputs, gain, generator):
    made = torch.nn.Linear(inputs, outputs, dtype=torch.float64)
    with torch.no_grad():
        for parameter, scale in ((made.weight, math.sqrt(gain / inputs)), (made.bias, 0.1)):
            parameter.copy_((torch.randn(parameter.shape, generator=generator) * scale).double())
    return made


def deviation(h, group):
    """How much the rows of a group differ: standard deviation of each feature, averaged to one number a group."""
    groups = h.view(-1, group, h.shape[1])
    each = ((groups.var(1, unbiased=False) + 1e-8).sqrt()).mean(1)
    return each.repeat_interleave(group).unsqueeze(1)


class ConvCritic(torch.nn.Module):
    channels, kernel, stride, time_channels, hidden = 4, 4, 2, 5, 6

    def __init__(self, group, generator):
        super().__init__()
        windows = (T - self.kernel) // self.stride + 1
        self.group = group
        self.chords = layer(S, self.channels, 2, generator)
        self.windows = layer(self.kernel * self.channels, self.time_channels, 2, generator)
        self.hiddens = layer(windows * self.time_channels, self.hidden, 2, generator)
        self.chord_score = layer(self.channels, 1, 1, generator)
        self.window_score = layer(self.time_channels, 1, 1, generator)
        self.score = layer(self.hidden + (group > 0), 1, 1, generator)

    def forward(self, rows):
        chords = F.silu(self.chords(rows))  # [B, T, channels]
        cut = chords.unfold(1, self.kernel, self.stride).transpose(2, 3)  # [B, windows, kernel, channels]
        windows = F.silu(self.windows(cut.flatten(2)))  # [B, windows, time channels]
        hidden = F.silu(self.hiddens(windows.flatten(1)))
        if self.group:
            hidden = torch.cat([hidden, deviation(hidden, self.group)], 1)
        local = self.chord_score(chords.mean(1)) + self.window_score(windows.mean(1))
        return (self.score(hidden) + local).squeeze(1)

    def layers(self):
        heads = [self.chord_score, self.score, self.window_score]
        if self.group:
            heads = [self.chord_score, self.window_score, self.score]  # it comes a layer later
        return [self.chords, self.windows, self.hiddens, *heads]


class FcCritic(torch.nn.Module):
    hidden, last_hidden = 7, 5

    def __init__(self, group, generator):
        super().__init__()
        self.group = group
        self.first = layer(T * S, self.hidden, 2, generator)
        self.second = layer(self.hidden, self.last_hidden, 2, generator)
        self.score = layer(self.last_hidden + (group > 0), 1, 1, generator)

    def forward(self, rows):
        hidden = F.silu(self.second(F.silu(self.first(rows.flatten(1)))))
        if self.group:
            hidden = torch.cat([hidden, deviation(hidden, self.group)], 1)
        return self.score(hidden).squeeze(1)

    def layers(self):
        return [self.first, self.second, self.score]


class Generator(torch.nn.Module):
    hidden, features, slot_features, slot_steps = 8, 6, 4, 4

    def __init__(self, generator):
        super().__init__()
        self.slots = T // self.slot_steps
        self.own = self.features - self.slot_features
        self.first = layer(Z, self.hidden, 2, generator)
        self.second = layer(self.hidden, self.slots * self.slot_features + T * self.own, 2, generator)
        self.logits = layer(self.features, S, 6, generator)

    def forward(self, noise):
        packed = F.relu(self.second(F.relu(self.first(noise))))
        slots, steps = packed.split([self.slots * self.slot_features, T * self.own], 1)
        shared = slots.view(-1, self.slots, self.slot_features).repeat_interleave(self.slot_steps, 1)
        return self.logits(torch.cat([shared, steps.view(-1, T, self.own)], 2))  # [B, T, S]

    def layers(self):
        return [self.first, self.second, self.logits]

    def reward(self):
        return 0


class CodeGenerator(Generator):
    """A slot's features are those of a code, chosen by a softmax; even use of all codes and sure choices are rewarded."""
    codes, balance, sureness = 5, 0.4, 0.3

    def __init__(self, generator):
        super().__init__(generator)
        self.second = layer(self.hidden, self.slots * self.codes + T * self.own, 2, generator)
        self.embedding = layer(self.codes, self.slot_features, 2, generator)

    def forward(self, noise):
        packed = self.second(F.relu(self.first(noise)))
        slots, steps = packed.split([self.slots * self.codes, T * self.own], 1)
        self.shares = slots.view(-1, self.slots, self.codes).softmax(2)
        shared = F.relu(self.embedding(self.shares)).repeat_interleave(self.slot_steps, 1)
        return self.logits(torch.cat([shared, F.relu(steps).view(-1, T, self.own)], 2))

    def layers(self):
        return [self.first, self.second, self.embedding, self.logits]

    def reward(self):
        flat = self.shares.flatten(0, 1)
        return self.balance * entropy(flat.mean(0)) - self.sureness * entropy(flat).mean()


def entropy(shares):
    return -(shares * shares.log()).sum(-1)


def vector(network):
    """All parameters in the order of Etude's networks: layer by layer, weights [out, in], then bias."""
    return torch.cat([p.detach().flatten() for one in network.layers() for p in (one.weight, one.bias)])


def gradient(network):
    return torch.cat([p.grad.flatten() for one in network.layers() for p in (one.weight, one.bias)])


def along(progress, low, high, start, end):
    return low + (high - low) * min(1, max(0, (progress - start) / (end - start)))


def cells(logits, margin, scale, draws):
    """What lies above the margin, with logistic noise; the gradient is a gentler sigmoid's."""
    u = torch.tensor(draws.uniforms(logits.numel()), dtype=torch.float64).view_as(logits)
    # On with the probability sigmoid((logit - margin) / scale): where u lies below it.
    above = torch.sigmoid((logits - margin) / scale) - u
    assert above.abs().min() > SAFE, "choose another seed: a cell is too close to its threshold"
    gentle = torch.sigmoid(SLOPE * (logits - margin))
    return (above > 0).double().detach() + gentle - gentle.detach()


def penalty_gradient(critic, rows, weight):
    """R1's gradient as the recipe has it, a central difference; and exactly, through two backward passes."""
    parameters = list(critic.parameters())
    at = rows.clone().requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(at).sum(), at, create_graph=True)
    squares = slope.flatten(1).square().sum(1)
    exact = torch.autograd.grad(weight / 2 * 2 * squares.mean(), parameters, retain_graph=True,
                                materialize_grads=True)
    slope = slope.detach()
    length = slope.flatten(1).norm(dim=1)
    move = PENALTY["difference"] * slope / length.view(-1, 1, 1)
    above, below = critic(torch.cat([rows + move, rows - move])).chunk(2)
    difference = (2 * weight * length * (above - below) / (2 * PENALTY["difference"])).mean()
    found = torch.autograd.grad(difference, parameters, materialize_grads=True)
    return squares.mean().item(), found, exact


def flat(critic, by_parameter):
    by_name = dict(zip((id(p) for p in critic.parameters()), by_parameter))
    return torch.cat([by_name[id(p)].flatten() for one in critic.layers() for p in (one.weight, one.bias)])


def rounded(values, digits=7):
    return [float(f"{value:.{digits}g}") for value in values.detach().flatten().tolist()]


def exactly(values):
    return rounded(values, 9)  # what a number of single precision needs


def ones(values):
    return "".join(str(round(value)) for value in values.detach().flatten().tolist())


def case(kind, group, seed, maker_kind=Generator, margin=0):
    generator = torch.Generator().manual_seed(seed)
    critic, maker = kind(group, generator), maker_kind(generator)
    pieces = (torch.rand(PIECES, T, S, generator=generator) < 0.3).double()
    noise = torch.randn(SHOWN, B, Z, generator=generator).double()
    average = vector(maker)
    told = dict(group=group, margin=margin, pieces=[ones(piece) for piece in pieces], noise=[exactly(each) for each in noise],
                critic=exactly(vector(critic)), generator=exactly(vector(maker)), steps=[])
    critic_moves = torch.optim.Adam(critic.parameters(), **ADAM)
    generator_moves = torch.optim.Adam(maker.parameters(), **ADAM)
    for step in range(SHOWN):
        progress, shown = step / STEPS, {}
        choice = SplitMix64("data", step)
        chosen = []
        for _ in range(B):
            chosen.append(pieces[choice.below(PIECES)])
            choice.below(1)  # the piece's one window
        real = augmented(chosen, SplitMix64("augmentation-real", step))
        logits = maker(noise[step])
        logits.retain_grad()
        made = cells(logits, margin, along(progress, **NOISE), SplitMix64("output", step))
        fake = augmented(made, SplitMix64("augmentation-generated", step))
        rows = torch.cat([real, fake.detach()])

        critic_moves.zero_grad()
        r, q = critic(rows).chunk(2)
        loss = F.softplus(q - r).mean()
        loss.backward()
        shown.update(rows=ones(rows), logits=rounded(logits), scores=rounded(torch.cat([r, q])), criticLoss=loss.item(),
                     lossGradient=rounded(gradient(critic)))
        if step % PENALTY["every"] == 0:
            weight = PENALTY["every"] * PENALTY["low"] * (PENALTY["high"] / PENALTY["low"]) ** min(
                1, progress / PENALTY["end"])
            shown["penalty"], found, exact = penalty_gradient(critic, rows, weight)
            shown["penaltyGradient"] = rounded(flat(critic, found))
            if group == 0:  # a critic that compares rows also moves a row's score by its neighbours; that is left out
                shown["exactPenaltyGradient"] = rounded(flat(critic, exact))
            for parameter, more in zip(critic.parameters(), found):
                parameter.grad += more
        critic_moves.step()
        shown["critic"] = rounded(vector(critic))

        generator_moves.zero_grad()
        q = critic(fake)
        top = int(B * along(progress, **TOP))
        ordered = q.detach().sort(descending=True).values
        assert top == B or ordered[top - 1] - ordered[top] > SAFE, "choose another seed: two rows score alike"
        loss = F.softplus(r.detach() - q)[q.topk(top).indices].mean()
        (loss - maker.reward()).backward()
        generator_moves.step()
        average = average.lerp(vector(maker), 1 - min(AVERAGE, (step + 1) / (step + 10)))
        shown.update(scoresAfter=rounded(q), generatorLoss=loss.item(), logitGradient=rounded(logits.grad),
                     generatorGradient=rounded(gradient(maker)), generator=rounded(vector(maker)),
                     average=rounded(average))
        told["steps"].append(shown)
    return told


def main():
    cases = {
        "conv": case(ConvCritic, 0, 1),
        "fc": case(FcCritic, 0, 2),
        "conv with minibatch deviation": case(ConvCritic, 4, 3),
        "fc with minibatch deviation": case(FcCritic, 2, 4),
        "conv, with codes and a margin": case(ConvCritic, 4, 5, CodeGenerator, 0.5),
    }
    with open(OUT, "w", encoding="ascii") as file:
        json.dump(cases, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()

"""The peer of StepServer.java: the same training steps in PyTorch, on demand.

Says "ready", then reads lines: a number of steps to run, each answered with the nanoseconds that they took. Steps are
counted from the middle of the training on.
"""

import argparse
import sys
import time

import numpy as np
import torch

from games import PlainGame, RecipeGame
from networks import (
    HIDDEN, SYMBOLS, CodeGenerator, ConvolutionCritic, FullyConnectedCritic, PlainGenerator, ProductCritic,
    SlotGenerator)

STEPS = 14_000  # of the training whose middle is measured


def networks(arguments, rates):
    """The critic and the generator of a game; --width widens what --game recipe has in Etude's config."""
    steps, recipe, width = arguments.steps, arguments.game == "recipe", arguments.width
    if arguments.critic == "fc":
        critic = FullyConnectedCritic(steps, recipe)
    else:
        kind = ConvolutionCritic if arguments.critic == "conv" else ProductCritic
        critic = kind(steps, recipe, int(32 * width), int(64 * width), int(128 * width))
    if arguments.generator == "plain":
        return critic, PlainGenerator(steps, rates)
    kind, of_slot = (CodeGenerator, 112) if arguments.generator == "codes" else (SlotGenerator, 96)
    return critic, kind(steps, rates, int(HIDDEN * width), int(128 * width), int(of_slot * width))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", help="real rows as bytes 0 and 1, [rows, T, 88]")
    parser.add_argument("--game", choices=["plain", "recipe"], required=True)
    parser.add_argument("--generator", choices=["plain", "slots", "codes"], default="plain")
    parser.add_argument("--critic", choices=["fc", "conv", "conv-as-product"], required=True)
    parser.add_argument("--output", choices=["sigmoid", "binary"], default="sigmoid", help="of the plain game")
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--steps", type=int, required=True, help="time steps of a row")
    parser.add_argument("--width", type=float, default=1, help="how many times as wide a convolutional critic and"
                        " generators with slots are")
    parser.add_argument("--threads", type=int, required=True)
    parser.add_argument("--compile", action="store_true", help="torch.compile both networks")
    arguments = parser.parse_args()

    torch.set_num_threads(arguments.threads)
    torch.manual_seed(1)
    random = np.random.default_rng(1)
    rows = torch.from_numpy(np.fromfile(arguments.rows, np.uint8).reshape(-1, arguments.steps, SYMBOLS))
    critic, generator = networks(arguments, rows.float().mean((0, 1)).clamp(1e-3, 0.9))

    def draw():
        return rows[torch.from_numpy(random.integers(0, len(rows), arguments.batch))].float()

    if arguments.game == "recipe":
        game = RecipeGame(arguments.batch, STEPS, draw, critic, generator, random)
    else:
        game = PlainGame(arguments.batch, draw, critic, generator, arguments.output == "binary")
    if arguments.compile:
        for network in (critic, generator):
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

"""A picture of curves as SVG, for light and dark: a panel for each thing that grows, both axes logarithmic."""

import math
from html import escape

WIDTH, HEIGHT = 300, 230
LEFT, RIGHT, TOP, BOTTOM = 52, 26, 34, 44
HEAD = 58
COLUMNS = 2

STYLE = """
  text { font: 12px system-ui, sans-serif; fill: #1f2328 }
  .page { fill: #ffffff } .grid { stroke: #d8dee4; stroke-width: 1 } .name { font-weight: 600 } .note { fill: #59636e }
  .line { fill: none; stroke-width: 2 } .first { stroke: #0969da } .second { stroke: #bc4c00; stroke-dasharray: 6 4 }
  .first-dot { fill: #0969da } .second-dot { fill: #bc4c00 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .page { fill: #0d1117 } .grid { stroke: #30363d } .note { fill: #9198a1 }
    .first { stroke: #58a6ff } .second { stroke: #f0883e } .first-dot { fill: #58a6ff } .second-dot { fill: #f0883e }
  }
"""
CLASSES = ["first", "second"]


def drawn(title, unit, panels):
    """The picture. panels: by what grows, by whose cost, points (value, cost); two of whom at most."""
    names = list(dict.fromkeys(name for curves in panels.values() for name in curves))
    costs = [cost for curves in panels.values() for curve in curves.values() for _, cost in curve]
    low, high = next_round(min(costs), False), next_round(max(costs), True)
    rows = math.ceil(len(panels) / COLUMNS)
    width, height = COLUMNS * WIDTH, HEAD + rows * HEIGHT
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">',
             f"<title>{escape(title)}</title>", f"<style>{STYLE}</style>",
             f'<rect class="page" width="{width}" height="{height}"/>',
             f'<text class="name" x="14" y="24">{escape(title)}</text>']
    x = 14
    for number, name in enumerate(names):
        parts.append(f'<path class="line {CLASSES[number]}" d="M{x} 42h28"/>'
                     f'<text x="{x + 34}" y="46">{escape(name)}</text>')
        x += 60 + 7 * len(name)
    for number, (grown, curves) in enumerate(panels.items()):
        left, top = number % COLUMNS * WIDTH, HEAD + number // COLUMNS * HEIGHT
        parts += [f'<g transform="translate({left} {top})">', *panel(grown, unit, curves, names, low, high), "</g>"]
    return "\n".join([*parts, "</svg>"]) + "\n"


def panel(grown, unit, curves, names, low, high):
    values = sorted({value for curve in curves.values() for value, _ in curve})
    across, down = scale(values[0], values[-1], LEFT, WIDTH - RIGHT), scale(low, high, HEIGHT - BOTTOM, TOP)
    yield f'<text class="name" x="{LEFT}" y="20">{escape(grown)}</text>'
    yield f'<text class="note" x="{LEFT - 8}" y="20" text-anchor="end">{escape(unit)}</text>'
    for cost in round_numbers(low, high):
        yield f'<path class="grid" d="M{LEFT} {down(cost):.1f}H{WIDTH - RIGHT}"/>'
        yield f'<text class="note" x="{LEFT - 8}" y="{down(cost) + 4:.1f}" text-anchor="end">{cost:g}</text>'
    for value in values:
        yield (f'<text class="note" x="{across(value):.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">'
               f"{value:,g}</text>")
    for name, curve in curves.items():
        kind = CLASSES[names.index(name)]
        path = "L".join(f"{across(value):.1f} {down(cost):.1f}" for value, cost in curve)
        yield f'<path class="line {kind}" d="M{path}"/>'
        for value, cost in curve:
            yield (f'<circle class="{kind}-dot" cx="{across(value):.1f}" cy="{down(cost):.1f}" r="3.5">'
                   f"<title>{escape(name)}: {cost:.3g} {escape(unit)} at {value:g}</title></circle>")


def scale(low, high, start, end):
    """Logarithmic, from [low, high] to [start, end]."""
    span = math.log(high / low) or 1
    return lambda value: start + (end - start) * math.log(value / low) / span


def round_numbers(low, high):
    """1, 2, 5, 10, 20 … from low to high; only powers of ten where there would be many."""
    exponents = range(math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 1)
    numbers = [factor * 10.0 ** exponent for exponent in exponents for factor in (1, 2, 5)]
    kept = [number for number in numbers if low * 0.999 <= number <= high * 1.001]
    return kept if len(kept) <= 7 else [number for number in kept if math.log10(number) % 1 == 0]


def next_round(value, up):
    """The next of 1, 2, 5, 10, 20 … above or below."""
    power = 10.0 ** math.floor(math.log10(value))
    if up:
        return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= value)
    return next(factor * power for factor in (5, 2, 1) if factor * power <= value)

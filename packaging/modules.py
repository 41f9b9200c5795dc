# SPDX-License-Identifier: MIT
"""Draws the picture of PaperDesk's rooms, their modules and who imports whom, from the code: `modules.py OUT.svg`."""

import sys
from collections import Counter
from html import escape
from pathlib import Path

import grimp

# The house plan's order: nothing points back to the left.
COLUMNS = (
    ("config",),
    ("domain",),
    ("library", "search", "sources", "reading", "export"),
    ("services",),
    ("ui", "cli"),
    ("app",),
    ("__main__",),
)
_WIDTH, _GAP, _LINE, _HEAD = 190, 110, 17, 34


def room_of(module: str) -> str:
    """Return the room that a module is in: the name below `paperdesk`."""
    return module.split(".")[1] if "." in module else ""


def rooms_and_edges() -> tuple[dict[str, list[str]], Counter[tuple[str, str]]]:
    """Return the modules of each room, and how many imports lead from one room to another."""
    graph = grimp.build_graph("paperdesk")
    rooms: dict[str, list[str]] = {room: [] for column in COLUMNS for room in column}
    edges: Counter[tuple[str, str]] = Counter()
    for module in sorted(graph.modules):
        room = room_of(module)
        if not room:
            continue
        rooms.setdefault(room, []).append(module.removeprefix(f"paperdesk.{room}").removeprefix(".") or room)
        for imported in graph.find_modules_directly_imported_by(module):
            if room_of(imported) not in ("", room):
                edges[room, room_of(imported)] += 1
    return rooms, edges


def draw() -> str:
    """Return the picture as SVG."""
    rooms, edges = rooms_and_edges()
    boxes: dict[str, tuple[int, int, int]] = {}
    for place, column in enumerate(COLUMNS):
        top = 60
        for room in filter(rooms.get, column):
            height = _HEAD + _LINE * max(len(rooms[room]), 1) + 10
            boxes[room] = (30 + place * (_WIDTH + _GAP), top, height)
            top += height + 24
    width = 60 + len(COLUMNS) * (_WIDTH + _GAP) - _GAP
    height = max(top + tall for _, top, tall in boxes.values()) + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#F6F5F2"/>',
        '<text x="30" y="34" font-size="16" fill="#1F2328">PaperDesk: rooms, modules, and how many imports lead where</text>',
    ]
    parts.extend(_arrow(boxes, pair, number) for pair, number in sorted(edges.items()))
    parts.extend(_box(room, rooms[room], *boxes[room]) for room in boxes)
    return "\n".join([*parts, "</svg>\n"])


def _arrow(boxes: dict[str, tuple[int, int, int]], pair: tuple[str, str], number: int) -> str:
    (from_x, from_y, _), (to_x, to_y, _) = boxes[pair[0]], boxes[pair[1]]
    start, end = (from_x, from_y + 18), (to_x + _WIDTH, to_y + 18)
    if from_x == to_x:
        start, end = (from_x + 10, from_y), (to_x + 10, to_y)
    colour = "#0B5CAD" if from_x > to_x else "#B42318"
    bend = (start[0] - end[0]) / 2
    path = f"M{start[0]},{start[1]} C{start[0] - bend},{start[1]} {end[0] + bend},{end[1]} {end[0]},{end[1]}"
    # The label of a longer way stands nearer to where it begins, so that two ways along one line have two places.
    share = 0.5 / max(1, round((start[0] - end[0]) / (_WIDTH + _GAP)))
    middle = tuple(_on_curve(share, a, b, c, d) for a, b, c, d in (
        (start[0], start[0] - bend, end[0] + bend, end[0]), (start[1], start[1], end[1], end[1]),
    ))  # fmt: skip
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-opacity="0.45" stroke-width="{1 + min(number, 40) / 12:.1f}"/>'
        f'<text x="{middle[0]:.0f}" y="{middle[1] - 4:.0f}" fill="{colour}" text-anchor="middle">{number}</text>'
    )


def _on_curve(share: float, *points: float) -> float:
    """Return a coordinate of a cubic Bézier curve, `share` (0 to 1) along it."""
    rest = 1 - share
    a, b, c, d = points
    return rest**3 * a + 3 * rest**2 * share * b + 3 * rest * share**2 * c + share**3 * d


def _box(room: str, modules: list[str], x: int, y: int, height: int) -> str:
    lines = [
        f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{height}" rx="6" fill="#FFFFFF" stroke="#DAD7D0"/>',
        f'<text x="{x + 12}" y="{y + 22}" font-size="14" font-weight="600" fill="#1F2328">{escape(room)}</text>',
    ]
    for number, module in enumerate(modules):
        lines.append(f'<text x="{x + 12}" y="{y + _HEAD + 12 + number * _LINE}" fill="#5B6169">{escape(module)}</text>')
    return "\n".join(lines)


def main() -> int:
    """Write the picture to the path that is given."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "build/modules.svg")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(draw(), "utf-8")
    print(target)
    return 0


if __name__ == "__main__":
    sys.exit(main())

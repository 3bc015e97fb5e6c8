"""Horizontal bar charts as SVG: no background, colours that stand out on white and on black."""

import math
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from rows import Spread, number

WIDTH, LABELS, RIGHT = 860, 290, 110
BAR, GAP, GROUP_GAP, TOP = 15, 4, 12, 62
TEXT, FAINT = "#737c87", "#8b949e"
OURS_COLOURS, OTHER_COLOURS = ("#1f7fd1", "#73b3e8"), ("#b0741a", "#dca95c")


@dataclass
class Bar:
    label: str
    values: list  # one Spread or None for each series
    ours: bool = False
    note: str = ""


@dataclass
class Chart:
    title: str
    unit: str
    series: list = field(default_factory=lambda: [""])
    log: bool = False
    groups: list = field(default_factory=list)  # (heading, [Bar])

    def svg(self):
        values = [v for _, bars in self.groups for bar in bars for v in bar.values if v]
        if not values:
            return None
        scale = Scale(min(v.low for v in values), max(v.high for v in values), self.log)
        body, y = [], TOP
        for heading, bars in self.groups:
            if heading:
                body.append(text(0, y + BAR - 2, heading, weight="bold"))
                y += BAR + GAP
            for bar in bars:
                y = self.bar(body, bar, y, scale)
            y += GROUP_GAP
        return document(self.head() + scale.axis(TOP - 8, y, self.unit) + body, y + 38, self.title)

    def head(self):
        head = [text(0, 18, self.title, weight="bold", size=16)]
        x = 0
        for i, name in enumerate(self.series if len(self.series) > 1 else []):
            for colour in (OURS_COLOURS[i], OTHER_COLOURS[i]):
                head.append(f'<rect x="{x}" y="30" width="12" height="12" fill="{colour}"/>')
                x += 15
            head.append(text(x + 3, 41, name))
            x += 30 + 8 * len(name)
        return head

    def bar(self, body, bar, y, scale):
        height = BAR * len(bar.values)
        body.append(text(LABELS - 10, y + height / 2 + 4, bar.label, "end", weight="bold" if bar.ours else "normal"))
        for i, value in enumerate(bar.values):
            if value:
                colour = (OURS_COLOURS if bar.ours else OTHER_COLOURS)[i]
                x, end = scale.x(value.median), scale.x(value.high)
                body.append(f'<rect x="{LABELS}" y="{y}" width="{max(1, x - LABELS):.1f}" height="{BAR - 2}" fill="{colour}"/>')
                if value.high > value.low:
                    middle = y + (BAR - 2) / 2
                    body.append(line(scale.x(value.low), middle, end, middle, TEXT, 1.5))
                body.append(text(end + 6, y + BAR - 4, number(value.median) + (f" {bar.note}" if bar.note else "")))
            else:
                body.append(text(LABELS + 6, y + BAR - 4, bar.note or "not measured"))
            y += BAR
        return y + GAP


class Scale:
    def __init__(self, low, high, log):
        self.log = log and low > 0
        if self.log:
            self.low, self.high = 10 ** math.floor(math.log10(low)), 10 ** math.ceil(math.log10(high))
            if self.low == self.high:
                self.high *= 10
        else:
            self.low, self.high = 0, high or 1

    def x(self, value):
        if self.log:
            share = math.log10(max(value, self.low) / self.low) / math.log10(self.high / self.low)
        else:
            share = value / self.high
        return LABELS + share * (WIDTH - LABELS - RIGHT)

    def ticks(self):
        if self.log:
            return [10.0**p for p in range(round(math.log10(self.low)), round(math.log10(self.high)) + 1)]
        rough = self.high / 5
        power = 10 ** math.floor(math.log10(rough))
        step = next(power * m for m in (1, 2, 5, 10) if power * m >= rough)
        return [i * step for i in range(int(self.high / step) + 1)]

    def axis(self, top, bottom, unit):
        parts = []
        for tick in self.ticks():
            x = self.x(tick)
            parts.append(line(x, top, x, bottom, FAINT, 0.5))
            parts.append(text(x, bottom + 14, f"{tick:,g}", "middle"))
        parts.append(text((LABELS + WIDTH - RIGHT) / 2, bottom + 32, unit + (", logarithmic" if self.log else ""), "middle"))
        return parts


def text(x, y, content, anchor="start", weight="normal", size=13):
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" font-size="{size}">{escape(content)}</text>'


def line(x1, y1, x2, y2, colour, width):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{width}"/>'


def document(parts, height, title):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" role="img" '
        f'font-family="system-ui, sans-serif" fill="{TEXT}">\n<title>{escape(title)}</title>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def single(value):
    return Spread([value]) if value is not None else None

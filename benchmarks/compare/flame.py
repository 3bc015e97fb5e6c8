"""A flame graph as SVG from async-profiler's collapsed stacks (threads, annotated frames), and the shares of its samples.

    flame.py STACKS SVG TITLE [SHARES]    SHARES: a file that gets them as '"profile":{...}'
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from xml.sax.saxutils import escape

WIDTH, BOX, TOP, CHARACTER = 1200, 17, 74, 6.7
NARROWEST = 1.5  # pixels
TEXT, INSIDE = "#737c87", "#16191d"
COLOURS = {"native": "#e0734d", "jvm": "#a9a4d6", "netty": "#7fb8a4", "ours": "#5aa2e6", "java": "#d9bb62", "thread": "#a3abb4"}
LEGEND = {"native": "kernel and native", "jvm": "JVM", "netty": "Netty", "ours": "this project", "java": "JDK and other Java", "thread": "thread"}

SENDS = re.compile(r"(__GI_)?(__)?(libc_)?(send|sendto|sendmsg|sendmmsg|write|writev)(64)?(_nocancel)?(@.*)?")
COMPILERS = re.compile(r"\[C[12] CompilerThre")
COLLECTORS = re.compile(r"\[(VM Thread|GC |G1 |Z[A-Z]|XWorker|Shenandoah)")
SHARES = ["send()", "this project", "Netty", "JDK and other Java", "other native and JVM", "JIT compiler", "collector and VM thread"]


class Frame:
    def __init__(self):
        self.samples = 0
        self.callees = {}


def read(path):
    """Pairs of a stack, outermost first, and its samples."""
    for line in Path(path).read_text(errors="replace").splitlines():
        stack, _, samples = line.rpartition(" ")
        if stack:
            yield [plain(frame) for frame in stack.split(";")], int(samples)


def plain(frame):
    """Without what differs between frames that are the same to a reader: thread ids, ways of compiling, folders, addresses."""
    frame = re.sub(r" tid=\d+\]$", "]", frame)
    frame = re.sub(r"_\[[01i]\]$", "_[j]", frame)
    frame = re.sub(r"^/.*/([^/]+\.so\S*).*", r"\1", frame)
    frame = re.sub(r"(x86_64|aarch_64)\d{6,}", r"\1", frame)
    return re.sub(r"(\$\$Lambda)[\w$]*\.0x[0-9a-f]+", r"\1", frame)


def kind(name):
    plain, java = re.subn(r"_\[[01ij]\]$", "", name)
    if name.startswith("["):
        return "thread"
    if java:
        if plain.startswith("io/netty/"):
            return "netty"
        return "ours" if plain.startswith("io/xiu/") else "java"
    if "::" in name or re.search(r"libjvm|^(JVM|JNI|jni|Unsafe)_|^thread_native_entry|[Ss]tub|^Interpreter|^I2C|^itable|^vtable", name):
        return "jvm"
    return "native"


def share_of(stack):
    """What a sample counts as: its thread's work, else sending, else whose code was running."""
    if COMPILERS.match(stack[0]):
        return "JIT compiler"
    if COLLECTORS.match(stack[0]):
        return "collector and VM thread"
    if any(SENDS.fullmatch(frame) for frame in stack):
        return "send()"
    whose = {"ours": "this project", "netty": "Netty", "java": "JDK and other Java"}
    return whose.get(kind(stack[-1]), "other native and JVM")


def tree(stacks):
    root = Frame()
    for stack, samples in stacks:
        frame = root
        frame.samples += samples
        for name in stack:
            frame = frame.callees.setdefault(name, Frame())
            frame.samples += samples
    return root


def label(name):
    """Without package and annotation: 'Deliveries.run'."""
    plain = re.sub(r"_\[[01ijk]\]$", "", name)
    return plain.rsplit("/", 1)[-1] if kind(name) in ("netty", "ours", "java") else plain


def boxes(name, frame, x, depth, scale, total, found):
    width = frame.samples * scale
    if width < NARROWEST:
        return
    found.append((name, frame.samples, x, depth, width))
    for callee in sorted(frame.callees):
        boxes(callee, frame.callees[callee], x, depth + 1, scale, total, found)
        x += frame.callees[callee].samples * scale


def draw(name, samples, x, y, width, total):
    full = re.sub(r"_\[[01ijk]\]$", "", name).replace("/", ".")
    tip = escape(f"{full}: {100 * samples / total:.2f} % ({samples:,} samples)")
    fits = int((width - 6) / CHARACTER)
    text = label(name)
    if len(text) > fits:
        text = text[: fits - 1] + "…" if fits >= 3 else ""
    inside = f'<text x="3" y="12">{escape(text)}</text>' if text else ""
    return (
        f'<svg x="{x:.1f}" y="{y}" width="{width:.1f}" height="{BOX}"><title>{tip}</title>'
        f'<rect width="{max(width - 0.5, 0.3):.1f}" height="{BOX - 1}" rx="1" fill="{COLOURS[kind(name)]}"/>{inside}</svg>'
    )


def document(title, root, shares):
    total, found, x = root.samples, [], 0.0
    for name in sorted(root.callees, key=lambda n: -root.callees[n].samples):
        boxes(name, root.callees[name], x, 0, WIDTH / total, total, found)
        x += root.callees[name].samples * WIDTH / total
    height = TOP + BOX * (1 + max(depth for _, _, _, depth, _ in found))
    parts = [f'<text x="0" y="20" font-size="16" font-weight="bold">{escape(title)}</text>']
    parts.append(f'<text x="0" y="40">{escape(sentence(shares, total))}</text>')
    at = 0
    for key, meaning in LEGEND.items():
        parts.append(f'<rect x="{at}" y="50" width="12" height="12" fill="{COLOURS[key]}"/><text x="{at + 17}" y="60">{meaning}</text>')
        at += 45 + 7 * len(meaning)
    parts.append(f'<g font-family="monospace" font-size="11" fill="{INSIDE}">')
    parts += [draw(name, samples, x, height - BOX * (depth + 1), width, total) for name, samples, x, depth, width in found]
    parts.append("</g>")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="13" fill="{TEXT}">\n<title>{escape(title)}</title>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def sentence(shares, total):
    return f"{total:,} samples: " + " · ".join(f"{name} {100 * shares[name] / total:.1f} %" for name in SHARES)


def main(stacks, svg, title, shares_file=None):
    samples = list(read(stacks))
    root, shares = tree(samples), Counter()
    if not root.samples:
        sys.exit(f"{stacks} has no samples")
    for stack, count in samples:
        shares[share_of(stack)] += count
    Path(svg).write_text(document(title, root, shares))
    print("    " + sentence(shares, root.samples), file=sys.stderr)
    if shares_file:
        rounded = {name: round(shares[name] / root.samples, 4) for name in SHARES}
        Path(shares_file).write_text('"profile":' + json.dumps(rounded))


if __name__ == "__main__":
    main(*sys.argv[1:])

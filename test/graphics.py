#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Plays a terminal that answers what `unhunch show` asks it: pixels where it says that it takes
them, symbols where it says that it does not or says nothing, and no question where none is wanted.

usage: graphics.py UNHUNCH"""
import fcntl
import os
import pty
import select
import struct
import sys
import tempfile
import termios

PROGRAM = os.path.realpath(sys.argv[1])
KITTY, SIXEL, ASKED = b"\033_Ga=T", b"\033P0;1;0q", b"\033[c"
SYMBOLS = "▀▄▌▐▖▗▘▝▚▞▙▛▜▟█"
GROUND = b"\033]10;rgb:ffff/ffff/ffff\033\\\033]11;rgb:0000/0000/0000\033\\"
failed = 0


def expect(right, what, seen):
    global failed
    if not right:
        failed += 1
        print(f"FAIL: {what}:", seen[-400:])


def show(answer, *options, rows=60, **more):
    """What the program writes to a terminal that gives this answer to its question."""
    with tempfile.TemporaryDirectory() as home:
        names = {"PATH": os.environ["PATH"], "HOME": home, "LANG": "C.UTF-8", "TERM": "xterm-256color"}
        child, terminal = pty.fork()
        if child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, 90, 0, 0))
            os.execve(PROGRAM, ["unhunch", "show", "upper-trapezius-stretch", *options],
                      {**names, **more})
        seen, answered = b"", False
        while select.select([terminal], [], [], 60)[0]:
            try:
                piece = os.read(terminal, 65536)
            except OSError:
                break
            if not piece:
                break
            seen += piece
            if ASKED in seen and not answered:
                answered = True
                os.write(terminal, answer)
        _, status = os.waitpid(child, 0)
        os.close(terminal)
        expect(status == 0, f"{options} {more}: status {status}", seen)
        return seen


def show_until(wanted, answer, **more):
    """The same, again where this machine was too busy for the answer to be there in time."""
    for _ in range(20):
        seen = show(answer, **more)
        if wanted in seen:
            break
    return seen


def symbols(seen):
    return sum(seen.decode(errors="replace").count(s) for s in SYMBOLS)


seen = show_until(KITTY, GROUND + b"\033_Gi=31;OK\033\\\033[6;18;9t\033[?62;c")
expect(seen.count(KITTY) == 3, "kitty: three pictures", seen)
expect(b"c=17,r=12," in seen, "kitty: in so many cells", seen)
seen = show_until(SIXEL, GROUND + b"\033_Gi=31;EINVAL:no\033\\\033[6;18;9t\033[?63;1;4;22c")
expect(seen.count(SIXEL) == 3 and KITTY not in seen, "sixel: three pictures", seen)
expect(b'"1;1;153;216' in seen, "sixel: of so many pixels", seen)
seen = show(b"\033[?62;22c")
expect(KITTY not in seen and SIXEL not in seen and symbols(seen) > 60, "neither: symbols", seen)
seen = show(b"")
expect(KITTY not in seen and SIXEL not in seen and symbols(seen) > 60, "silent: symbols", seen)
seen = show_until(KITTY, b"\033_Gi=31;OK\033\\\033[?62;c", rows=14)
expect(seen.count(KITTY) == 2 and symbols(seen) > 30, "too high for the screen: symbols", seen)

for name, value in (("NO_COLOR", "1"), ("TERM", "dumb")):
    seen = show(b"", **{name: value})
    expect(ASKED not in seen and KITTY not in seen, f"{name}={value}: nothing is asked", seen)
seen = show(b"", "--pictures", "quadrants")
expect(ASKED not in seen and symbols(seen) > 60, "symbols: nothing is asked", seen)
seen = show(b"", "--pictures", "none")
expect(ASKED not in seen and symbols(seen) == 0, "none: words only", seen)
seen = show(b"", "--pictures", "braille").decode()
expect(sum(0x2800 < ord(c) < 0x2900 for c in seen) > 100, "braille: dots", seen)
seen = show(b"", "--pictures", "halves").decode()
expect("▀" in seen or "▄" in seen, "halves", seen)
expect(not any(c in seen for c in "▛▜▙▟▚▞"), "halves: no quadrants", seen)

print("graphics.py: all good" if failed == 0 else f"{failed} failed")
sys.exit(failed > 0)

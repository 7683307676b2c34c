# SPDX-License-Identifier: Apache-2.0
"""no_imports.py FILE.wasm: fails when the module would need anything from outside."""
import sys


def number(data, at):
    """An unsigned LEB128 number, and where it ends."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def imports(data):
    """How many imports the module has (section 2)."""
    at = 8
    while at < len(data):
        section = data[at]
        size, at = number(data, at + 1)
        if section == 2:
            return number(data, at)[0]
        at += size
    return 0


count = imports(open(sys.argv[1], 'rb').read())
if count:
    sys.exit(f'{sys.argv[1]}: {count} imports; the core must need nothing from outside')

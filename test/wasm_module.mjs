// SPDX-License-Identifier: Apache-2.0
// What a module exports, begun. One that would import anything ends the test.
import { readFileSync } from "node:fs";

export function open_module(file) {
    const module = new WebAssembly.Module(readFileSync(file));
    const imports = WebAssembly.Module.imports(module);
    if (imports.length > 0) {
        console.error("the module imports", imports);
        process.exit(1);
    }
    const core = new WebAssembly.Instance(module).exports;
    if (core._initialize) core._initialize();
    return core;
}

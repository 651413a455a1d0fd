import type { Plugin } from "rolldown";

const childProcess = "\0commander-child-process";

/** Lets `commander` load `node:child_process` when it starts another program, which it never does here. */
export function slimCommander(): Plugin {
  return {
    name: "slim-commander",
    resolveId: (source, importer) =>
      source === "node:child_process" && /[\\/]commander[\\/]lib[\\/]/.test(importer ?? "")
        ? childProcess
        : undefined,
    load: (id) =>
      id === childProcess
        ? `module.exports = { get spawn() { return require("node:child_process").spawn; } };`
        : undefined,
  };
}

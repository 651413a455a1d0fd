#!/usr/bin/env node
import { createSystem, version } from "./program/system.js";

// Each write reports its own failure, and a message lost on stderr is not worth a crash.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

const argv = process.argv.slice(2);
if (argv[0] === "--version" || argv[0] === "-V") process.stdout.write(`${version}\n`);
else
  void import("./program/run.js")
    .then(({ run }) => run(argv, createSystem()))
    .then((code) => (process.exitCode = code));

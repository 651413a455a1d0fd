#!/usr/bin/env node
import { version } from "./version.js";

// Each write tells by itself whether it went well, and what is said on stderr is not worth a crash.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

const argv = process.argv.slice(2);
if (argv[0] === "--version" || argv[0] === "-V") process.stdout.write(`${version}\n`);
else
  void import("./program/run.js")
    .then(({ run }) => run(argv, process))
    .then((code) => (process.exitCode = code));

#!/usr/bin/env node
import { createSystem, openOutput, version } from "./program/system.js";

const argv = process.argv.slice(2);
if (argv[0] === "--version" || argv[0] === "-V") openOutput("stdout").write(`${version}\n`);
else
  void import("./program/run.js")
    .then(({ run }) => run(argv, createSystem()))
    .then((code) => (process.exitCode = code));

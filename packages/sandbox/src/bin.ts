#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { type Command, formatGreeting, help, formatJsonLine, readCommand } from "./command-line.js";
import { requireReport } from "./like.js";
import { startSandbox } from "./sandbox.js";
import { getErrorCode, getErrorMessage, toObject } from "./values.js";

/** Exits with code 1 if the sandbox could not start, or with code 2 if the command line is invalid. */
function fail(code: 1 | 2, message: string): never {
  process.stderr.write(`hunt-sandbox: ${message}\n`);
  process.exit(code);
}

function command(): Command {
  try {
    return readCommand(process.argv.slice(2));
  } catch (error) {
    // Some messages of Node.js do not end with a period.
    return fail(2, `${getErrorMessage(error).replace(/[^.]$/, "$&.")} See --help.`);
  }
}

function version(): string {
  const file = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return String(toObject(JSON.parse(file))["version"]);
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    return fail(2, `Could not read '${path}': ${getErrorMessage(error)}`);
  }
}

function parseReport(path: string): unknown {
  try {
    return JSON.parse(read(path));
  } catch {
    return fail(2, `'${path}' is not valid JSON. Use a file that hunt doctor --report wrote.`);
  }
}

async function main(): Promise<void> {
  const { action, json, options, tlsFiles, like } = command();
  if (action === "help") process.stdout.write(help);
  else if (action === "version") process.stdout.write(`${version()}\n`);
  else {
    const tls = tlsFiles && { key: read(tlsFiles.key), cert: read(tlsFiles.cert) };
    try {
      const report = like === undefined ? undefined : requireReport(parseReport(like));
      const sandbox = await startSandbox({
        ...options,
        ...(tls && { tls }),
        ...(report && { like: report }),
      });
      const stop = (): void => void sandbox.stop().then(() => process.exit(0));
      process.once("SIGINT", stop).once("SIGTERM", stop);
      process.stdout.write(json ? formatJsonLine(sandbox) : formatGreeting(sandbox));
    } catch (error) {
      const inUse = getErrorCode(error) === "EADDRINUSE";
      fail(
        1,
        inUse
          ? `Port ${options.port} is in use. Choose another one with --port, or use --port 0 for a free port.`
          : getErrorMessage(error),
      );
    }
  }
}

void main();

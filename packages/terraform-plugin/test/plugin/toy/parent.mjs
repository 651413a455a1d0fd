import { spawn } from "node:child_process";

// Starts a plugin as its parent, and never connects. Sends its process ID after the handshake.
const child = spawn(process.argv[2], { stdio: ["ignore", "pipe", "inherit"] });
child.stdout.once("data", () => process.send(child.pid));

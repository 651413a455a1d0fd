import { spawn } from "node:child_process";

// Starts a plugin as its parent, never connects, and tells its process id once it has given its handshake.
const child = spawn(process.argv[2], { stdio: ["ignore", "pipe", "inherit"] });
child.stdout.once("data", () => process.send(child.pid));

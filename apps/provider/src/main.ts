import { run } from "./plugin/run.js";

void run(async () => (await import("./hunt-server.js")).huntServer());

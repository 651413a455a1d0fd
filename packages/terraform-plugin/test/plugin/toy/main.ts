import { run } from "../../../src/plugin/run.js";

void run(async () => (await import("./server.js")).toyServer());

import { run } from "../../../src/plugin/index.js";

void run({ address: "example/toy" }, async () => (await import("./server.js")).toyServer());

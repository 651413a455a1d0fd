export { isAlive } from "./is-alive.js";
export { run } from "./run.js";

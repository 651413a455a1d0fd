export { licenses } from "./licenses.js";
export { slimUndici } from "./slim-undici.js";

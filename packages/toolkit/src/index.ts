export { parsePastTime, pastTimeForms, resolvePastTime, type PastTime } from "./past-time.js";

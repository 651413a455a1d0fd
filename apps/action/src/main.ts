import "./disable-wasm-tier-up.js";
import { run } from "./run.js";

void run(process.env);

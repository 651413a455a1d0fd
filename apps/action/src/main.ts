import "./quick-exit.js";
import { run } from "./run.js";

void run(process.env);

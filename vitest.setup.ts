import * as fc from "fast-check";

const { FC_SEED = "20261129", FC_RUNS } = process.env;

fc.configureGlobal({
  // Fixed, so each run checks the same cases. `npm run fuzz` uses others.
  seed: Number(FC_SEED),
  // With many cases, a property stops before its test times out.
  ...(FC_RUNS !== undefined && { numRuns: Number(FC_RUNS), interruptAfterTimeLimit: 20_000 }),
});

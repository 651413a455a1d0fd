import * as fc from "fast-check";

const { FC_SEED = "20261129", FC_RUNS } = process.env;

fc.configureGlobal({
  // Fixed: each run checks the same cases. `npm run fuzz` tries others.
  seed: Number(FC_SEED),
  // With many cases, a property ends before its test does.
  ...(FC_RUNS !== undefined && { numRuns: Number(FC_RUNS), interruptAfterTimeLimit: 20_000 }),
});

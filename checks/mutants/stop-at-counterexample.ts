import * as fc from "fast-check";

// A mutant is killed by the first counterexample. Looking for a smaller one can take longer than the time limit.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });

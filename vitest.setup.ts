import * as fc from "fast-check";

// Fixed, so that each run checks the same cases. FC_SEED explores others.
fc.configureGlobal({ seed: Number(process.env["FC_SEED"] ?? 20_261_129) });

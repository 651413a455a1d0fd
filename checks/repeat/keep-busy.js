// @ts-check

/** Uses one core until the process that forked it exits. */
function keepBusy() {
  for (let count = 0; count < 50_000_000; count++) Math.sqrt(count);
  setImmediate(keepBusy);
}

process.on("disconnect", () => process.exit());
keepBusy();

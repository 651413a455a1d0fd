const { startHunt } = require("@huntkit/core/testing");

startHunt().catch((error) => process.stdout.write(`${error.message}\n`));

import v8 from "@vitest/coverage-v8";
import type { CoverageMap } from "istanbul-lib-coverage";
import type { CoverageProvider, CoverageProviderModule } from "vitest/node";
import { addRecordings } from "./add-recordings.ts";
import { formatPackageTable } from "./package-table.ts";

/**
 * Vitest's coverage by V8 with the code that the processes of the Action executed, and a table with one row
 * per package.
 */
export default {
  ...v8,
  async getProvider(): Promise<CoverageProvider> {
    const provider = await v8.getProvider();
    const generateCoverage = provider.generateCoverage.bind(provider);
    const reportCoverage = provider.reportCoverage.bind(provider);
    provider.generateCoverage = async (context) => {
      const map = (await generateCoverage(context)) as CoverageMap;
      await addRecordings(map);
      return map;
    };
    provider.reportCoverage = async (map, context) => {
      process.stdout.write(`${formatPackageTable(map as CoverageMap, process.cwd())}\n\n`);
      await reportCoverage(map, context);
    };
    return provider;
  },
} satisfies CoverageProviderModule;

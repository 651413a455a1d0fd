import {
  models as catalog,
  type ApplicationAdvisory,
  type ApplicationInstance,
  type Cve,
} from "@huntkit/catalog";
import { Collection } from "../collection.js";
import type { ListOptions } from "../paging/listing.js";
import type { Where } from "../query/filter.js";
import { CatalogModel } from "./model.js";
import { Related } from "./related.js";

const applicationAdvisories = new CatalogModel(catalog.applicationAdvisories);
const cves = new CatalogModel(catalog.cves);

/** An installed application with a known weakness. */
export interface Vulnerability {
  application: ApplicationInstance;
  advisory: ApplicationAdvisory;
  /** Null where HUNT has none under the advisory's number. */
  cve: Cve | null;
  /** 0 to 10, by CVSS 3 where that exists, else by CVSS 2. */
  score: number | null;
  /** In words, by the same. */
  severity: string | null;
}

/** Installed applications, by scan or by box. */
export class ApplicationInstanceCollection extends Collection<ApplicationInstance> {
  /**
   * The weaknesses of installed applications, one row for each weakness of each installation, as the vendor's
   * `Get-ICVulnerability` joins them. Advisories and CVEs are asked for as they are needed, each once.
   *
   * @param where which installations, such as `{scanId}`
   */
  vulnerabilities(
    where?: Where<ApplicationInstance>,
    options: ListOptions = {},
  ): AsyncGenerator<Vulnerability> {
    return this.#join(this.list(where ? { where } : {}, options).pages(), options);
  }

  async *#join(
    pages: AsyncIterable<ApplicationInstance[]>,
    { signal }: ListOptions,
  ): AsyncGenerator<Vulnerability> {
    const advisories = new Related(new Collection(this.send, applicationAdvisories), "applicationId");
    const weaknesses = new Related(new Collection(this.send, cves), "id");
    for await (const applications of pages) {
      await advisories.load(
        applications.map(({ applicationId }) => applicationId),
        { signal },
      );
      const pairs = applications.flatMap((application) =>
        advisories.of(application.applicationId).map((advisory) => ({ application, advisory })),
      );
      await weaknesses.load(
        pairs.map(({ advisory }) => advisory.cveId),
        { signal },
      );
      for (const { application, advisory } of pairs) {
        const cve = weaknesses.of(advisory.cveId)[0] ?? null;
        const severity = (cve?.impact?.baseMetricV3 ?? cve?.impact?.baseMetricV2)?.severity ?? null;
        yield {
          application,
          advisory,
          cve,
          score: advisory.baseScoreV3 ?? advisory.baseScoreV2 ?? null,
          severity,
        };
      }
    }
  }
}

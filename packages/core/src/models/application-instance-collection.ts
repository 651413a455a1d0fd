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

/** An installed application with a known vulnerability. */
export interface Vulnerability {
  application: ApplicationInstance;
  advisory: ApplicationAdvisory;
  /** Null if HUNT has no CVE with the number of the advisory. */
  cve: Cve | null;
  /** CVSS 3 score from 0 to 10, otherwise the CVSS 2 score. */
  score: number | null;
  /** Severity in CVSS 3, such as `HIGH`, otherwise in CVSS 2. */
  severity: string | null;
}

/** Installed applications, by scan or by box. */
export class ApplicationInstanceCollection extends Collection<ApplicationInstance> {
  /**
   * Returns the vulnerabilities of installed applications, with one row for each vulnerability of each
   * installation (the vendor's `Get-ICVulnerability`). Each advisory and CVE is requested once, on demand.
   *
   * @param where condition on the installations, such as `{scanId}`
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
    const cvesById = new Related(new Collection(this.send, cves), "id");
    for await (const applications of pages) {
      await advisories.load(
        applications.map(({ applicationId }) => applicationId),
        { signal },
      );
      const pairs = applications.flatMap((application) =>
        advisories.getRows(application.applicationId).map((advisory) => ({ application, advisory })),
      );
      await cvesById.load(
        pairs.map(({ advisory }) => advisory.cveId),
        { signal },
      );
      for (const { application, advisory } of pairs) {
        const cve = cvesById.getRows(advisory.cveId)[0] ?? null;
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

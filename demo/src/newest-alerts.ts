import type { Alert, HuntClient } from "@huntkit/core";

/** The five newest critical alerts that nobody has archived. */
export async function newestAlerts(client: HuntClient): Promise<Alert[]> {
  return client.alerts.list({
    where: { severity: "critical", archived: false },
    order: "createdOn DESC",
    limit: 5,
  });
}

import type { Alert, HuntClient } from "@huntkit/core";

/** Returns the five newest critical alerts that are not archived. */
export async function newestAlerts(client: HuntClient): Promise<Alert[]> {
  const where = { severity: "critical", archived: false };
  return client.alerts.list({ where, order: "createdOn DESC", limit: 5 }).toArray();
}

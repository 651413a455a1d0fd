import type { Alert, HuntClient } from "@huntkit/core";

/** The five newest critical alerts that nobody has archived. */
export async function newestAlerts(client: HuntClient): Promise<Alert[]> {
  const where = { severity: "critical", archived: false };
  return client.alerts.list({ where, order: "createdOn DESC", limit: 5 }).toArray();
}

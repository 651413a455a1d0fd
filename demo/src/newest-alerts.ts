import type { HuntClient } from "@huntkit/core";

/** The part of an alert that the demo shows. */
export interface Alert {
  createdOn: string;
  severity: string;
  hostname: string;
  name: string;
}

/** The five newest critical alerts that nobody has archived. */
export async function newestAlerts(client: HuntClient): Promise<Alert[]> {
  const filter = {
    where: { severity: "critical", archived: false },
    fields: ["createdOn", "severity", "hostname", "name"],
    order: "createdOn DESC",
    limit: 5,
  };
  const { data } = await client.request<Alert[]>({ path: "Alerts", query: { filter } });
  return data;
}

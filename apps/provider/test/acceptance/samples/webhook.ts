import { sample, uuid } from "./sample.js";

export const webhook = sample({
  type: "hunt_webhook",
  route: "Webhooks",
  minimal: { name: "Tickets", url: "https://hooks.example.com/tickets" },
  full: {
    name: "Tickets",
    url: "https://hooks.example.com/tickets",
    enabled: false,
    organization_id: uuid(1),
  },
  changes: { name: "Chat", url: "https://hooks.example.com/chat", enabled: true, organization_id: uuid(2) },
  references: { organization_id: "hunt_organization" },
  wrong: [
    [{ name: "" }, "name"],
    [{ url: "hooks.example.com" }, "url"],
    [{ url: "ftp://example.com" }, "url"],
    [{ organization_id: "Northwind Harbour" }, "organization_id"],
  ],
  drift: { url: "https://elsewhere.example.com", enabled: true },
});

import { sample } from "./sample.js";

export const webhook = sample({
  type: "hunt_webhook",
  route: "Webhooks",
  minimal: { name: "Tickets", url: "https://hooks.example.com/tickets" },
  full: {
    name: "Tickets",
    url: "https://hooks.example.com/tickets",
  },
  changes: { name: "Chat", url: "https://hooks.example.com/chat" },
  twin: null,
  wrong: [
    [{ name: "" }, "name"],
    [{ url: "hooks.example.com" }, "url"],
    [{ url: "ftp://example.com" }, "url"],
  ],
  drift: { url: "https://elsewhere.example.com" },
});

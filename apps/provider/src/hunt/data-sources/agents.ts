import { models } from "@huntkit/core";
import { bool, string } from "@huntkit/terraform-plugin";
import { pluralDataSource } from "../model/data-sources.js";
import { ModelMapping } from "../model/mapping.js";

/** `hunt_agents`. */
export const agents = pluralDataSource(
  new ModelMapping({
    name: "hunt_agent",
    model: models.agents,
    attributes: {
      hostname: string({ computed: true, description: "The machine's name." }),
      ipstring: string({ computed: true, description: "Its address." }),
      active: bool({ computed: true, description: "Whether it reports." }),
      authorized: bool({ computed: true, description: "Whether it may take part." }),
      isolated: bool({
        computed: true,
        description: "Whether the machine is cut off from everything but HUNT.",
      }),
      os: string({ computed: true, description: "The operating system." }),
      os_version: string({ computed: true, description: "The operating system's version." }),
      version: string({ computed: true, description: "The agent's version." }),
      target_id: string({ computed: true, description: "Its target group." }),
      location_id: string({ computed: true, description: "Its location." }),
      organization_id: string({ computed: true, description: "Its organization." }),
      heartbeat: string({ computed: true, description: "When it last reported: ISO 8601, in UTC." }),
    },
  }),
);

import { models } from "@huntkit/core";
import { bool, string } from "@huntkit/terraform-plugin";
import { pluralDataSource } from "../model/data-sources.js";
import { ModelMapping } from "../model/mapping.js";

/** `hunt_alerts`: those of about the last 30 days. */
export const alerts = pluralDataSource(
  new ModelMapping({
    name: "hunt_alert",
    model: models.alerts,
    attributes: {
      name: string({ computed: true, description: "What was found." }),
      description: string({ computed: true, description: "More about it." }),
      severity: string({
        computed: true,
        description:
          "`low`, `medium`, `high` or `critical`. Ask for several by `inq`: HUNT compares them as texts.",
      }),
      type: string({ computed: true, description: "The kind of thing, such as `process` or `autostart`." }),
      source_type: string({
        computed: true,
        description: "What raised it: `rule`, `reputation`, `compliance` or `extension`.",
      }),
      hostname: string({ computed: true, description: "The machine's name." }),
      agent_id: string({ computed: true, description: "The machine's agent." }),
      scan_id: string({ computed: true, description: "The scan that found it." }),
      target_id: string({ computed: true, description: "The target group of the machine." }),
      organization_id: string({ computed: true, description: "The organization of the machine." }),
      mitre_id: string({
        computed: true,
        description: "The technique in MITRE ATT&CK, such as `T1059.001`.",
      }),
      mitre_tactic: string({ computed: true, description: "The tactic in MITRE ATT&CK." }),
      archived: bool({ computed: true, description: "Whether somebody is done with it." }),
    },
  }),
);

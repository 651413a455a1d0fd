import { tokenLifetimeDays } from "@huntkit/core/internal";
import { list, number, string, type Attributes } from "@huntkit/terraform-plugin";

/** The attribute for the description of a token in HUNT. */
export const description = string({
  required: true,
  requiresReplace: true,
  description:
    "Purpose of the token, as shown in HUNT's list of tokens. Name the system that uses the token, for " +
    "example `acme/website deploys`.",
  validate: [
    (text) => {
      if (text.trim() === "")
        return 'It must not be empty. State what the token is for, for example "acme/website deploys".';
      return text === text.trim()
        ? undefined
        : "It must not begin or end with whitespace, because HUNT removes it.";
    },
  ],
});

/** The attributes that HUNT returns for every token. */
export const life = {
  created_on: string({
    computed: true,
    useStateForUnknown: true,
    description: "Creation time of the token (ISO 8601, UTC).",
  }),
  expires_at: string({
    computed: true,
    useStateForUnknown: true,
    description:
      "Expiry time of the token, one year after its creation (ISO 8601, UTC). Null if HUNT does not return it.",
  }),
} satisfies Attributes;

/** The attributes of `hunt_api_token`, the resource. None of them ever holds the token's value. */
export const attributes = {
  id: string({
    computed: true,
    notNull: true,
    useStateForUnknown: true,
    description:
      "ID of the token in HUNT. If HUNT uses the value of the token as its ID, a fingerprint of the value.",
  }),
  description,
  rotate_before_days: number({
    optional: true,
    description:
      "Number of days before the expiry date at which a plan replaces the token, according to HUNT's " +
      "clock. By default, the token is replaced after it has expired.",
    validate: [
      (days) => {
        const isUsable = Number.isInteger(days) && days >= 1 && days < tokenLifetimeDays;
        return isUsable
          ? undefined
          : `It must be an integer from 1 to ${tokenLifetimeDays - 1}, because a token is valid for ${tokenLifetimeDays} days.`;
      },
    ],
  }),
  deliver_to_command: list("string", {
    optional: true,
    description:
      'Program and arguments that store the value of the new token, for example `["gh", "secret", "set", "HUNT_TOKEN"]`. The program receives the value on its standard input. It runs once, when the token is created, without a shell and without the provider\'s own token in its environment. Its output is discarded. Exactly one of `deliver_to_command` and `deliver_to_file` is required to create a token.',
    validate: [
      (words) =>
        words[0]?.trim()
          ? undefined
          : 'The name of the program is empty. Use the program and its arguments, for example ["gh", "secret", "set", "HUNT_TOKEN"].',
    ],
  }),
  deliver_to_file: string({
    optional: true,
    description:
      "Path of a file to write the value of the new token to, when the token is created. Only its " +
      "owner can read the file. An existing file is replaced, and keeps its permissions and its group. " +
      "Symbolic links are rejected, and so are files of other users in directories that everyone can " +
      "write to. Destroying the token does not delete the file.",
    validate: [
      (path) =>
        path.trim() === ""
          ? 'It must not be empty. Use a path, for example "${path.module}/hunt-token".'
          : undefined,
    ],
  }),
  ...life,
  user_id: string({
    computed: true,
    useStateForUnknown: true,
    description:
      "ID of the user that the token belongs to: the user of the provider's token when this token was created.",
  }),
} satisfies Attributes;

import { tokenLifetimeDays } from "@huntkit/core";
import { list, number, string, type Attributes } from "@huntkit/terraform-plugin";

/** What a token is for, as HUNT's list shows it. */
export const description = string({
  required: true,
  requiresReplace: true,
  description:
    "What the token is for. HUNT's list shows it, so name the place that uses it: `acme/website deploys`.",
  validate: [
    (text) => {
      if (text.trim() === "")
        return 'It is empty. Say what the token is for, such as "acme/website deploys".';
      return text === text.trim()
        ? undefined
        : "It begins or ends with blanks, which HUNT does not keep. Leave them out.";
    },
  ],
});

/** What HUNT tells of every token. */
export const life = {
  created_on: string({
    computed: true,
    useStateForUnknown: true,
    description: "When it was made: ISO 8601, in UTC.",
  }),
  expires_at: string({
    computed: true,
    useStateForUnknown: true,
    description:
      "When it expires, a year after it was made: ISO 8601, in UTC. Null where HUNT does not tell.",
  }),
} satisfies Attributes;

/** The attributes of `hunt_api_token`, the resource. None of them ever holds the token's value. */
export const attributes = {
  id: string({
    computed: true,
    notNull: true,
    useStateForUnknown: true,
    description:
      "HUNT's handle of the token, never its value: where HUNT uses the value itself as handle, a fingerprint of it.",
  }),
  description,
  rotate_before_days: number({
    optional: true,
    description:
      "Plan a replacement when fewer days than this are left, by HUNT's clock. Without it, a token is replaced once it has expired.",
    validate: [
      (days) => {
        const isUsable = Number.isInteger(days) && days >= 1 && days < tokenLifetimeDays;
        return isUsable
          ? undefined
          : `Write whole days from 1 to ${tokenLifetimeDays - 1}: a token lives for ${tokenLifetimeDays}.`;
      },
    ],
  }),
  deliver_to_command: list("string", {
    optional: true,
    description:
      'A program and its arguments, such as `["gh", "secret", "set", "HUNT_TOKEN"]`, that reads the new token\'s value from its standard input and stores it. It is started once, when the token is made, without a shell and without the provider\'s own token in its environment; what it prints is thrown away.',
    validate: [
      (words) =>
        words[0]?.trim()
          ? undefined
          : 'It names no program. Write the program and its arguments, such as ["gh", "secret", "set", "HUNT_TOKEN"].',
    ],
  }),
  deliver_to_file: string({
    optional: true,
    description:
      "A file that receives the new token's value, and nothing else, when the token is created. Only its owner can read it. An existing file is replaced, and keeps its permissions and its group. A symbolic link is rejected, and so is a file of another user in a directory that everyone can write. The file remains when the token is destroyed.",
    validate: [
      (path) =>
        path.trim() === ""
          ? 'It names no file. Write a path, such as "${path.module}/hunt-token".'
          : undefined,
    ],
  }),
  ...life,
  user_id: string({
    computed: true,
    useStateForUnknown: true,
    description:
      "The id of the user whose token it is: the one whose token the provider had when it was made.",
  }),
} satisfies Attributes;

import { toggle } from "../../program/flags.js";

/** How files and HUNT are compared. */
export const planFlags = {
  force: toggle("Go back to an older version, and take a name that another has already"),
  activate: toggle(
    "Turn on what is pushed; unless told, what is new is off, and what is there stays as it is",
  ),
};

import { jsonObject, toggle, whole } from "../program/flags.js";

/** So many rows are listed unless told. */
export const usualLimit = 30;

/** Conditions beyond those that have a flag of their own. */
export const where = jsonObject(
  "json",
  'Only what meets LoopBack\'s conditions as well, such as \'{"name": {"like": "Lab%"}}\'',
);

/** How many rows a list shows. */
export const listFlags = {
  where,
  limit: whole("count", `The most rows; ${usualLimit} unless told`, 1),
  all: toggle("List all that there are"),
};

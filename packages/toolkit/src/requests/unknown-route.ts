import { HuntUnsupportedError } from "@huntkit/core";
import { formatDidYouMean } from "@huntkit/core/internal";
import { findModel, listModels } from "./route.js";

/**
 * Returns what to do about a route that an instance does not offer. An instance has about a hundred models,
 * and huntkit knows half of them, so only the response shows that a route does not exist.
 *
 * @param path relative to the base of the API
 * @returns sentences, or an empty string for any other error
 */
export function explainUnknownRoute(error: unknown, path: string): string {
  if (!(error instanceof HuntUnsupportedError)) return "";
  const [model = ""] = path.split("/");
  const question = findModel(model)
    ? ""
    : formatDidYouMean(
        model,
        listModels().map(({ route }) => route),
      );
  return `${question} The /explorer page of the instance lists all routes.`.trimStart();
}

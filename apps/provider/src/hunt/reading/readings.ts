import type { HuntClient, Model, RequestEvent, Row } from "@huntkit/core";
import { Reading } from "./reading.js";

/** The readings of one client's models, each made when it is first asked for. */
export class Readings {
  readonly #client: HuntClient;
  readonly #byRoute = new Map<string, Reading<Row>>();

  constructor(client: HuntClient) {
    this.#client = client;
  }

  /** The reading of a model, such as of `models.flags`. */
  of<T extends Row>(model: Model<T>): Reading<T> {
    const route = model.route.toLowerCase();
    const known = this.#byRoute.get(route) as unknown as Reading<T> | undefined;
    const reading = known ?? new Reading<T>(this.#client.model(model), this.#client.clock);
    this.#byRoute.set(route, reading as unknown as Reading<Row>);
    return reading;
  }

  /**
   * Learns of a request to HUNT, or of its end. Whatever is no read may have changed the model that its path begins with; that
   * holds before the answer as well as after it.
   */
  observe({ method, path }: Pick<RequestEvent, "method" | "path">): void {
    if (method === "GET" || method === "HEAD") return;
    this.#byRoute.get(path.split("/")[0]!.toLowerCase())?.wrote();
  }
}

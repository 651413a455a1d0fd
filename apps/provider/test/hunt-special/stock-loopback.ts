import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A server with the tokens of stock LoopBack 3, where the ID of a token is its value. */
export interface StockLoopBack {
  readonly url: string;
  /** The values of all valid tokens. */
  readonly values: Set<string>;
  /** Whether requests for lists of tokens are denied, as in the default rules of LoopBack. */
  listsAreRefused: boolean;
  stop(): Promise<void>;
}

/** Starts the server on a free port, with one token of an admin. */
export async function startStockLoopBack(): Promise<StockLoopBack & { readonly token: string }> {
  const newValue = () => randomBytes(32).toString("hex").replace(/^./, "Z");
  const created = "2026-03-01T00:00:00.000Z";
  const token = newValue();
  const rows = new Map<string, object>();
  const add = (description: string) => {
    const id = rows.size === 0 ? token : newValue();
    const row = { id, description, created, ttl: 31_536_000, userId: 1 };
    rows.set(id, row);
    values.add(id);
    return row;
  };
  const values = new Set<string>();
  add("own");
  const stock = { listsAreRefused: false };
  const refused = [
    401,
    {
      error: {
        statusCode: 401,
        name: "Error",
        message: "Authorization Required",
        code: "AUTHORIZATION_REQUIRED",
      },
    },
  ] as const;
  const answer = (
    method: string,
    path: string,
    authorization: string | undefined,
    body: string,
  ): readonly [number, object?] => {
    if (!values.has(authorization ?? "")) return refused;
    if (path === "/api/users/me") return [200, { id: 1, email: "admin@example.org", role: "admin" }];
    if (!path.startsWith("/api/users/me/accessTokens"))
      return [
        404,
        {
          error: {
            statusCode: 404,
            name: "Error",
            message: `There is no method to handle ${method} ${path}`,
          },
        },
      ];
    if (method === "POST") return [200, add((JSON.parse(body) as { description: string }).description)];
    if (method === "GET")
      return stock.listsAreRefused ? refused : [200, [...values].map((value) => rows.get(value)!)];
    return values.delete(path.split("/").at(-1)!)
      ? [204]
      : [
          404,
          {
            error: {
              statusCode: 404,
              name: "Error",
              message: "Unknown AccessToken id",
              code: "MODEL_NOT_FOUND",
            },
          },
        ];
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request
      .on("data", (part: Buffer) => parts.push(part))
      .on("end", () => {
        const [status, data] = answer(
          request.method!,
          request.url!.split("?")[0]!,
          request.headers.authorization,
          Buffer.concat(parts).toString(),
        );
        response.writeHead(status, { "content-type": "application/json" }).end(data && JSON.stringify(data));
      });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return Object.assign(stock, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    values,
    token,
    stop,
  });
}

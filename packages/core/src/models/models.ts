import {
  models as catalog,
  type Location,
  type Model as Entry,
  type Organization,
  type UserActivity,
  type UserComment,
} from "@huntkit/catalog";
import type { Collection, Model } from "../collection.js";
import type { Row } from "../paging/page.js";
import { AddressCollection } from "./address-collection.js";
import { AgentCollection } from "./agent-collection.js";
import { AlertCollection } from "./alert-collection.js";
import { ApplicationInstanceCollection } from "./application-instance-collection.js";
import { AssignedCollection } from "./assigned-collection.js";
import { CredentialCollection } from "./credential-collection.js";
import { ExtensionCollection } from "./extension-collection.js";
import { CatalogModel, type CollectionClass } from "./model.js";
import { QuarantinedFileCollection } from "./quarantined-file-collection.js";
import { ReportCollection } from "./report-collection.js";
import { RuleCollection } from "./rule-collection.js";
import { ScanHostCollection } from "./scan-host-collection.js";
import { SignedCollection } from "./signed-collection.js";
import { TargetCollection } from "./target-collection.js";
import { UserTaskCollection } from "./user-task-collection.js";

/**
 * Collections with their own methods, by the name of the model. All other models have only LoopBack's
 * methods.
 */
const collections = {
  addresses: AddressCollection,
  agents: AgentCollection,
  alerts: AlertCollection,
  boxApplicationInstances: ApplicationInstanceCollection,
  credentials: CredentialCollection,
  extensions: ExtensionCollection,
  locations: AssignedCollection<Location>,
  organizations: AssignedCollection<Organization>,
  quarantinedFiles: QuarantinedFileCollection,
  reports: ReportCollection,
  rules: RuleCollection,
  scanApplicationInstances: ApplicationInstanceCollection,
  scanHosts: ScanHostCollection,
  targets: TargetCollection,
  userActivities: SignedCollection<UserActivity>,
  userComments: SignedCollection<UserComment>,
  userTasks: UserTaskCollection,
};

/** Models with a collection on the client. Tokens have their own routes, which differ between instances. */
type Listed = Omit<typeof catalog, "accessTokens">;

type RowOf<E> = E extends Entry<infer T> ? (T extends Row ? T : never) : never;

type CollectionOf<Name, T extends Row> = Name extends keyof typeof collections
  ? InstanceType<(typeof collections)[Name]>
  : Collection<T>;

type Models = {
  readonly [Name in keyof Listed]: CollectionOf<Name, RowOf<Listed[Name]>> extends infer C extends Collection<
    RowOf<Listed[Name]>
  >
    ? Model<RowOf<Listed[Name]>, C>
    : never;
};

/**
 * Models by their names on the client: `models.alerts.route` is `Alerts`, and `models.alerts.schema` checks a
 * row.
 */
export const models = defineAll(catalog as unknown as Record<string, Entry<Row>>) as unknown as Models;

function defineAll(entries: Readonly<Record<string, Entry<Row>>>): Record<string, Model<Row>> {
  const own = collections as unknown as Readonly<Record<string, CollectionClass<Row, Collection<Row>>>>;
  return Object.fromEntries(
    Object.entries(entries)
      .filter(([name]) => name !== "accessTokens")
      .map(([name, entry]) => [name, new CatalogModel(entry, own[name])]),
  );
}

import type { Credential } from "@huntkit/catalog";
import { Collection } from "../collection.js";
import type { RecordOptions } from "../http/request.js";

/** Secrets of a credential. HUNT accepts them but never returns them. */
export interface CredentialSecrets {
  /** Password. HUNT stores it but never returns it. */
  password?: string | null | undefined;
}

/** The credentials that discovery and scans sign in with. A row does not contain its password. */
export class CredentialCollection extends Collection<Credential> {
  /**
   * Creates a credential.
   *
   * @returns the credential without its password
   */
  override create(
    data: Partial<Credential> & CredentialSecrets,
    options: RecordOptions = {},
  ): Promise<Credential> {
    return super.create(data, options);
  }

  /** Changes the specified fields of a credential. Its password remains unchanged if `changes` has none. */
  override update(
    credentialId: string,
    changes: Partial<Credential> & CredentialSecrets,
    options: RecordOptions = {},
  ): Promise<Credential> {
    return super.update(credentialId, changes, options);
  }
}

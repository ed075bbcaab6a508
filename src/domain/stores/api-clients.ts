import type { OrgId, PersonId } from "../ids.ts";

/** Another system that may ask who is trained. */
export interface ApiClient {
  readonly id: string;
  readonly orgId: OrgId;
  /** As its administrators call it. */
  readonly name: string;
  readonly createdBy: PersonId;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

export interface ApiClientStore {
  /** `tokenSha256`: hex. The token itself is kept nowhere. */
  add(client: Omit<ApiClient, "revokedAt"> & { readonly tokenSha256: string }): Promise<void>;
  /** Null for a token that nobody has, or no longer. */
  findByToken(tokenSha256: string): Promise<ApiClient | null>;
  find(id: string): Promise<ApiClient | null>;
  /** With how often each read, and when last; by name. */
  list(org: OrgId): Promise<readonly (ApiClient & { readonly reads: number; readonly lastReadAt: Date | null })[]>;
  /** False if it was revoked already. */
  revoke(id: string, by: PersonId, at: Date): Promise<boolean>;
  /** `person` null: a page of all. */
  recordRead(read: {
    readonly client: string;
    readonly person: PersonId | null;
    readonly answered: number;
    readonly at: Date;
  }): Promise<void>;
  /**
   * Whom a client may ask about, by id, after `after`: who has or had access to the organisation, who finished a course
   * here, and who was spared one. Who left the company is not among them.
   */
  listPeople(
    org: OrgId,
    page: { readonly after: PersonId | null; readonly limit: number },
  ): Promise<readonly PersonId[]>;
  /** Of these people, who left the company. */
  leftAmong(people: readonly PersonId[]): Promise<readonly PersonId[]>;
}

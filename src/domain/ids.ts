/** A value that was checked where it entered, so that no other string or number can be passed in its place. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };

/** Our own random id of a human being (UUID): the only name that the gate log knows a person by. */
export type PersonId = Brand<string, "PersonId">;
/** GitHub's numeric id of a user or bot account. A login can be given up and taken by somebody else; this cannot. */
export type AccountId = Brand<number, "AccountId">;
export type RepositoryId = Brand<number, "RepositoryId">;
export type InstallationId = Brand<number, "InstallationId">;
/** GitHub's numeric id of the organisation (or user) that the App is installed on. */
export type OrgId = Brand<number, "OrgId">;
/** Random and unguessable: it names the decision page. */
export type DecisionId = Brand<string, "DecisionId">;

export const personId = (value: string): PersonId => value as PersonId;
export const accountId = (value: number): AccountId => value as AccountId;
export const repositoryId = (value: number): RepositoryId => value as RepositoryId;
export const installationId = (value: number): InstallationId => value as InstallationId;
export const orgId = (value: number): OrgId => value as OrgId;
export const decisionId = (value: string): DecisionId => value as DecisionId;

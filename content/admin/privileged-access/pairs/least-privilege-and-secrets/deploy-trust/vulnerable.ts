/** Of a GitHub Actions token whose signature, issuer and expiry have been verified. */
export interface WorkflowClaims {
  readonly aud: string;
  readonly sub: string;
  readonly repository_id: string;
  readonly environment?: string;
}

const AUDIENCE = "https://broker.acme.example";

export function mayMigrateDatabase(claims: WorkflowClaims): boolean {
  return claims.aud === AUDIENCE && claims.sub.startsWith("repo:acme/shop:");
}

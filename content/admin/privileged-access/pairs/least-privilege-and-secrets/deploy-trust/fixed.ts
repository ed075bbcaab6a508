/** Of a GitHub Actions token whose signature, issuer and expiry have been verified. */
export interface WorkflowClaims {
  readonly aud: string;
  readonly sub: string;
  readonly repository_id: string;
  readonly environment?: string;
}

const AUDIENCE = "https://broker.acme.example";
const SHOP = "48151623"; // acme/shop

export function mayMigrateDatabase(claims: WorkflowClaims): boolean {
  return (
    claims.aud === AUDIENCE &&
    claims.repository_id === SHOP &&
    claims.environment === "production"
  );
}

export type Claims = { sub?: string; aud?: string | string[] };

/** The package `jose`, and the keys of our sign-in provider. */
export interface Login {
  keys: unknown;
  decodeJwt(token: string): Claims;
  jwtVerify(
    token: string,
    keys: unknown,
    options: object,
  ): Promise<{ payload: Claims }>;
}

export async function userOf(
  { jwtVerify, keys }: Login,
  bearer: string,
): Promise<string> {
  const { payload } = await jwtVerify(bearer, keys, {
    issuer: "https://login.example.com/",
    audience: "orders-api",
    algorithms: ["RS256"],
    requiredClaims: ["exp"],
  });
  if (!payload.sub) throw new Error("Unauthorized");
  return payload.sub;
}

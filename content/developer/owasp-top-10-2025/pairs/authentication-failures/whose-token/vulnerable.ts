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

export async function userOf({ decodeJwt }: Login, bearer: string): Promise<string> {
  const { sub, aud } = decodeJwt(bearer);
  if (!sub || aud !== "orders-api") throw new Error("Unauthorized");
  return sub;
}

import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";

type Subject = typeof import("./fixed.ts");
type Options = {
  issuer?: string;
  audience?: string;
  algorithms?: string[];
  requiredClaims?: string[];
};

const inTenMinutes = Math.floor(Date.now() / 1000) + 600;
const encode = (part: object) =>
  Buffer.from(JSON.stringify(part)).toString("base64url");
const decode = (part = "") => JSON.parse(Buffer.from(part, "base64url").toString());

/** HMAC stands in for RSA here, because it needs no key pair. */
function token(key: Buffer, claims: object, alg = "RS256"): string {
  const signed = `${encode({ alg })}.${encode(claims)}`;
  return `${signed}.${createHmac("sha256", key).update(signed).digest("base64url")}`;
}

/** What `jose` checks and what it leaves to its caller. */
const jose = {
  decodeJwt: (jwt: string) => decode(jwt.split(".")[1]),
  jwtVerify: async (jwt: string, key: unknown, options: Options) => {
    const [header, claims, signature] = jwt.split(".");
    const { alg } = decode(header);
    const payload = decode(claims);
    const { issuer, audience, algorithms = [alg], requiredClaims = [] } = options;
    if (!Buffer.isBuffer(key) || !algorithms.includes(alg))
      throw new Error("algorithm");
    const ours = createHmac("sha256", key)
      .update(`${header}.${claims}`)
      .digest("base64url");
    if (signature !== ours) throw new Error("signature");
    if (issuer && payload.iss !== issuer) throw new Error("issuer");
    if (audience && payload.aud !== audience) throw new Error("audience");
    if (requiredClaims.some((claim) => !(claim in payload)))
      throw new Error("a claim is missing");
    if (payload.exp < Date.now() / 1000) throw new Error("expired");
    return { payload };
  },
};

/** Writes a token of their own, then tries old and foreign ones. */
export async function prove(subject: Subject): Promise<void> {
  const keys = randomBytes(32);
  const login = { ...jose, keys };
  const claims = {
    iss: "https://login.example.com/",
    aud: "orders-api",
    sub: "ann",
    exp: inTenMinutes,
  };
  assert.equal(
    await subject.userOf(login, token(keys, claims)),
    "ann",
    "an honest token is refused",
  );
  const { sub, ...nobody } = claims;
  await assert.rejects(
    subject.userOf(login, token(keys, nobody)),
    "a token without a user is accepted",
  );
  const foreign = token(keys, { ...claims, aud: "newsletter" });
  await assert.rejects(
    subject.userOf(login, foreign),
    "a token for another application is accepted",
  );

  const forged = token(randomBytes(32), claims);
  await assert.rejects(
    subject.userOf(login, forged),
    "a token that anybody could write signs in as Ann",
  );
  const expired = token(keys, { ...claims, exp: inTenMinutes - 1200 });
  await assert.rejects(
    subject.userOf(login, expired),
    "a token that has run out is accepted",
  );
  const { exp: _, ...endless } = claims;
  await assert.rejects(
    subject.userOf(login, token(keys, endless)),
    "a token that never ends is accepted",
  );
  const elsewhere = token(keys, { ...claims, iss: "https://login.example.net/" });
  await assert.rejects(
    subject.userOf(login, elsewhere),
    "a token of another issuer is accepted",
  );
  await assert.rejects(
    subject.userOf(login, token(keys, claims, "HS256")),
    "a token may choose its algorithm",
  );
}

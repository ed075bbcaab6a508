import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer } from "./timestamp-authority.ts";

/** The tests in which OpenSSL is the authority, and judges what we keep. */
export const OPENSSL_SUITE = "timestamps by openssl";
export const OPENSSL_NEEDS = "needs openssl, 1.1.1 or later, with its ts command";

export function hasOpenssl(): boolean {
  return spawnSync("openssl", ["ts", "-help"]).status === 0;
}

export interface OpensslAuthority {
  readonly answer: Answer;
  /** What `openssl ts -verify` says of the answer to these bytes, by our authority's own certificate. */
  verify(data: string | Uint8Array, response: Uint8Array): string;
  close(): void;
}

const CONFIG = `
[req]
distinguished_name = name
[name]
[authority]
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = here
[here]
serial = FOLDER/serial
signer_cert = FOLDER/tsa.pem
certs = FOLDER/ca.pem
signer_key = FOLDER/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ess_cert_id_alg = sha256
`;

/** A throw-away root and an authority under it. */
export function createOpensslAuthority(): OpensslAuthority {
  const folder = mkdtempSync(join(tmpdir(), "training-gate-tsa-"));
  const at = (name: string) => join(folder, name);
  const openssl = (...given: string[]) => execFileSync("openssl", given, { cwd: folder, stdio: "pipe" });
  writeFileSync(at("config"), CONFIG.replaceAll("FOLDER", folder));
  writeFileSync(at("serial"), "01\n");
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-config", "config"];
  const days = ["-days", "2"];
  openssl("req", "-x509", ...newKey, ...days, "-subj", "/CN=Root", "-keyout", "ca.key", "-out", "ca.pem");
  openssl("req", "-new", ...newKey, "-subj", "/CN=Authority", "-keyout", "tsa.key", "-out", "tsa.csr");
  const under = ["-CA", "ca.pem", "-CAkey", "ca.key", "-extfile", "config", "-extensions", "authority"];
  openssl("x509", "-req", "-in", "tsa.csr", ...under, "-set_serial", "2", ...days, "-out", "tsa.pem");
  return {
    answer(query) {
      writeFileSync(at("query"), query);
      openssl("ts", "-reply", "-config", "config", "-queryfile", "query", "-out", "reply");
      return readFileSync(at("reply"));
    },
    verify(data, response) {
      writeFileSync(at("data"), data);
      writeFileSync(at("response"), response);
      const given = ["ts", "-verify", "-data", "data", "-in", "response", "-CAfile", "ca.pem"];
      const { stdout, stderr } = spawnSync("openssl", given, { cwd: folder, encoding: "utf8" });
      return `${stdout}${stderr}`;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

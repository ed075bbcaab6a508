import { createHash, randomBytes } from "node:crypto";
import { Integer, OctetString } from "asn1js";
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from "pkijs";

export const SHA256 = "2.16.840.1.101.3.4.2.1";

const NONCE_BYTES = 8;

export interface Request {
  /** DER, as it is posted. */
  readonly body: Uint8Array<ArrayBuffer>;
  readonly imprint: Uint8Array;
  readonly nonce: Uint8Array;
}

/** RFC 3161 section 2.4.1: over SHA-256 of the bytes, with a nonce of our own, asking for the signer's certificate. */
export function createRequest(bytes: Uint8Array): Request {
  const imprint = new Uint8Array(createHash("sha256").update(bytes).digest());
  const nonce = newNonce();
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256 }),
      hashedMessage: new OctetString({ valueHex: imprint }),
    }),
    nonce: new Integer({ valueHex: nonce }),
    certReq: true,
  });
  return { body: new Uint8Array(request.toSchema().toBER()), imprint, nonce };
}

/** A positive number in its only DER form: the first byte neither negative nor zero. */
function newNonce(): Uint8Array<ArrayBuffer> {
  const [first = 0, ...rest] = randomBytes(NONCE_BYTES);
  return Uint8Array.of((first & 0x3f) | 0x40, ...rest);
}

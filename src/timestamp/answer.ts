import { OctetString } from "asn1js";
import { SignedData, TimeStampResp, TSTInfo } from "pkijs";
import { TimestampError } from "../pipeline/anchors/timestamping.ts";
import { type Request, SHA256 } from "./request.ts";

/** `granted` and `grantedWithMods`: RFC 3161 section 2.4.2. */
const GRANTED: readonly number[] = [0, 1];
const SIGNED_DATA = "1.2.840.113549.1.7.2";
const TST_INFO = "1.2.840.113549.1.9.16.1.4";
/** What two clocks that are kept right may differ. */
const SKEW_MS = 5 * 60_000;

/**
 * When the authority says that it saw what was asked for. Throws a `TimestampError` unless the answer is granted, about
 * this request, and of now. Who signed it is not judged here: that is for whoever relies on it, against a certificate
 * that they trust.
 */
export function readAnswer(answer: Uint8Array, { imprint, nonce }: Omit<Request, "body">, now: Date): Date {
  const info = readInfo(answer);
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  if (hashAlgorithm.algorithmId !== SHA256 || !isSame(hashedMessage.valueBlock.valueHexView, imprint))
    throw new TimestampError("the answer is about other bytes than were sent");
  if (!info.nonce || !isSame(info.nonce.valueBlock.valueHexView, nonce))
    throw new TimestampError("the answer is to another request");
  const seconds = Math.round((info.genTime.getTime() - now.getTime()) / 1000);
  if (Math.abs(seconds) * 1000 > SKEW_MS)
    throw new TimestampError(`the authority's clock and ours differ by ${seconds} seconds`);
  return info.genTime;
}

function readInfo(answer: Uint8Array): TSTInfo {
  const { status, timeStampToken } = parse("the answer is no timestamp", () => TimeStampResp.fromBER(copyOf(answer)));
  if (!GRANTED.includes(status.status)) throw new TimestampError(`refused, with status ${status.status}`);
  if (timeStampToken?.contentType !== SIGNED_DATA) throw new TimestampError("the answer holds no token");
  return parse("the token cannot be read", () => {
    const { encapContentInfo } = new SignedData({ schema: timeStampToken.content });
    const content = encapContentInfo.eContent;
    if (encapContentInfo.eContentType !== TST_INFO || !(content instanceof OctetString)) throw new TypeError(TST_INFO);
    return TSTInfo.fromBER(content.getValue());
  });
}

/** Whatever the parser throws about bytes from outside is their fault. */
function parse<T>(reason: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new TimestampError(reason, { cause: error });
  }
}

const copyOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

const isSame = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

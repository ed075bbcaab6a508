import { Integer, OctetString, PrintableString } from "asn1js";
import {
  AttributeTypeAndValue,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  PKIStatus,
  PKIStatusInfo,
  SignedData,
  SignerInfo,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from "pkijs";
import type { Answer } from "./timestamp-authority.ts";

const TST_INFO = "1.2.840.113549.1.9.16.1.4";
const KEY = { name: "ECDSA", namedCurve: "P-256" };

export interface TwinOptions {
  readonly now?: () => Date;
  /** What a dishonest or confused authority puts in its token instead. */
  readonly alter?: (info: TSTInfo) => void;
  readonly status?: PKIStatus;
}

/** An authority in TypeScript, for where there is no OpenSSL, and for answers that OpenSSL would never give. */
export async function createTwinAuthority({
  now = () => new Date(),
  alter,
  status,
}: TwinOptions = {}): Promise<Answer> {
  const { certificate, privateKey } = await newAuthority();
  let serial = 0;
  return async (query) => {
    if (status !== undefined) return toDer(new TimeStampResp({ status: new PKIStatusInfo({ status }) }));
    const { messageImprint, nonce } = TimeStampReq.fromBER(query);
    const info = new TSTInfo({
      version: 1,
      policy: "1.2.3.4.1",
      messageImprint,
      serialNumber: new Integer({ value: ++serial }),
      genTime: now(),
      ...(nonce && { nonce }),
    });
    alter?.(info);
    const signed = new SignedData({
      version: 3,
      encapContentInfo: new EncapsulatedContentInfo({
        eContentType: TST_INFO,
        eContent: new OctetString({ valueHex: info.toSchema().toBER() }),
      }),
      signerInfos: [
        new SignerInfo({
          version: 1,
          sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        }),
      ],
      certificates: [certificate],
    });
    await signed.sign(privateKey, 0, "SHA-256");
    const timeStampToken = new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signed.toSchema(true) });
    return toDer(new TimeStampResp({ status: new PKIStatusInfo({ status: PKIStatus.granted }), timeStampToken }));
  };
}

async function newAuthority() {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(KEY, true, ["sign", "verify"]);
  const certificate = new Certificate({ version: 2, serialNumber: new Integer({ value: 1 }) });
  const name = new AttributeTypeAndValue({ type: "2.5.4.3", value: new PrintableString({ value: "Authority" }) });
  certificate.issuer.typesAndValues.push(name);
  certificate.subject.typesAndValues.push(name);
  certificate.notBefore.value = new Date("2026-01-01");
  certificate.notAfter.value = new Date("2036-01-01");
  await certificate.subjectPublicKeyInfo.importKey(publicKey);
  await certificate.sign(privateKey, "SHA-256");
  return { certificate, privateKey };
}

const toDer = (response: TimeStampResp) => new Uint8Array(response.toSchema().toBER());

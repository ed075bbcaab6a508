import type { PackedLog } from "./log-pack.ts";

/** For whoever opens the folder: what lies here, and how to check it without us. */
export function logReadme({ size, note }: Pick<PackedLog, "size" | "note">): string {
  const origin = note.slice(0, note.indexOf("\n"));
  return `The access-gating log ${origin}, ${size} entries.

WHAT LIES HERE
  checkpoint         how many entries there are and the root over them, signed     c2sp.org/tlog-checkpoint
  checkpoint.tsr     an authority's word that it was there by then, if one is asked  RFC 3161
  log.vkey           the key that verifies it                                     c2sp.org/signed-note
  tile/entries/...   the entries: canonical JSON, 256 to a file, each behind its length in two bytes
  tile/0/... and up  the hashes that lead from the entries to the root            c2sp.org/tlog-tiles
  epoch/...          logs that came before this one, each laid out in the same way, where there were any
  identities.jsonl   who the subjects of the entries are, with the salt that proves it, without the erased;
                     beside this folder where the log came with reports

BEFORE YOU START
  log.vkey proves nothing while it comes with what it verifies. Compare it with the key that you were given by another
  way: on a call, in a signed policy, in last year's export.
  Keep the file checkpoint. Next time it proves that nothing of today was changed since.

TO CHECK IT WITH THIS PROGRAM, which needs no database and no network for it
  training-gate log verify . --key log.vkey
  training-gate log verify . --key log.vkey --old the-checkpoint-that-you-kept

TO CHECK IT WITH OTHER PEOPLE'S
  The layout is that of public transparency logs. Go's golang.org/x/mod/sumdb reads it (note.Open for the checkpoint,
  tlog.TileHashReader, tlog.CheckRecord and tlog.CheckTree for the rest), and so does fsck of
  github.com/transparency-dev/tessera:
    fsck --storage_url="file://$PWD" --public_key=log.vkey
  The signature alone, with openssl. It is Ed25519 over the first three lines of checkpoint:
    head -n 3 checkpoint > body
    sed -n '5,$s/^[^ ]* [^ ]* //p' checkpoint | head -n 1 | base64 -d | tail -c 64 > signature
    printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000' > key.der
    head -n 1 log.vkey | cut -d+ -f3- | base64 -d | tail -c 32 >> key.der
    openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in body -sigfile signature
  The time of checkpoint.tsr, against the authority's own certificate, which you get from the authority:
    openssl ts -reply -in checkpoint.tsr -text
    openssl ts -verify -data checkpoint -in checkpoint.tsr -CAfile authority.pem

TO READ IT
  Of each entry the bytes are JSON. Those that decided about access are of the type gate.decided; enforced is true where
  the decision was shown by a check in a blocking scope. For jq or sqlite, take one line an entry:
    training-gate log show --in . > entries.jsonl
    jq -r 'select(.type == "gate.decided" and .enforced) | .decision.outcome' entries.jsonl | sort | uniq -c
`;
}

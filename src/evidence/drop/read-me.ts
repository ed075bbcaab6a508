/** What lies in the folder for GRC platforms, and what it cannot do. */
export function dropReadMe({ from, to }: { readonly from: string; readonly to: string }): string {
  return `Evidence from training-gate, ${from} to ${to}, laid out for GRC platforms.

These are files. Nothing was sent anywhere: put them in by hand, or by your own script.

vanta/        user_security_training_status: the body of PUT /v1/resources/user_security_training_status.
              Put the resource's id in first. It is a FULL REPLACE: whoever is not in it is deleted in Vanta. It has
              every row of R-02 of this period, so let the period begin with your first day, and never filter it.
              Completions that are not signed yet are INCOMPLETE. trainingDueTimestamp is always null, and
              frameworksFulfilled always SOC2: look whether that is what you want to say.
drata/        the cover as PDF, and each report as CSV. Drata's upload takes no CSV and no JSON: put in the PDF there,
              and the reports as a spreadsheet that you make of them.
secureframe/  the same. No way to upload by a program is known to us. Keep training of new hires and recurring
              training apart, as that platform does.
generic/      the same, for every other platform.

The cover is not the proof. The proof is the evidence pack beside which this folder was made: its manifest, SHA256SUMS
and the gate log. Keep the pack.
`;
}

// A program for Terraform's `external` data source: of these logins, those whose training is current.
//
// In:  {"url": "https://training.example.org", "logins": "[\"mira\",\"jo\"]"} on standard input
// Out: {"logins": "[\"mira\"]"} on standard output; every value of the protocol is text, so lists are JSON within it.
//
// The token comes from the environment (TRAINING_GATE_TOKEN): what stands in a query is kept in Terraform's state.

async function main() {
  const { url, logins } = JSON.parse(await readAll(process.stdin));
  const token = process.env.TRAINING_GATE_TOKEN;
  if (!token) throw new Error("Set TRAINING_GATE_TOKEN to the token of `training-gate client add`");
  const eligible = await eligibleLogins(url, token);
  const current = JSON.parse(logins).filter((login) => eligible.has(login.toLowerCase()));
  process.stdout.write(JSON.stringify({ logins: JSON.stringify(current) }));
}

async function eligibleLogins(url, token) {
  const logins = new Set();
  for (let after = ""; after !== null; ) {
    const answer = await fetch(new URL(`/api/v1/eligibility?limit=500${after && `&after=${after}`}`, url), {
      headers: { Authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(30_000),
    });
    if (!answer.ok) throw new Error(`The eligibility API answered ${answer.status}: ${await answer.text()}`);
    const page = await answer.json();
    for (const { eligible, github } of page.people)
      if (eligible) for (const { login } of github) logins.add(login.toLowerCase());
    after = page.next;
  }
  return logins;
}

async function readAll(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

try {
  await main();
} catch (error) {
  // Terraform shows this and changes nothing.
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

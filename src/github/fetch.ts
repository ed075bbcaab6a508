/** GitHub gives up on a request after ten seconds; a connection that hangs says nothing at all. */
const TIMEOUT_MS = 12_000;

/** `fetch` that ends. Without it an answer that never comes holds its job until the queue takes that from it. */
export const fetchFromGitHub: typeof fetch = (input, init) => {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
  return fetch(input, { ...init, signal });
};

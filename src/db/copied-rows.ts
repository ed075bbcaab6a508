/** The fields of a row, as the types of its columns send them; null for SQL's null. */
export type CopiedRow = readonly (Buffer | null)[];

const SIGNATURE_BYTES = 11;
const HEADER_BYTES = SIGNATURE_BYTES + 8;

/** The rows of `COPY … TO STDOUT (FORMAT binary)`: https://www.postgresql.org/docs/current/sql-copy.html */
export async function* rowsOf(stream: AsyncIterable<Buffer>): AsyncGenerator<CopiedRow> {
  const bytes = createTaker(stream[Symbol.asyncIterator]());
  const header = await bytes.take(HEADER_BYTES);
  await bytes.take(header.readInt32BE(HEADER_BYTES - 4));
  for (;;) {
    const count = (await bytes.take(2)).readInt16BE();
    if (count < 0) break;
    const row: (Buffer | null)[] = [];
    while (row.length < count) {
      const length = (await bytes.take(4)).readInt32BE();
      row.push(length < 0 ? null : await bytes.take(length));
    }
    yield row;
  }
  await bytes.end();
}

/** Hands out so many bytes as are asked for, however they arrive. */
function createTaker(chunks: AsyncIterator<Buffer>) {
  let waiting: Buffer[] = [];
  let length = 0;
  return {
    async take(count: number): Promise<Buffer> {
      while (length < count) {
        const { value, done } = await chunks.next();
        if (done) throw new RangeError("Postgres ended a copy within a row");
        waiting.push(value);
        length += value.length;
      }
      const [first = Buffer.alloc(0)] = waiting;
      const all = first.length >= count ? first : Buffer.concat(waiting);
      waiting = first.length >= count ? [first.subarray(count), ...waiting.slice(1)] : [all.subarray(count)];
      length -= count;
      return all.subarray(0, count);
    },
    /** So that the connection learns that the copy is over. */
    async end(): Promise<void> {
      while (!(await chunks.next()).done);
    },
  };
}

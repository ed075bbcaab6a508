import type { LogFault } from "./log-fault.ts";
import type { BundleReading } from "./read-bundle.ts";
import { TILE_WIDTH } from "./tiles.ts";

/** Of one kind, as many as show what it is. */
const TOLD = 5;

/** Whether what was signed is a log as this program writes one: that is asked of its signer. */
export function createWritingCheck(): { add(reading: BundleReading): void; faults(): readonly LogFault[] } {
  const faults: LogFault[] = [];
  let before: string | null = null;
  const tell = (fault: LogFault) => {
    if (faults.filter(({ kind }) => kind === fault.kind).length < TOLD) faults.push(fault);
  };
  return {
    add(reading) {
      for (const fault of faultsIn(reading, before)) tell(fault);
      before = reading.recorded?.to ?? before;
    },
    faults: () => faults,
  };
}

function* faultsIn(reading: BundleReading, before: string | null): Generator<LogFault> {
  for (const { seq, problem } of reading.unknown) yield { kind: "not an entry", seq, message: problem };
  for (const { seq, says } of reading.misplaced)
    if (says !== null) yield { kind: "misplaced", seq, message: `it says that it is entry ${says}` };
  for (const seq of reading.ofOtherEpoch)
    yield { kind: "misplaced", seq, message: "it says that it is of another epoch" };
  const isFirstEarly = before !== null && reading.recorded !== null && reading.recorded.from < before;
  for (const seq of [...(isFirstEarly ? [reading.index * TILE_WIDTH] : []), ...reading.early])
    yield { kind: "backwards", seq, message: "it was recorded before the entry that stands before it" };
}

import type { AwarenessImportKind } from "../../domain/stores/awareness.ts";
import type { ToldFile } from "../../pipeline/awareness/port.ts";
import { type ReadLine, twiceIn } from "../../programme/awareness/cells.ts";
import type { PhishingMap } from "../../programme/awareness/phishing-map.ts";
import { PHISHING_PRESET_NAMES, phishingPreset, readPhishingMap } from "../../programme/awareness/phishing-map-file.ts";
import {
  countColumns,
  missingCountColumns,
  readHeldLine,
  readIncidentLine,
} from "../../programme/awareness/read-counts.ts";
import { missingPhishingColumns, phishingColumns, readPhishingLine } from "../../programme/awareness/read-phishing.ts";
import type { CsvRecord } from "../../training/completions/read-rows.ts";
import type { Cli } from "../cli.ts";
import { readMapText } from "../exceptions/map-text.ts";
import { UsageError } from "../failure.ts";

export interface AskedReader {
  readonly kind: AwarenessImportKind;
  readonly map?: string;
  readonly campaign?: string;
  /** How times are written. */
  readonly format?: string;
}

/** How to read the lines of one kind of file. */
export interface Reader {
  readonly source: string;
  readonly delimiter: string;
  missing(header: readonly string[]): readonly string[];
  /** What can be done where one is missing. */
  readonly remedy: string;
  /** Columns that would be read, and stand there twice. */
  twice(header: readonly string[]): readonly string[];
  /** `told` grows with each line that can be used. */
  open(now: Date): { read(record: CsvRecord, header: readonly string[]): ReadLine<unknown>; told(): ToldFile };
}

export async function readerFor(cli: Cli, asked: AskedReader): Promise<Reader> {
  const { kind, map, campaign, format = "iso" } = asked;
  if (kind === "phishing") return phishingReader(await mapNamed(cli, asked), campaign ?? null);
  if (map !== undefined || campaign !== undefined)
    throw new UsageError("--map and --campaign are for --kind phishing: the other files have one form");
  return {
    source: "file",
    delimiter: ",",
    missing: (header) => missingCountColumns(kind, header),
    remedy: "Name the columns so",
    twice: (header) => twiceIn(header, countColumns(kind)),
    open: (now) => {
      const layout = (header: readonly string[]) => ({ header, dates: format, now });
      return kind === "incidents"
        ? collecting(
            (record, header) => readIncidentLine(record, layout(header)),
            (told) => ({ kind, told }),
          )
        : collecting(
            (record, header) => readHeldLine(record, layout(header)),
            (told) => ({ kind, told }),
          );
    },
  };
}

function phishingReader(map: PhishingMap, named: string | null): Reader {
  return {
    source: map.name,
    delimiter: map.delimiter,
    missing: (header) => missingPhishingColumns({ map, header, campaign: named }),
    remedy: "Say what stands where in a map file (--map FILE), or the campaign's name by --campaign",
    twice: (header) => twiceIn(header, phishingColumns(map)),
    open: (now) =>
      collecting(
        (record, header) => readPhishingLine(record, { map, header, campaign: named, now }),
        (told) => ({ kind: "phishing", told }),
      ),
  };
}

function collecting<T>(
  read: (record: CsvRecord, header: readonly string[]) => ReadLine<T>,
  close: (told: readonly T[]) => ToldFile,
): ReturnType<Reader["open"]> {
  const told: T[] = [];
  return {
    read(record, header) {
      const line = read(record, header);
      if (line.ok && line.told !== null) told.push(line.told);
      return line;
    },
    told: () => close(told),
  };
}

async function mapNamed(cli: Cli, { map: name = "generic", format = "iso" }: AskedReader): Promise<PhishingMap> {
  const map = phishingPreset(name) ?? (await readMap(cli, name));
  return format === "iso" ? map : { ...map, dates: { ...map.dates, format } };
}

async function readMap({ terminal }: Cli, name: string): Promise<PhishingMap> {
  const read = readPhishingMap(name, await readMapText(terminal, name, PHISHING_PRESET_NAMES));
  if (!read.ok) throw new UsageError(read.problems.join("\n"));
  return read.map;
}

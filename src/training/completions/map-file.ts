import { type MapKind, presetOf, type ReadMapFile, readMapFile } from "../map-file.ts";
import { CompletionMap } from "./map.ts";
import { PRESETS } from "./presets.ts";

const KIND: MapKind<typeof CompletionMap> = { schema: CompletionMap, presets: PRESETS };

/** A preset as it ships; its courses are those that are called as ours. */
export const presetMap = (name: string): CompletionMap | null => presetOf(KIND, name);

/** A map file: a preset with what is different, or all of it. */
export const readMap = (file: string, text: string): ReadMapFile<CompletionMap> => readMapFile({ file, text }, KIND);

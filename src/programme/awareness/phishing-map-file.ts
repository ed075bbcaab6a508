import { type MapKind, presetOf, type ReadMapFile, readMapFile } from "../../training/map-file.ts";
import { PhishingMap } from "./phishing-map.ts";
import { PHISHING_PRESETS } from "./phishing-presets.ts";

const KIND: MapKind<typeof PhishingMap> = { schema: PhishingMap, presets: PHISHING_PRESETS };

export const PHISHING_PRESET_NAMES = Object.keys(PHISHING_PRESETS);

/** A preset as it ships. */
export const phishingPreset = (name: string): PhishingMap | null => presetOf(KIND, name);

/** A map file: a preset with what is different, or all of it. */
export const readPhishingMap = (file: string, text: string): ReadMapFile<PhishingMap> =>
  readMapFile({ file, text }, KIND);

/** Of jobs, higher first: what somebody waits for goes before what a sweep found. */
export const FRESH = 10;
/** The first of many that were found at once; the next one below. */
export const BACKFILL = -1;
/** What all other looks of an installation wait for. */
export const BASICS = 20;

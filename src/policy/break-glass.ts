/** For how many hours two administrators may let a pull request through as it is. No file can make it longer. */
export const LONGEST_BREAK_GLASS_HOURS = 24;

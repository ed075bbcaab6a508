type Fields = Record<string, unknown>;

const rights: Record<string, { export?: boolean }> = { ola: { export: true }, eve: {} };

export const newPreferences = () => ({
  theme: "light",
  mail: { weekly: true, offers: false },
});
export type Preferences = ReturnType<typeof newPreferences>;

export function savePreferences(preferences: Preferences, body: string): void {
  merge(preferences, JSON.parse(body));
}

function merge(target: Fields, changes: Fields): void {
  for (const [name, value] of Object.entries(changes)) {
    const current = target[name];
    if (isFields(current) && isFields(value)) merge(current, value);
    else target[name] = value;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function mayExport(memberId: string): boolean {
  return rights[memberId]?.export === true;
}

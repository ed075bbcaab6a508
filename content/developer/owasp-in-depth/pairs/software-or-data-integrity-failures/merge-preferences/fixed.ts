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

function merge(target: Fields, changes: unknown): void {
  if (!isFields(changes)) throw new TypeError("Preferences must be an object");
  for (const [name, value] of Object.entries(changes)) {
    if (!Object.hasOwn(target, name))
      throw new TypeError(`There is no preference ${name}`);
    const current = target[name];
    if (isFields(current)) merge(current, value);
    else if (typeof value === typeof current) target[name] = value;
    else throw new TypeError(`The preference ${name} has another type`);
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function mayExport(memberId: string): boolean {
  return rights[memberId]?.export === true;
}

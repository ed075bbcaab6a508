/** What `load` makes of each, in their order, with so many under way at once. */
export async function* ahead<T, Loaded>(
  all: Iterable<T>,
  depth: number,
  load: (one: T) => Promise<Loaded>,
): AsyncGenerator<Loaded> {
  const underWay: Promise<Loaded>[] = [];
  for (const one of all) {
    const loading = load(one);
    // Its failure is thrown when its turn comes; until then it is not unheard.
    loading.catch(() => undefined);
    underWay.push(loading);
    if (underWay.length >= depth) yield (await underWay.shift()) as Loaded;
  }
  for (const loading of underWay) yield await loading;
}

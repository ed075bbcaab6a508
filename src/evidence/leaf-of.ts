import type { EntryType, Leaf } from "./sources.ts";

interface AnyLeaf {
  readonly entry: { readonly type: EntryType };
  readonly sha256: string;
}

/** Of leaves of several types, the leaf as one of this type, if it is one. */
export function leafOf<Type extends EntryType>(leaf: AnyLeaf, type: Type): Leaf<Type> | undefined {
  return leaf.entry.type === type ? (leaf as Leaf<Type>) : undefined;
}

export function leavesOf<Type extends EntryType>(leaves: readonly AnyLeaf[], type: Type): readonly Leaf<Type>[] {
  return leaves.flatMap((leaf) => leafOf(leaf, type) ?? []);
}

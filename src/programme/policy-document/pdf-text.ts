/** What the fonts of every PDF reader can show beside Latin-1: the rest of Windows-1252. */
const MORE = new Set("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ");

function isShown(letter: string): boolean {
  const point = letter.codePointAt(0) ?? 0;
  return (point >= 0x20 && point < 0x7f) || (point >= 0xa0 && point <= 0xff) || MORE.has(letter);
}

/** Each letter that those fonts do not have as a question mark, so that no name is printed as another. */
export function shownText(text: string): string {
  return [...text].map((letter) => (isShown(letter) ? letter : "?")).join("");
}

export function isShownWhole(text: string): boolean {
  return [...text].every((letter) => isShown(letter) || letter === "\n");
}

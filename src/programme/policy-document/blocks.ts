/** What a box of the training policy is made of. Texts are Markdown of one line: see `plain` and `code`. */
export type Block =
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "heading"; readonly text: string };

export function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}

export function list(items: readonly string[]): Block {
  return { kind: "list", items };
}

export function toMarkdown(blocks: readonly Block[]): string {
  return blocks.map(blockText).join("\n\n");
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return block.text;
    case "heading":
      return `### ${block.text}`;
    case "list":
      return block.items.map((item) => `- ${item}`).join("\n");
    case "table": {
      const { columns, rows } = block;
      return [row(columns), row(columns.map(() => "---")), ...rows.map(row)].join("\n");
    }
  }
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

const MEANS_SOMETHING = /[\\`*_{}[\]<>&|~#]/g;

/** Words of an organisation, or of a policy, as they stand there: nothing in them is Markdown. */
export function plain(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim().replaceAll(MEANS_SOMETHING, "\\$&");
}

/** A name as a file has it. */
export function code(name: string): string {
  return /[`|]/.test(name) ? plain(name) : `\`${name}\``;
}

export function codes(names: readonly string[]): string {
  return names.map(code).join(", ");
}

/** `1 day`, `14 days`. */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

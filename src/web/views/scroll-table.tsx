import type { PropsWithChildren } from "hono/jsx";

type TableProps = PropsWithChildren<{ name: string; columns: readonly string[] }>;

/** A table that scrolls by itself where the page is too narrow for it; what scrolls takes the focus, for the keyboard. */
export function ScrollTable({ name, columns, children }: TableProps) {
  return (
    <section class="table-scroll" tabindex={0} aria-label={name}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}

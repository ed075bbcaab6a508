import type { PropsWithChildren } from "hono/jsx";
import { useRequestContext } from "hono/jsx-renderer";
import type { WebEnv } from "../env.ts";
import { TOKEN_FIELD } from "../form-fields.ts";

type FormProps = PropsWithChildren<{ action: string; class?: string; enctype?: "multipart/form-data" }>;

/** The only way to write a form here: the session's token goes with it, so that none can be forgotten. */
export function Form({ action, children, ...attributes }: FormProps) {
  const { formToken } = useRequestContext<WebEnv>().var;
  return (
    <form method="post" action={action} {...attributes}>
      {formToken && <input type="hidden" name={TOKEN_FIELD} value={formToken} autocomplete="off" />}
      {children}
    </form>
  );
}

/** A step that changes something, as one button. */
export function ActionButton({ action, label, primary = false }: { action: string; label: string; primary?: boolean }) {
  return (
    <Form action={action}>
      <button class={primary ? "btn btn-primary" : "btn"} type="submit">
        {label}
      </button>
    </Form>
  );
}

export function ActionLink({ href, label, primary = false }: { href: string; label: string; primary?: boolean }) {
  return (
    <a class={primary ? "btn btn-primary" : "btn"} href={href}>
      {label}
    </a>
  );
}

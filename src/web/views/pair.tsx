import { raw } from "hono/html";
import { useRequestContext } from "hono/jsx-renderer";
import type { Pair, PairCode } from "../../training/curriculum.ts";
import type { WebEnv } from "../env.ts";
import { readStack } from "../stack.ts";
import { texts } from "../texts.ts";
import { Form } from "./form.tsx";
import { Label } from "./notice.tsx";

/** A pair in the reader's stack, with the other one a click away. `path` is that of the module's page. */
export function PairOfCode({ pair, path }: { pair: Pair; path: string }) {
  const wanted = readStack(useRequestContext<WebEnv>());
  const first = pair.stacks.find(({ stack }) => stack === wanted) ?? pair.stacks[0];
  if (!first) return null;
  return (
    <section class="pair" id={`pair-${pair.id}`} aria-label={texts.reading.pair.label(first.stack)}>
      <Halves code={first} />
      {pair.stacks
        .filter((other) => other !== first)
        .map((other) => (
          <details>
            <summary>{texts.reading.pair.other(other.stack)}</summary>
            <Halves code={other} />
            <Form action={`${path}/stack`}>
              <input type="hidden" name="pair" value={pair.id} />
              <button class="btn btn-small" type="submit" name="stack" value={other.stack}>
                {texts.reading.pair.first(other.stack)}
              </button>
            </Form>
          </details>
        ))}
    </section>
  );
}

function Halves({ code: { stack, vulnerable, fixed } }: { code: PairCode }) {
  const { writing } = useRequestContext<WebEnv>().var;
  const t = texts.reading;
  return (
    <>
      <figure class="half">
        <figcaption>
          <Label tone="danger">{t.pair.vulnerable}</Label> <span class="muted">{t.stacks[stack]}</span>
        </figcaption>
        {raw(writing.code(vulnerable, stack))}
      </figure>
      <figure class="half">
        <figcaption>
          <Label tone="success">{t.pair.fixed}</Label> <span class="muted">{t.stacks[stack]}</span>
        </figcaption>
        {raw(writing.code(fixed, stack))}
      </figure>
    </>
  );
}

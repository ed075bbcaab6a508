import type { HookTrouble } from "../../../domain/stores/hooks.ts";
import { shownUrl } from "../../../pipeline/hooks/hook-url.ts";
import { texts } from "../../texts.ts";
import { Label } from "../notice.tsx";
import { Moment } from "../time.tsx";

const t = texts.admin.oversight.jobs.hooks;

/** Other systems that did not take what they were told. Nothing at all where there are none. */
export function SilentHooks({ hooks }: { hooks: readonly HookTrouble[] }) {
  if (hooks.length === 0) return null;
  return (
    <section aria-labelledby="hooks">
      <h2 id="hooks">{t.title}</h2>
      <p>{t.intro}</p>
      <ul class="rows" aria-labelledby="hooks">
        {hooks.map((trouble) => (
          <HookItem trouble={trouble} />
        ))}
      </ul>
    </section>
  );
}

function HookItem({ trouble }: { trouble: HookTrouble }) {
  const { hook, client, waiting, givenUp, since, problem } = trouble;
  return (
    <li class="person">
      <p class="person-name">
        <strong>{client}</strong>
        <Label tone={givenUp > 0 ? "danger" : "attention"}>{givenUp > 0 ? t.givenUp : t.tried}</Label>
      </p>
      <p class="small muted break">
        {`${shownUrl(hook.url)} · ${t.waiting(waiting)} · ${t.since}`}
        <Moment at={since} />
        {problem !== null && ` · ${problem}`}
      </p>
      <p class="small">
        {t.mended} <code>{`training-gate client hook test ${hook.id} --by LOGIN`}</code>
      </p>
    </li>
  );
}

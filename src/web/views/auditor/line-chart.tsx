import { raw } from "hono/html";
import { drawKey, type Series, type Told, WIDTHS } from "../../charts/draw.ts";
import { type Break, drawLines, type LinePoint } from "../../charts/lines.ts";

interface LineProps {
  readonly told: Told;
  readonly series: readonly Series[];
  readonly points: readonly LinePoint[];
  readonly breaks?: readonly Break[];
}

/** The drawings are safe as they are: the library writes them, and escapes what they say. */
export function LineChart({ told, series, points, breaks = [] }: LineProps) {
  return (
    <figure class="chart">
      <figcaption>{told.title}</figcaption>
      {series.length > 1 && (
        <ul class="legend">
          {series.map((one, index) => (
            <li>
              {raw(drawKey(told.id, one, index))} {one.label}
            </li>
          ))}
        </ul>
      )}
      {WIDTHS.map((width) => raw(drawLines(told, width, { series, points, breaks })))}
    </figure>
  );
}

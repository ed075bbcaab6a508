import { raw } from "hono/html";
import type { PropsWithChildren } from "hono/jsx";
import { drawKey, type Series, type Told, WIDTHS } from "../../charts/draw.ts";
import { drawShare, type SharePoint } from "../../charts/share.ts";
import { type Count, drawStacked } from "../../charts/stacked.ts";

/** Counts over time with their key. The drawings are safe as they are: the library writes them, and escapes what they say. */
export function StackedChart(props: { told: Told; series: readonly Series[]; counts: readonly Count[]; note: string }) {
  const { told, series, counts, note } = props;
  return (
    <Chart told={told} drawings={WIDTHS.map((width) => drawStacked(told, width, series, counts))} note={note}>
      <ul class="legend">
        {series.map((one, index) => (
          <li>
            {raw(drawKey(told.id, one, index))} {one.label}
          </li>
        ))}
      </ul>
    </Chart>
  );
}

export function ShareChart(props: { told: Told; points: readonly SharePoint[]; from: Date; to: Date }) {
  const { told, points, from, to } = props;
  return <Chart told={told} drawings={WIDTHS.map((width) => drawShare(told, width, points, { from, to }))} />;
}

type ChartProps = PropsWithChildren<{ told: Told; drawings: readonly string[]; note?: string }>;

function Chart({ told, drawings, note, children }: ChartProps) {
  return (
    <figure class="chart">
      <figcaption>
        {told.title}
        {note !== undefined && <span class="small muted"> ({note})</span>}
      </figcaption>
      {children}
      {drawings.map((drawing) => raw(drawing))}
    </figure>
  );
}

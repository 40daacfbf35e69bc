// Who ran what when: a bar a trial, in the slots that ran at once.
import { For } from "solid-js";
import type { Timeline } from "../api/types";
import { duration } from "../state/format";
import { Frame } from "./Frame";

const COLOURS: Record<string, string> = {
  running: "var(--busy)",
  completed: "var(--done)",
  failed: "var(--lost)",
  stopped: "var(--cut)",
};
export const STATUS_COLOURS = COLOURS;

export function TimelineChart(props: { timeline: Timeline; onOpen: (trial: number) => void }) {
  const t = () => props.timeline;
  const end = (i: number) => (t().ended_s[i] ?? t().now_s) as number;
  const low = () => Math.min(...t().started_s, ...t().queued_s.slice(0, 1));
  const high = () => Math.max(...t().trials.map((_, i) => end(i)), low() + 0.001);
  const names = () => Array.from({ length: t().lane_count }, (_, i) => `slot ${i + 1}`);
  const every = () => Math.ceil(names().length / 20);
  return (
    <Frame
      label={`Timeline of ${t().trials.length} trials in ${t().lane_count} slots`}
      height={Math.min(620, 60 + Math.max(2, t().lane_count) * 26)}
      x={{ low: low(), high: high(), label: "seconds since the job began" }}
      y={{ low: t().lane_count - 0.4, high: -0.6, names: names().map((n, i) => (i % every() === 0 ? n : "")) }}
    >
      {(sx, sy, hover) => (
        <For each={t().trials}>
          {(trial, i) => {
            const status = () => t().statuses[t().status[i()] ?? 0] ?? "running";
            const top = () => sy.place(t().lanes[i()] ?? 0);
            const height = () => Math.max(2, Math.abs(sy.place(1) - sy.place(0)) * 0.7);
            return (
              <rect
                x={sx.place(t().started_s[i()] ?? 0)}
                y={top() - height() / 2}
                width={Math.max(1, sx.place(end(i())) - sx.place(t().started_s[i()] ?? 0) - 0.5)}
                height={height()}
                rx="2"
                fill={COLOURS[status()]}
                cursor="pointer"
                onMouseMove={(event) =>
                  hover(
                    `trial ${trial}: ${status()}\nran ${duration((end(i()) - (t().started_s[i()] ?? 0)) * 1000)}\nwaited ${duration(
                      ((t().started_s[i()] ?? 0) - (t().queued_s[i()] ?? 0)) * 1000,
                    )}`,
                    event,
                  )
                }
                onMouseLeave={() => hover(undefined)}
                onClick={() => props.onOpen(trial)}
              />
            );
          }}
        </For>
      )}
    </Frame>
  );
}

// Use of the machine: who ran what when.
import { For, Show, createEffect, on } from "solid-js";
import { get } from "../../api/client";
import { STATUS_COLOURS, TimelineChart } from "../../charts/TimelineChart";
import { Card, Facts, Loaded, Key } from "../../parts/basics";
import { createData } from "../../state/data";
import { at, count, duration, share } from "../../state/format";
import { useJob } from "./context";

export default function Timeline() {
  const { job, turn, open } = useJob();
  const data = createData(
    () => job().name,
    (n, signal) => get("/api/v1/jobs/{job}/timeline", { path: { job: n }, signal }),
    2000,
  );
  createEffect(on(turn, () => data.refresh(), { defer: true }));
  return (
    <Card title="Timeline">
      <Loaded data={data}>
        {(timeline) => (
          <Show when={timeline().trials.length > 0} fallback={<div class="empty">No trial has started yet.</div>}>
            <TimelineChart timeline={timeline()} onOpen={open} />
            <div class="legend">
              <For each={Object.entries(STATUS_COLOURS)}>
                {([status, colour]) => (
                  <Key colour={colour}>{status}</Key>
                )}
              </For>
            </div>
            <Facts
              facts={[
                ["began", at(timeline().created_ms)],
                ["slots", `${timeline().lane_count} at once, ${share(timeline().busy)} of their time in use`],
                ["work", `${duration(timeline().worked_s * 1000)} of trials`],
                [
                  "drawn",
                  timeline().total > timeline().trials.length
                    ? `the latest ${count(timeline().trials.length)} of ${count(timeline().total)} trials`
                    : undefined,
                ],
              ]}
            />
          </Show>
        )}
      </Loaded>
    </Card>
  );
}

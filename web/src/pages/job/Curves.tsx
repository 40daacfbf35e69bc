// What happened during training.
import { A, useSearchParams } from "@solidjs/router";
import { For, Show, createEffect, createSignal, on } from "solid-js";
import { get } from "../../api/client";
import { CurvesChart } from "../../charts/CurvesChart";
import { Card, Loaded, Key } from "../../parts/basics";
import { createData } from "../../state/data";
import { count, number } from "../../state/format";
import { AMBER, BLUE, ORANGE, PINK, series } from "../../state/theme";
import { useJob } from "./context";

export default function Curves() {
  const [search, setSearch] = useSearchParams<{ metric?: string; smooth?: string; log?: string; q?: string }>();
  const { job, turn, open } = useJob();
  const [hovered, setHovered] = createSignal<number>();
  const metric = () => search.metric ?? job().metric;
  const data = createData(
    () => ({ job: job().name, metric: metric(), query: search.q }),
    (key, signal) =>
      get("/api/v1/jobs/{job}/curves", { path: { job: key.job }, query: { metric: key.metric, query: key.query }, signal }),
    3000,
  );
  createEffect(on(turn, () => data.refresh(), { defer: true }));
  const told = () => data.value()?.curves.find((curve) => curve.trial === hovered());
  return (
    <Card
      title="Learning curves"
      aside={
        <>
          <label class="row tight small">
            metric
            <select value={metric()} onChange={(event) => setSearch({ metric: event.currentTarget.value })}>
              <For each={job().metrics}>{(m) => <option value={m.name}>{m.name}</option>}</For>
            </select>
          </label>
          <label class="row tight small">
            smoothing
            <input
              type="range"
              min="0"
              max="0.98"
              step="0.02"
              value={search.smooth ?? "0"}
              onInput={(event) => setSearch({ smooth: event.currentTarget.value === "0" ? undefined : event.currentTarget.value }, { replace: true })}
            />
          </label>
          <label class="row tight small">
            <input
              type="checkbox"
              checked={search.log === "1"}
              onChange={(event) => setSearch({ log: event.currentTarget.checked ? "1" : undefined })}
            />
            log axis
          </label>
        </>
      }
    >
      <Loaded data={data}>
        {(curves) => (
          <Show
            when={curves().curves.length > 0}
            fallback={<div class="empty">No trial has printed a value of {curves().metric} yet.</div>}
          >
            <CurvesChart
              curves={curves()}
              best={job().best?.trial}
              smoothing={Number(search.smooth ?? 0)}
              log={search.log === "1"}
              height={430}
              onOpen={open}
              onHover={setHovered}
            />
            <div class="row between">
              <div class="legend">
                <Key colour={series(ORANGE)}>best</Key>
                <Key colour={series(BLUE)}>completed</Key>
                <Key colour={"var(--plot-dim)"}>stopped before its end (×)</Key>
                <Show when={curves().curves.some((c) => c.stop_line !== null)}>
                  <span>- - what they would have needed</span>
                </Show>
                <Key colour={series(AMBER)}>running</Key>
                <Key colour={series(PINK)}>failed</Key>
              </div>
              <span class="muted small">
                {count(curves().curves.length)} of {count(curves().total)} curves
              </span>
            </div>
            <p class="small" aria-live="off">
              <Show when={told()} fallback={<span class="muted">Point at a curve to see whose it is.</span>}>
                {(curve) => (
                  <>
                    <A href={`/jobs/${encodeURIComponent(job().name)}/trials/${curve().trial}`}>#{curve().trial}</A> {curve().status},
                    objective {number(curve().objective)}
                    <Show when={curve().cause}> · {curve().cause}</Show>
                  </>
                )}
              </Show>
            </p>
          </Show>
        )}
      </Loaded>
    </Card>
  );
}

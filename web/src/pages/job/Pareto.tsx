// Trade-offs between metrics: the front, and what it dominates.
import { A, useSearchParams } from "@solidjs/router";
import { For, Show, createEffect, createMemo, createSignal, on } from "solid-js";
import { get } from "../../api/client";
import { type Point, Scatter } from "../../charts/Scatter";
import { Card, Loaded, Key } from "../../parts/basics";
import { createData } from "../../state/data";
import { number } from "../../state/format";
import { BLUE, GREY, ORANGE, series } from "../../state/theme";
import { session } from "../../state/session";
import { Deploy } from "./Controls";
import { useJob } from "./context";

export default function Pareto() {
  const { job, turn, open } = useJob();
  const [search, setSearch] = useSearchParams<{ x?: string; y?: string }>();
  const [deploying, setDeploying] = createSignal<number>();
  const data = createData(
    () => job().name,
    (n, signal) => get("/api/v1/jobs/{job}/parallel", { path: { job: n }, signal }),
    3000,
  );
  createEffect(on(turn, () => data.refresh(), { defer: true }));
  const aims = () => job().aims.map((aim) => aim.metric);
  const names = createMemo(() => [...new Set([...aims(), ...job().metrics.map((m) => m.name)])]);
  const x = () => search.x ?? names()[0] ?? "";
  const y = () => search.y ?? names()[1] ?? names()[0] ?? "";
  const values = (metric: string): (number | null | undefined)[] => {
    const known = data.value();
    if (metric === "@duration") return known?.durations_s ?? [];
    const place = known?.metric_names.indexOf(metric) ?? -1;
    return place >= 0 ? (known?.metrics[place] ?? []) : (known?.objectives ?? []);
  };
  const front = createMemo(() => new Set(job().front_trials));
  const points = createMemo((): Point[] => {
    const known = data.value();
    if (!known) return [];
    const [xs, ys] = [values(x()), values(y())];
    return known.trials.flatMap((trial, i) => {
      const [a, b] = [xs[i], ys[i]];
      if (a === null || a === undefined || b === null || b === undefined) return [];
      const strong = front().has(trial) || trial === job().best?.trial;
      return [
        {
          trial,
          x: a,
          y: b,
          strong,
          colour: strong ? series(ORANGE) : known.meets[i] ? series(BLUE) : series(GREY),
          text: `trial ${trial}\n${x()} = ${number(a)}\n${y()} = ${number(b)}${known.meets[i] ? "" : "\nmisses a requirement"}`,
        },
      ];
    });
  });
  const several = () => job().aims.length > 1;
  return (
    <>
      <Card
        title={several() ? "Front of trade-offs" : "Two metrics"}
        aside={
          <Show when={names().length > 1}>
            <label class="row tight small">
              across
              <select value={x()} onChange={(event) => setSearch({ x: event.currentTarget.value })}>
                <For each={names()}>{(n) => <option value={n}>{n}</option>}</For>
              </select>
            </label>
            <label class="row tight small">
              up
              <select value={y()} onChange={(event) => setSearch({ y: event.currentTarget.value })}>
                <For each={names()}>{(n) => <option value={n}>{n}</option>}</For>
              </select>
            </label>
          </Show>
        }
      >
        <Show
          when={names().length > 1}
          fallback={
            <div class="empty">
              This job has one metric. Say --maximize or --minimize more than once, or define a second metric, to see trade-offs.
            </div>
          }
        >
          <Loaded data={data}>
            {() => (
              <Show when={points().length > 0} fallback={<div class="empty">No trial has both values yet.</div>}>
                <Scatter
                  label={`${y()} against ${x()} of ${points().length} trials, ${front().size} of them on the front`}
                  x={x()}
                  y={y()}
                  points={points()}
                  front={several()}
                  height={380}
                  onOpen={open}
                />
                <div class="legend">
                  <Key colour={series(ORANGE)}>{several() ? "on the front" : "best"}</Key>
                  <Key colour={series(BLUE)}>others</Key>
                  <Show when={job().requirements.length > 0}>
                    <Key colour={series(GREY)}>misses {job().requirements.join(", ")}</Key>
                  </Show>
                </div>
              </Show>
            )}
          </Loaded>
        </Show>
      </Card>
      <Show when={several() && job().front_trials.length > 0}>
        <Card title={`${job().front_trials.length} trials of the front`}>
          <div class="scroll" tabindex="0">
            <table>
              <thead>
                <tr>
                  <th>Trial</th>
                  <For each={job().aims}>
                    {(aim) => (
                      <th class="right">
                        {aim.metric} ({aim.goal})
                      </th>
                    )}
                  </For>
                  <th />
                </tr>
              </thead>
              <tbody>
                <For each={job().front_trials}>
                  {(trial) => {
                    const place = () => data.value()?.trials.indexOf(trial) ?? -1;
                    return (
                      <tr>
                        <td>
                          <A href={`/jobs/${encodeURIComponent(job().name)}/trials/${trial}`}>#{trial}</A>
                        </td>
                        <For each={job().aims}>{(aim) => <td class="right">{number(values(aim.metric)[place()])}</td>}</For>
                        <td class="right">
                          <Show when={job().can_deploy && session()?.may_work}>
                            <button type="button" onClick={() => setDeploying(trial)}>
                              Deploy
                            </button>
                          </Show>
                        </td>
                      </tr>
                    );
                  }}
                </For>
              </tbody>
            </table>
          </div>
        </Card>
      </Show>
      <Show when={deploying()}>
        {(trial) => <Deploy job={job().name} trial={trial()} onClose={() => setDeploying(undefined)} />}
      </Show>
    </>
  );
}

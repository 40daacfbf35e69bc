// What matters: importance, slices, pairs, parallel coordinates whose ranges choose the trials of the table.
import { A, useSearchParams } from "@solidjs/router";
import { For, Show, createEffect, createMemo, createSignal, on } from "solid-js";
import { get } from "../../api/client";
import type { ParameterInfo } from "../../api/types";
import { PairChart, shadeOf } from "../../charts/Pair";
import { ParallelChart, type Ranges, queryOf } from "../../charts/Parallel";
import { type Dot, SliceChart } from "../../charts/Slice";
import { Card, Copy, Loaded, Problem, Key } from "../../parts/basics";
import { createData } from "../../state/data";
import { count, share } from "../../state/format";
import { useJob } from "./context";

/** Dots of a slice: more would hide the line. */
const DOTS = 300;

function read(text: string | undefined): Ranges {
  const ranges: Ranges = {};
  for (const part of (text ?? "").split(";")) {
    const [name, low, high] = part.split("~");
    if (name && low && high) ranges[decodeURIComponent(name)] = [Number(low), Number(high)];
  }
  return ranges;
}

function written(ranges: Ranges): string | undefined {
  const parts = Object.entries(ranges).map(([name, [low, high]]) => `${encodeURIComponent(name)}~${low.toFixed(3)}~${high.toFixed(3)}`);
  return parts.join(";") || undefined;
}

export default function Parameters() {
  const { job, turn, open } = useJob();
  const [search, setSearch] = useSearchParams<{ range?: string; pair?: string; show?: string }>();
  const name = () => job().name;
  const lines = createData(name, (n, signal) => get("/api/v1/jobs/{job}/parallel", { path: { job: n }, signal }), 3000);
  // After the picture: the model takes a second where there are thousands of trials.
  const insight = createData(() => (lines.value() ? name() : undefined), (n, signal) => get("/api/v1/jobs/{job}/insight", { path: { job: n }, signal }), 15000);
  createEffect(
    on(
      turn,
      () => {
        lines.refresh();
        insight.refresh();
      },
      { defer: true },
    ),
  );
  const ranges = createMemo(() => read(search.range));
  const query = () => (lines.value() ? queryOf(lines.value()!, ranges()) : "");
  const [matched, setMatched] = createSignal<number>();
  createEffect(
    on(query, async (q) => {
      if (!q) return setMatched(undefined);
      try {
        setMatched((await get("/api/v1/jobs/{job}/trials", { path: { job: name() }, query: { query: q, limit: 1 } })).matched);
      } catch {
        setMatched(undefined);
      }
    }),
  );
  const infos = () => job().parameters;
  const ordered = createMemo((): ParameterInfo[] => {
    const ranked = insight.value()?.parameters.map((p) => p.name) ?? [];
    const place = (info: ParameterInfo) => (ranked.includes(info.name) ? ranked.indexOf(info.name) : 1e9);
    return [...infos()].sort((a, b) => place(a) - place(b));
  });
  const dots = (info: ParameterInfo): Dot[] => {
    const data = lines.value();
    const axis = data?.axes.findIndex((a) => a.name === info.name) ?? -1;
    if (!data || axis < 0) return [];
    const every = Math.max(1, Math.ceil(data.trials.length / DOTS));
    const found: Dot[] = [];
    data.trials.forEach((trial, i) => {
      const x = data.values[axis]?.[i];
      const y = data.objectives[i];
      const isBest = trial === job().best?.trial;
      if (x === null || x === undefined || y === null || y === undefined || (i % every !== 0 && !isBest)) return;
      found.push({ trial, y, x });
    });
    return found.sort((a, b) => Number(a.trial === job().best?.trial) - Number(b.trial === job().best?.trial));
  };
  const pairs = () => insight.value()?.pairs ?? [];
  const pair = () => pairs()[Number(search.pair ?? 0)] ?? pairs()[0];
  const bestOf = (parameter: string | undefined) => (parameter ? job().best_trial?.params[parameter] : undefined);
  return (
    <Show when={infos().length > 0} fallback={<div class="empty">This job has no parameters to tune.</div>}>
      <div class="two">
        <Card title="What matters">
          <Problem problem={insight.problem()} />
          <Show
            when={insight.value()}
            fallback={
              <Show when={!insight.problem()}>
                <p class="muted" role="status">
                  The model is being asked …
                </p>
              </Show>
            }
          >
            {(told) => (
              <>
                <div class="importance">
                  <For each={told().parameters}>
                    {(p) => (
                      <>
                        <span>{p.name}</span>
                        <span class="range" role="img" aria-label={`${share(p.importance.share)}, between ${share(p.importance.low)} and ${share(p.importance.high)}`}>
                          <b style={{ width: `${100 * Math.min(1, p.importance.share)}%` }} />
                          <s
                            style={{
                              left: `${100 * Math.min(1, p.importance.low)}%`,
                              width: `${100 * (Math.min(1, p.importance.high) - Math.min(1, p.importance.low))}%`,
                            }}
                          />
                        </span>
                        <span class="small">{share(p.importance.share)}</span>
                      </>
                    )}
                  </For>
                </div>
                <p class="muted small">
                  The share of the change of {told().metric} over the whole space that goes with each parameter, alone or with others; the
                  line spans nine of ten resamplings of the trials.
                </p>
                <For each={told().parameters.filter((p) => p.edge)}>
                  {(p) => (
                    <p class="note warn">
                      The best {p.name} lies at the {p.edge === "low" ? "lower" : "upper"} end of its range. A wider one:{" "}
                      <code class="mono">tunesmith extend {job().name} -P {p.name}=…</code>
                    </p>
                  )}
                </For>
              </>
            )}
          </Show>
        </Card>
        <Card
          title="Over two parameters"
          aside={
            <Show when={pairs().length > 0}>
              <select aria-label="Pair" value={search.pair ?? "0"} onChange={(event) => setSearch({ pair: event.currentTarget.value })}>
                <For each={pairs()}>{(p, i) => <option value={i()}>{p.parameters.join(" × ")}</option>}</For>
              </select>
              <select
                aria-label="Show"
                value={search.show ?? "mean"}
                onChange={(event) => setSearch({ show: event.currentTarget.value === "mean" ? undefined : event.currentTarget.value })}
              >
                <option value="mean">expected value</option>
                <option value="deviation">uncertainty</option>
              </select>
            </Show>
          }
        >
          <Show when={pair()} fallback={<p class="muted">With two parameters and eight values there is a picture here.</p>}>
            {(known) => (
              <>
                <PairChart
                  pair={known()}
                  infos={infos()}
                  show={search.show === "deviation" ? "deviation" : "mean"}
                  goal={job().goal}
                  metric={job().metric}
                  best={[bestOf(known().parameters[0]), bestOf(known().parameters[1])]}
                />
                <div class="legend">
                  <Key colour={shadeOf(0)}>{search.show === "deviation" ? "sure" : "worse"}</Key>
                  <Key colour={shadeOf(1)}>{search.show === "deviation" ? "unsure" : "better"}</Key>
                  <span>circle: the best trial; the other parameters are as there</span>
                </div>
              </>
            )}
          </Show>
        </Card>
      </div>
      <Card
        title="Parallel coordinates"
        aside={
          <Show when={query()}>
            <span class="muted small">{matched() === undefined ? "" : `${count(matched()!)} trials`}</span>
            <A class="button primary" href={`/jobs/${encodeURIComponent(name())}/trials?q=${encodeURIComponent(query())}`}>
              Show in the table
            </A>
            <Copy text={query()} what="the query" label="Copy query" />
            <button type="button" onClick={() => setSearch({ range: undefined }, { replace: true })}>
              Clear
            </button>
          </Show>
        }
      >
        <Loaded data={lines}>
          {(data) => (
            <Show when={data().trials.length > 0} fallback={<div class="empty">No trial has a value yet.</div>}>
              <ParallelChart
                data={data()}
                ranges={ranges()}
                onRanges={(next) => setSearch({ range: written(next) }, { replace: true })}
              />
              <p class="muted small">
                Drag along an axis to choose a range; click it to let go. Bright lines are good ones.{" "}
                <Show when={data().total > data().trials.length}>
                  {count(data().trials.length)} of {count(data().total)} trials are drawn, the best among them; ranges choose among all.
                </Show>
              </p>
              <Show when={query()}>
                <code class="mono">{query()}</code>
              </Show>
            </Show>
          )}
        </Loaded>
      </Card>
      <Card title="Along each parameter">
        <div class="slices">
          <For each={ordered()}>
            {(info) => (
              <div>
                <h3>{info.name}</h3>
                <SliceChart
                  info={info}
                  view={insight.value()?.parameters.find((p) => p.name === info.name)}
                  dots={dots(info)}
                  metric={job().metric}
                  best={job().best?.trial}
                  onOpen={open}
                />
              </div>
            )}
          </For>
        </div>
        <p class="muted small">
          Line and band: what the model expects with all else as in the best trial, and one deviation. Dots: trials; the best one is
          orange.
        </p>
      </Card>
    </Show>
  );
}

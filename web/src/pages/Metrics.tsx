// A browser of metrics: whatever was measured, over time.
import { useSearchParams } from "@solidjs/router";
import { For, Show, createEffect, createMemo, createSignal, on } from "solid-js";
import { get } from "../api/client";
import { Legend, type Line, LineChart } from "../charts/LineChart";
import { Card, Loaded, Problem } from "../parts/basics";
import { Refused } from "../api/client";
import { createData } from "../state/data";
import { duration } from "../state/format";

interface Chosen {
  kind: string;
  name: string;
  metric: string;
}

function read(text: string | string[] | undefined): Chosen[] {
  if (typeof text !== "string") return [];
  return text.split(";").flatMap((part) => {
    const [kind, name, metric] = part.split("~").map(decodeURIComponent);
    return kind && name && metric ? [{ kind, name, metric }] : [];
  });
}

function written(all: Chosen[]): string | undefined {
  return all.map((c) => [c.kind, c.name, c.metric].map(encodeURIComponent).join("~")).join(";") || undefined;
}

export default function Metrics() {
  const [search, setSearch] = useSearchParams();
  const sources = createData(() => true, (_, signal) => get("/api/v1/metrics", { signal }));
  const [filter, setFilter] = createSignal("");
  const [lines, setLines] = createSignal<Line[]>([]);
  const [period, setPeriod] = createSignal<number>();
  const [problem, setProblem] = createSignal<Refused>();
  const chosen = createMemo(() => read(search.m));
  const statistic = () => (typeof search.statistic === "string" ? search.statistic : "average");
  const wantedPeriod = () => (typeof search.period === "string" ? Number(search.period) : undefined);
  const trials = () => (typeof search.trials === "string" ? search.trials : undefined);
  createEffect(
    on([chosen, statistic, wantedPeriod, trials], async ([all, how, seconds, which]) => {
      try {
        const loaded = await Promise.all(
          all.map(async (c) => {
            const data = await get("/api/v1/metrics/data", { query: { ...c, statistic: how, period_s: seconds, trials: which } });
            setPeriod(data.period_s * 1000);
            return { name: `${c.name}: ${c.metric}`, xs: data.at_ms.map((t) => t / 1000), ys: data.values };
          }),
        );
        setLines(loaded);
        setProblem(undefined);
      } catch (error) {
        setProblem(error instanceof Refused ? error : new Refused(0, "internal", String(error)));
      }
    }),
  );
  const is = (c: Chosen) => chosen().some((o) => o.kind === c.kind && o.name === c.name && o.metric === c.metric);
  const toggle = (c: Chosen) =>
    setSearch({
      m: written(is(c) ? chosen().filter((o) => !(o.kind === c.kind && o.name === c.name && o.metric === c.metric)) : [...chosen(), c]),
    });
  return (
    <>
      <h1>Metrics</h1>
      <div class="two">
        <Card title="Sources">
          <input type="search" aria-label="Filter sources" placeholder="Filter" value={filter()} onInput={(event) => setFilter(event.currentTarget.value.toLowerCase())} />
          <Loaded data={sources}>
            {(all) => (
              <Show when={all().length > 0} fallback={<p class="muted">Nothing was measured yet.</p>}>
                <div class="sources">
                  <For each={[["endpoint", "Endpoints"], ["job", "Jobs"]] as const}>
                    {([kind, label]) => (
                      <Show when={all().some((s) => s.kind === kind)}>
                        <h3>{label}</h3>
                        <For each={all().filter((s) => s.kind === kind && `${s.name} ${s.metrics.join(" ")}`.toLowerCase().includes(filter()))}>
                          {(source) => (
                            <details open={chosen().some((c) => c.name === source.name) || all().length < 6}>
                              <summary>{source.name}</summary>
                              <div class="stack tight">
                                <For each={source.metrics}>
                                  {(metric) => {
                                    const c = { kind: source.kind, name: source.name, metric };
                                    return (
                                      <label class="row tight">
                                        <input type="checkbox" checked={is(c)} onChange={() => toggle(c)} />
                                        {metric}
                                      </label>
                                    );
                                  }}
                                </For>
                              </div>
                            </details>
                          )}
                        </For>
                      </Show>
                    )}
                  </For>
                </div>
              </Show>
            )}
          </Loaded>
        </Card>
        <Card
          title="Graph"
          aside={
            <>
              <select aria-label="Statistic" value={statistic()} onChange={(event) => setSearch({ statistic: event.currentTarget.value })}>
                <For each={["average", "minimum", "maximum", "sum", "count"]}>{(s) => <option value={s}>{s}</option>}</For>
              </select>
              <select
                aria-label="Period"
                value={String(wantedPeriod() ?? "")}
                onChange={(event) => setSearch({ period: event.currentTarget.value || undefined })}
              >
                <option value="">as suits</option>
                <For each={[1, 5, 60, 300, 3600]}>{(s) => <option value={s}>{duration(s * 1000)}</option>}</For>
              </select>
              <input
                aria-label="Trials"
                class="trials-field"
                placeholder="trials: 1,2,3"
                value={trials() ?? ""}
                onChange={(event) => setSearch({ trials: event.currentTarget.value || undefined })}
              />
            </>
          }
        >
          <Problem problem={problem()} />
          <Show when={lines().some((l) => l.xs.length > 0)} fallback={<div class="empty">{chosen().length === 0 ? "Choose metrics on the left." : "No values yet."}</div>}>
            <LineChart label={`${statistic()} of ${lines().map((l) => l.name).join(", ")}`} lines={lines()} x="time" time height={380} />
            <Legend names={lines().map((l) => l.name)} />
            <p class="muted small">
              {statistic()} over {duration(period())}; of a job’s trials the latest 200, where none are named.
            </p>
          </Show>
        </Card>
      </div>
    </>
  );
}

// Two jobs or more: their best so far, and what they differ in.
import { A, useSearchParams } from "@solidjs/router";
import { For, Show, createMemo, createSignal } from "solid-js";
import { get } from "../api/client";
import { Legend, type Line, LineChart } from "../charts/LineChart";
import { Card, Loaded, Status } from "../parts/basics";
import { createData } from "../state/data";
import { count, duration, number } from "../state/format";

export default function Compare() {
  const [search, setSearch] = useSearchParams<{ jobs?: string; along?: string; all?: string }>();
  const [adding, setAdding] = createSignal("");
  const names = createMemo(() => (search.jobs ?? "").split(",").filter(Boolean));
  const known = createData(() => true, (_, signal) => get("/api/v1/jobs", { query: { limit: 500 }, signal }));
  const data = createData(names, (all, signal) =>
    Promise.all(
      all.map(async (job) => ({
        job: await get("/api/v1/jobs/{job}", { path: { job }, signal }),
        progress: await get("/api/v1/jobs/{job}/progress", { path: { job }, signal }),
        config: await get("/api/v1/jobs/{job}/config", { path: { job }, signal }),
      })),
    ),
  );
  const choose = (jobs: string[]) => setSearch({ jobs: jobs.join(",") || undefined });
  const byTime = () => search.along === "time";
  const lines = (): Line[] =>
    (data.value() ?? []).map(({ job, progress }) => {
      const xs = (byTime() ? progress.best_ended_s : progress.best_trials).map((x) => x ?? 0);
      const ys = [...(progress.best_values as number[])];
      // The best stays the best until the last trial.
      const end = byTime() ? job.run_ms / 1000 : Math.max(0, ...progress.trials, ...progress.failed);
      const last = ys.at(-1);
      if (last !== undefined && end > (xs.at(-1) ?? 0)) {
        xs.push(end);
        ys.push(last);
      }
      const pairs = xs.map((x, i) => [x, ys[i] as number] as const).sort((a, b) => a[0] - b[0]);
      return { name: job.name, xs: pairs.map((p) => p[0]), ys: pairs.map((p) => p[1]), stepped: true };
    });
  const settings = createMemo(() => {
    const all = data.value() ?? [];
    const places = [...new Set(all.flatMap((d) => Object.keys(d.config.settings)))].sort();
    return places
      .map((place) => {
        const values = all.map((d) => d.config.settings[place] ?? "–");
        return { place, values, differs: new Set(values).size > 1 };
      })
      .filter((row) => search.all === "1" || (row.differs && row.place !== "name"));
  });
  const ranked = createMemo(() => {
    const all = [...(data.value() ?? [])];
    const better = (a: number, b: number, goal: string) => (goal === "maximize" ? b - a : a - b);
    return all.sort((a, b) => {
      if (!a.job.best || !b.job.best) return Number(!a.job.best) - Number(!b.job.best);
      return better(a.job.best.value, b.job.best.value, a.job.goal);
    });
  });
  const others = () => (known.value()?.jobs ?? []).filter((job) => !names().includes(job.name));
  return (
    <>
      <div class="row between">
        <h1>Compare</h1>
        <div class="row tight">
          <select
            aria-label="Add a job"
            value={adding()}
            onChange={(event) => {
              if (event.currentTarget.value) choose([...names(), event.currentTarget.value]);
              setAdding("");
            }}
          >
            <option value="">add a job …</option>
            <For each={others()}>{(job) => <option value={job.name}>{job.name}</option>}</For>
          </select>
        </div>
      </div>
      <Show when={names().length > 0} fallback={<div class="card empty">Add two jobs or more; or choose them in the list of jobs.</div>}>
        <div class="row tight">
          <For each={names()}>
            {(name) => (
              <span class="chip">
                {name}
                <button type="button" class="plain" aria-label={`Leave ${name} out`} onClick={() => choose(names().filter((n) => n !== name))}>
                  ✕
                </button>
              </span>
            )}
          </For>
        </div>
        <Loaded data={data}>
          {(all) => (
            <>
              <Show when={new Set(all().map((d) => `${d.job.goal} ${d.job.metric}`)).size > 1}>
                <div class="note warn">These jobs have different objectives; their values may not be comparable.</div>
              </Show>
              <Card
                title="Best so far"
                aside={
                  <select aria-label="Along" value={byTime() ? "time" : "trial"} onChange={(event) => setSearch({ along: event.currentTarget.value === "time" ? "time" : undefined })}>
                    <option value="trial">by trials</option>
                    <option value="time">by run time</option>
                  </select>
                }
              >
                <LineChart
                  label={`Best so far of ${names().join(", ")}`}
                  lines={lines()}
                  x={byTime() ? "seconds" : "trial"}
                  height={320}
                  dots={false}
                />
                <Legend names={lines().map((l) => l.name)} />
              </Card>
              <Card title="Ranks">
                <div class="scroll" tabindex="0">
                  <table>
                    <thead>
                      <tr>
                        <th class="right">Rank</th>
                        <th>Job</th>
                        <th>Status</th>
                        <th class="right">Best</th>
                        <th class="right">by trial</th>
                        <th class="right">Trials</th>
                        <th class="right">Failed</th>
                        <th class="right">Run time</th>
                      </tr>
                    </thead>
                    <tbody>
                      <For each={ranked()}>
                        {({ job }, i) => (
                          <tr>
                            <td class="right">{i() + 1}</td>
                            <td>
                              <A href={`/jobs/${encodeURIComponent(job.name)}`}>{job.name}</A>
                            </td>
                            <td>
                              <Status status={job.status} />
                            </td>
                            <td class="right strong">{number(job.best?.value)}</td>
                            <td class="right">{job.best ? `#${job.best.trial}` : "–"}</td>
                            <td class="right">{count(job.counts.completed + job.counts.failed + job.counts.stopped)}</td>
                            <td class="right">{count(job.counts.failed)}</td>
                            <td class="right nowrap">{duration(job.run_ms)}</td>
                          </tr>
                        )}
                      </For>
                    </tbody>
                  </table>
                </div>
              </Card>
              <Card
                title="Settings"
                aside={
                  <label class="row tight small">
                    <input type="checkbox" checked={search.all !== "1"} onChange={(event) => setSearch({ all: event.currentTarget.checked ? undefined : "1" })} />
                    differences only
                  </label>
                }
              >
                <Show when={settings().length > 0} fallback={<p class="muted">These jobs differ in nothing but their names.</p>}>
                  <div class="scroll" tabindex="0">
                    <table>
                      <thead>
                        <tr>
                          <th>Setting</th>
                          <For each={all()}>{({ job }) => <th>{job.name}</th>}</For>
                        </tr>
                      </thead>
                      <tbody>
                        <For each={settings()}>
                          {(row) => (
                            <tr class={row.differs && search.all === "1" ? "differs" : ""}>
                              <td class="strong">{row.place}</td>
                              <For each={row.values}>{(value) => <td class="mono small">{value}</td>}</For>
                            </tr>
                          )}
                        </For>
                        <tr>
                          <td class="strong">best values</td>
                          <For each={all()}>{({ job }) => <td class="mono small">{job.best_trial?.arguments ?? "–"}</td>}</For>
                        </tr>
                      </tbody>
                    </table>
                  </div>
                </Show>
              </Card>
            </>
          )}
        </Loaded>
      </Show>
    </>
  );
}

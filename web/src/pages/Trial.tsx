// One trial: its values, command, metrics, log, files, attempts, and what happened to it.
import { A, useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { For, Index, Show, createEffect, createSignal, on, onCleanup } from "solid-js";
import { address, get, send } from "../api/client";
import { type Stream, follow } from "../api/stream";
import type { JobChange } from "../api/types";
import { LineChart } from "../charts/LineChart";
import { Act, Card, Code, Copy, Facts, Loaded, Status } from "../parts/basics";
import { Log } from "../parts/Log";
import { createData } from "../state/data";
import { any, at, bytes, duration, money, number, share } from "../state/format";
import { useKeys } from "../state/keys";
import { whyProposed } from "../state/origins";
import { session } from "../state/session";
import { Deploy } from "./job/Controls";

export default function Trial() {
  const params = useParams<{ job: string; trial: string }>();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams<{ attempt?: string; by?: string }>();
  const [deploying, setDeploying] = createSignal(false);
  const key = () => ({ job: params.job, trial: Number(params.trial) });
  const data = createData(key, (path, signal) => get("/api/v1/jobs/{job}/trials/{trial}", { path, signal }), 1000);
  const attempt = () => (search.attempt ? Number(search.attempt) : undefined);
  const series = createData(
    () => ({ ...key(), attempt: attempt() }),
    ({ job, trial, attempt }, signal) =>
      get("/api/v1/jobs/{job}/trials/{trial}/series", { path: { job, trial }, query: { attempt }, signal }),
    1500,
  );
  const place = (trial: number) => `/jobs/${encodeURIComponent(params.job)}/trials/${trial}`;
  let stream: Stream | undefined;
  let left = false;
  createEffect(
    on(
      () => params.job,
      async (job) => {
        stream?.close();
        const known = await get("/api/v1/jobs/{job}", { path: { job } }).catch(() => undefined);
        // The page may be left by now.
        if (!known || params.job !== job || left) return;
        stream = follow(`/api/v1/jobs/${encodeURIComponent(job)}/events`, known.seq, {
          change: (told) => {
            if ((told as JobChange).trials.some((t) => t.trial === Number(params.trial))) {
              data.refresh();
              series.refresh();
            }
          },
          reset: () => {
            data.refresh();
            series.refresh();
          },
        });
      },
    ),
  );
  // A trial that runs prints values between the steps of its job.
  const timer = setInterval(() => data.value()?.status === "running" && series.refresh(), 2000);
  onCleanup(() => {
    left = true;
    stream?.close();
    clearInterval(timer);
  });
  useKeys(
    { key: "j", what: "next trial", run: () => data.value()?.next && navigate(place(data.value()!.next!)) },
    { key: "k", what: "trial before", run: () => data.value()?.previous && navigate(place(data.value()!.previous!)) },
    { key: "u", what: "up to the job", run: () => navigate(`/jobs/${encodeURIComponent(params.job)}/trials`) },
  );
  return (
    <Loaded data={data}>
      {(trial) => (
        <>
          <div class="row">
            <A href="/" class="small">
              Jobs
            </A>
            <span class="muted small">/</span>
            <A href={`/jobs/${encodeURIComponent(params.job)}`} class="small">
              {params.job}
            </A>
            <span class="muted small">/</span>
            <h1>Trial {trial().trial}</h1>
            <Status status={trial().status} />
            <Show when={trial().is_best}>
              <span class="chip good">best</span>
            </Show>
            <span class="grow" />
            <Show when={trial().previous}>
              {(n) => (
                <A class="button" href={place(n())} aria-label="Trial before">
                  ← #{n()}
                </A>
              )}
            </Show>
            <Show when={trial().next}>
              {(n) => (
                <A class="button" href={place(n())} aria-label="Next trial">
                  #{n()} →
                </A>
              )}
            </Show>
            <Show when={session()?.may_work && trial().status === "running"}>
              <Act
                class="danger"
                done="stopping"
                run={() => send("post", "/api/v1/jobs/{job}/trials/{trial}/stop", { path: key() })}
              >
                Stop trial
              </Act>
            </Show>
            <Show when={session()?.may_work && trial().can_deploy}>
              <button type="button" class="primary" onClick={() => setDeploying(true)}>
                Deploy
              </button>
            </Show>
          </div>
          <Show when={trial().cause}>
            <div class={`note ${trial().status === "failed" ? "bad" : "warn"}`}>{trial().cause}</div>
          </Show>
          <div class="two">
            <div class="stack">
              <Card title="Values" aside={<Copy text={trial().arguments} label="Copy arguments" what="the values as arguments" />}>
                <div class="figure">{number(trial().objective)}</div>
                <Show when={trial().objective !== null && !trial().meets}>
                  <p class="note warn">It misses what is required.</p>
                </Show>
                <Facts facts={Object.entries(trial().params).map(([name, value]) => [name, <b>{any(value)}</b>])} />
                <Show when={Object.keys(trial().statics).length > 0}>
                  <h3>The same in all trials</h3>
                  <Facts facts={Object.entries(trial().statics).map(([name, value]) => [name, any(value)])} />
                </Show>
                <h3>Metrics</h3>
                <Facts facts={trial().metric_names.map((name, i) => [name, any(trial().metrics[i])])} />
              </Card>
              <Card title="Proposed">
                <Facts
                  facts={[
                    ["by", whyProposed(trial().origin)],
                    [
                      "expected",
                      trial().expected
                        ? `${number(trial().expected!.mean)} (${number(trial().expected!.low)} … ${number(trial().expected!.high)})`
                        : undefined,
                    ],
                    [
                      "chance to be best",
                      trial().expected?.better === null || trial().expected?.better === undefined
                        ? undefined
                        : share(trial().expected!.better!),
                    ],
                    ["observed", number(trial().objective)],
                  ]}
                />
              </Card>
              <Card title="Times">
                <Facts
                  facts={[
                    ["proposed", at(trial().suggested_ms)],
                    ["started", trial().started_ms ? at(trial().started_ms) : undefined],
                    ["ended", trial().ended_ms ? at(trial().ended_ms) : undefined],
                    ["ran", duration(trial().duration_ms)],
                    ["cost", trial().cost === null || trial().cost === undefined ? undefined : money(trial().cost!)],
                    ["training job", trial().name],
                  ]}
                />
              </Card>
              <Show when={trial().files.length > 0}>
                <Card title="Files it left">
                  <ul class="files">
                    <For each={trial().files}>
                      {(file) => (
                        <li>
                          <a href={address("/api/v1/jobs/{job}/trials/{trial}/file", key(), { path: file.path })} download="">
                            {file.path}
                          </a>{" "}
                          <span class="muted small">{bytes(file.bytes)}</span>
                        </li>
                      )}
                    </For>
                  </ul>
                </Card>
              </Show>
            </div>
            <div class="stack">
              <Card
                title="Metrics over the trial"
                aside={
                  <select
                    aria-label="Across"
                    value={search.by ?? "step"}
                    onChange={(event) => setSearch({ by: event.currentTarget.value === "step" ? undefined : event.currentTarget.value })}
                  >
                    <option value="step">by step</option>
                    <option value="time">by time</option>
                  </select>
                }
              >
                <Loaded data={series}>
                  {(all) => (
                    <Show
                      when={all().some((s) => s.values.length > 0)}
                      fallback={<div class="empty">No value was printed yet.</div>}
                    >
                      <div class="grid">
                        <Index each={all().filter((s) => s.values.length > 0)}>
                          {(s) => (
                            <div>
                              <h3>{s().metric}</h3>
                              <LineChart
                                label={`${s().metric} of trial ${trial().trial}, ${s().values.length} values, last ${number(s().values.at(-1))}`}
                                lines={[{ name: s().metric, xs: search.by === "time" ? s().at_s : s().steps, ys: s().values as (number | null)[] }]}
                                x={search.by === "time" ? "seconds since it began" : "step"}
                                height={180}
                              />
                            </div>
                          )}
                        </Index>
                      </div>
                    </Show>
                  )}
                </Loaded>
              </Card>
              <Card
                title="Log"
                aside={
                  <Show when={trial().attempts.length > 1}>
                    <select
                      aria-label="Attempt"
                      value={search.attempt ?? String(trial().attempts.length)}
                      onChange={(event) => setSearch({ attempt: event.currentTarget.value })}
                    >
                      <For each={trial().attempts}>{(a) => <option value={a.attempt}>attempt {a.attempt}</option>}</For>
                    </select>
                  </Show>
                }
              >
                <Show when={trial().attempts.length > 0} fallback={<p class="muted">It has not started yet.</p>}>
                  <Log job={params.job} trial={trial().trial} attempt={attempt() ?? trial().attempts.length} names={trial().metric_names} />
                </Show>
              </Card>
              <Card title="Reproduce">
                <p class="muted small">
                  In <code class="mono">{trial().directory}</code>:
                </p>
                <Code text={trial().command} what="the exact command" wrap />
              </Card>
              <Card title="What happened">
                <div class="scroll" tabindex="0">
                  <table>
                    <tbody>
                      <For each={trial().history}>
                        {(h) => (
                          <tr>
                            <td class="nowrap muted small">{at(h.at_ms)}</td>
                            <td>{h.what}</td>
                          </tr>
                        )}
                      </For>
                    </tbody>
                  </table>
                </div>
                <Show when={trial().attempts.length > 0}>
                  <h3>Attempts</h3>
                  <div class="scroll" tabindex="0">
                    <table>
                      <tbody>
                        <For each={trial().attempts}>
                          {(a) => (
                            <tr>
                              <td>{a.attempt}</td>
                              <td>
                                {a.outcome ?? "running"}
                                <Show when={a.place}>{(place) => <div class="muted small">{place()}</div>}</Show>
                              </td>
                              <td class="right nowrap">{a.duration_ms === null ? "" : duration(a.duration_ms)}</td>
                              <td class="mono small">{a.folder}</td>
                            </tr>
                          )}
                        </For>
                      </tbody>
                    </table>
                  </div>
                </Show>
              </Card>
            </div>
          </div>
          <Show when={deploying()}>
            <Deploy job={params.job} trial={trial().trial} onClose={() => setDeploying(false)} />
          </Show>
        </>
      )}
    </Loaded>
  );
}

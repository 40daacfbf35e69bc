// Is it working, and am I done?
import { A } from "@solidjs/router";
import { For, Index, Show, createEffect, createSignal, on } from "solid-js";
import { get } from "../../api/client";
import { KINDS, ProgressChart, kindColour } from "../../charts/ProgressChart";
import { Card, Copy, Facts, Loaded, Shares, Key } from "../../parts/basics";
import { createData } from "../../state/data";
import { any, count, duration, money, number, share } from "../../state/format";
import { ORANGE, series } from "../../state/theme";
import { Controls } from "./Controls";
import { useJob } from "./context";

export function Overview() {
  const { job, turn, open } = useJob();
  const [along, setAlong] = createSignal<"trial" | "time">("trial");
  const name = () => job().name;
  const progress = createData(name, (n, signal) => get("/api/v1/jobs/{job}/progress", { path: { job: n }, signal }), 2000);
  const insight = createData(
    // After the picture: the model takes a second where there are thousands of trials.
    () => (progress.value() && job().counts.completed + job().counts.stopped >= 8 && !job().single ? name() : undefined),
    (n, signal) => get("/api/v1/jobs/{job}/insight", { path: { job: n }, signal }),
    15000,
  );
  const failures = createData(() => (progress.value() ? name() : undefined), (n, signal) => get("/api/v1/jobs/{job}/failures", { path: { job: n }, signal }), 5000);
  createEffect(
    on(
      turn,
      () => {
        progress.refresh();
        failures.refresh();
        insight.refresh();
      },
      { defer: true },
    ),
  );
  const counts = () => job().counts;
  const costs = () => {
    const { cost, cost_forecast: forecast, cost_limit: limit, ending } = job();
    if (cost === null || cost === undefined) return undefined;
    const ahead = !ending && forecast ? `, about ${money(forecast)} in all` : "";
    return `${money(cost)}${ahead}${limit ? `, at most ${money(limit)}` : ""}`;
  };
  return (
    <>
      <Controls />
      <div class="two">
        <div class="stack">
          <BestCard />
          <Card title="Trials">
            <Shares
              all={job().trials}
              parts={[
                { name: "completed", n: counts().completed, colour: "var(--done)" },
                { name: "stopped", n: counts().stopped, colour: "var(--cut)" },
                { name: "failed", n: counts().failed, colour: "var(--lost)" },
                { name: "running", n: counts().running, colour: "var(--busy)" },
              ]}
            />
            <Facts
              facts={[
                ["planned", `${count(job().trials)}, ${job().parallel} at a time`],
                ["completed", count(counts().completed)],
                ["stopped early", counts().stopped ? count(counts().stopped) : undefined],
                ["failed", counts().failed ? count(counts().failed) : undefined],
                ["running", counts().running ? count(counts().running) : undefined],
                ["waiting", counts().queued ? count(counts().queued) : undefined],
                ["run time", duration(job().run_ms)],
                ["cost", costs()],
                ["left", job().left_ms === null || job().left_ms === undefined ? undefined : `about ${duration(job().left_ms)}`],
              ]}
            />
          </Card>
          <Card title="Outlook">
            <Show when={job().ending}>
              <p>
                Ended: <b>{job().ending}</b>.
              </p>
            </Show>
            <Show when={job().status === "interrupted"}>
              <p>
                Nobody runs it now. Go on with <code class="mono">tunesmith resume {job().name}</code>, or start a server.
              </p>
            </Show>
            <Show
              when={insight.value()}
              fallback={<p class="muted">With eight values the model says what more there is to gain.</p>}
            >
              {(told) => (
                <>
                  <p>
                    The next trial can be expected to gain about <b>{number(told().further_gain)}</b>; the noise of a trial is about{" "}
                    {number(told().best.noise)}.
                  </p>
                  <Show when={told().best.rivals.length > 0}>
                    <p>
                      May be better in truth:{" "}
                      <For each={told().best.rivals.slice(0, 5)}>
                        {(rival, i) => (
                          <>
                            {i() > 0 ? ", " : ""}
                            <A href={`/jobs/${encodeURIComponent(job().name)}/trials/${rival.trial}`}>#{rival.trial}</A> (
                            {share(rival.chance)})
                          </>
                        )}
                      </For>
                    </p>
                  </Show>
                  <For each={told().parameters.filter((p) => p.edge)}>
                    {(p) => (
                      <p class="note warn">
                        The best <b>{p.name}</b> lies at the {p.edge === "low" ? "lower" : "upper"} end of its range: a wider one may be
                        better.
                      </p>
                    )}
                  </For>
                  <div class="importance">
                    <For each={told().parameters.slice(0, 5)}>
                      {(p) => (
                        <>
                          <span>{p.name}</span>
                          <span class="range">
                            <b style={{ width: `${100 * Math.min(1, p.importance.share)}%` }} />
                          </span>
                          <span class="small muted">{share(p.importance.share)}</span>
                        </>
                      )}
                    </For>
                  </div>
                </>
              )}
            </Show>
          </Card>
        </div>
        <div class="stack">
          <Card
            title={
              <>
                {job().metric} <span class="muted small">({job().goal})</span>
              </>
            }
            aside={
              <div class="row tight" role="group" aria-label="Along">
                <button type="button" aria-pressed={along() === "trial"} class={along() === "trial" ? "primary" : ""} onClick={() => setAlong("trial")}>
                  by trial
                </button>
                <button type="button" aria-pressed={along() === "time"} class={along() === "time" ? "primary" : ""} onClick={() => setAlong("time")}>
                  by time
                </button>
              </div>
            }
          >
            <Loaded data={progress}>
              {(p) => (
                <Show when={p().trials.length + p().failed.length > 0} fallback={<div class="empty">No trial has ended yet.</div>}>
                  <ProgressChart progress={p()} along={along()} height={340} onOpen={open} />
                  <div class="legend">
                    <Key colour={series(ORANGE)}>best so far</Key>
                    <For each={KINDS.map((kind, i) => [kind, i] as const).filter(([, i]) => p().kinds.includes(i))}>
                      {([kind, i]) => (
                        <Key colour={kindColour(i)}>{kind}</Key>
                      )}
                    </For>
                    <Show when={p().failed.length > 0}>
                      <Key colour={"var(--bad)"}>failed ({p().failed.length}), marked below</Key>
                    </Show>
                    <Show when={p().total > p().trials.length}>
                      <span>
                        {count(p().trials.length)} of {count(p().total)} points are drawn: the ends of each stretch
                      </span>
                    </Show>
                  </div>
                </Show>
              )}
            </Loaded>
          </Card>
          <Show when={(failures.value()?.length ?? 0) > 0}>
            <Card title="Failures by cause">
              <Index each={failures.value()?.slice(0, 4)}>
                {(group) => (
                  <details>
                    <summary>
                      <span class="chip bad">{group().count}</span> {group().cause}
                    </summary>
                    <div class="stack">
                      <p class="small">
                        Trials{" "}
                        <For each={group().trials.slice(0, 20)}>
                          {(trial, i) => (
                            <>
                              {i() > 0 ? ", " : ""}
                              <A href={`/jobs/${encodeURIComponent(job().name)}/trials/${trial}`}>#{trial}</A>
                            </>
                          )}
                        </For>
                      </p>
                      <Show when={group().tail.length > 0}>
                        <pre class="code wrap">{group().tail.join("\n")}</pre>
                      </Show>
                    </div>
                  </details>
                )}
              </Index>
            </Card>
          </Show>
        </div>
      </div>
    </>
  );
}

function BestCard() {
  const { job, open } = useJob();
  return (
    <Card title={job().single ? "Result" : "Best"}>
      <Show
        when={job().best_trial}
        fallback={
          <Show
            when={job().front_trials.length > 0}
            fallback={<p class="muted">No trial has a value yet{job().requirements.length > 0 ? " that meets what is required" : ""}.</p>}
          >
            <p>
              {job().front_trials.length} trials make the front of trade-offs.{" "}
              <A href={`/jobs/${encodeURIComponent(job().name)}/pareto`}>See them</A>
            </p>
          </Show>
        }
      >
        {(best) => (
          <>
            <div class="row between">
              <div>
                <div class="figure">{number(best().value)}</div>
                <div class="muted small">
                  {job().metric} of trial{" "}
                  <a
                    href={`/console/jobs/${encodeURIComponent(job().name)}/trials/${best().trial}`}
                    onClick={(event) => {
                      event.preventDefault();
                      open(best().trial);
                    }}
                  >
                    #{best().trial}
                  </a>
                  , {duration(best().duration_ms)}
                </div>
              </div>
              <Copy text={best().arguments} label="Copy arguments" what="the best values as arguments" />
            </div>
            <Facts facts={Object.entries(best().params).map(([name, value]) => [name, any(value)])} />
            <Show when={job().metrics.length > 1}>
              <Facts
                facts={job()
                  .metrics.map((metric, i) => [metric.name, number(best().metrics[i])] as [string, string])
                  .filter(([name]) => name !== job().metric)}
              />
            </Show>
            <pre class="code wrap">{best().arguments}</pre>
          </>
        )}
      </Show>
    </Card>
  );
}

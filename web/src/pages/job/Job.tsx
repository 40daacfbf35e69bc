// One job: its tabs, and the stream of what happens.
import { A, useNavigate, useParams } from "@solidjs/router";
import { For, Match, Show, Suspense, Switch, createEffect, createMemo, createSignal, lazy, on, onCleanup } from "solid-js";
import { get } from "../../api/client";
import { type Stream, follow } from "../../api/stream";
import type { JobChange, JobDetail, TrialLine } from "../../api/types";
import { Loaded, Status } from "../../parts/basics";
import { createData } from "../../state/data";
import { useKeys } from "../../state/keys";
import { Overview } from "./Overview";
import { Context } from "./context";

const Trials = lazy(() => import("./Trials"));
const Curves = lazy(() => import("./Curves"));
const Parameters = lazy(() => import("./Parameters"));
const Pareto = lazy(() => import("./Pareto"));
const Model = lazy(() => import("./Model"));
const Timeline = lazy(() => import("./Timeline"));
const Config = lazy(() => import("./Config"));

const TABS: [string, string][] = [
  ["", "Overview"],
  ["trials", "Trials"],
  ["curves", "Curves"],
  ["parameters", "Parameters"],
  ["pareto", "Pareto"],
  ["model", "Model"],
  ["timeline", "Timeline"],
  ["config", "Config"],
];

export default function Job() {
  const params = useParams<{ job: string; tab?: string }>();
  const navigate = useNavigate();
  const name = () => params.job;
  const place = (tab: string) => `/jobs/${encodeURIComponent(name())}${tab ? `/${tab}` : ""}`;
  const data = createData(name, (job, signal) => get("/api/v1/jobs/{job}", { path: { job }, signal }), 1500);
  const [turn, setTurn] = createSignal(0);
  const [changed, setChanged] = createSignal<TrialLine[]>([]);
  const [gone, setGone] = createSignal(false);
  const [stream, setStream] = createSignal<Stream>();
  const open = (trial: number) => navigate(`${place("")}/trials/${trial}`);

  // Each change that is told makes another object of the job, of which the stream goes on.
  const loaded = createMemo(() => (data.value()?.name === name() ? name() : undefined));
  createEffect(
    on(loaded, (wanted) => {
      if (wanted === undefined) return;
      stream()?.close();
      setGone(false);
      setStream(
        follow(`/api/v1/jobs/${encodeURIComponent(wanted)}/events`, data.value()?.seq ?? 0, {
          change: (told) => {
            const change = told as JobChange;
            const before = data.value()?.best?.trial;
            if (change.job) data.change((job) => ({ ...job, ...change.job }) as JobDetail);
            setChanged(change.trials);
            setTurn((n) => n + 1);
            // The best trial's own values, and what else is not told with each change.
            if (change.job?.best?.trial !== before || change.job?.status !== "in-progress") data.refresh();
          },
          reset: () => {
            data.refresh();
            setChanged([]);
            setTurn((n) => n + 1);
          },
          gone: () => setGone(true),
        }),
      );
    }),
  );
  onCleanup(() => stream()?.close());
  const step = (by: number) => {
    const at = TABS.findIndex(([tab]) => tab === (params.tab ?? ""));
    const next = TABS[(at + by + TABS.length) % TABS.length];
    if (next) navigate(place(next[0]));
  };
  useKeys(
    { key: "]", what: "next tab", run: () => step(1) },
    { key: "[", what: "tab before", run: () => step(-1) },
    {
      key: "b",
      what: "open the best trial",
      run: () => {
        const best = data.value()?.best;
        if (best) open(best.trial);
      },
    },
  );
  return (
    <Loaded data={data}>
      {(job) => (
        <Context.Provider
          value={{ job, turn, changed, link: () => stream()?.link() ?? "waiting", open, reload: data.refresh }}
        >
          <div class="stack tight">
            <div class="row">
              <A href="/" class="small">
                Jobs
              </A>
              <span class="muted small">/</span>
              <h1>{job().asked_name ?? job().name}</h1>
              <Status status={job().status} />
              <Show when={job().status === "in-progress" && stream()?.link() === "waiting"}>
                <span class="muted small" role="status">
                  not connected, trying again
                </span>
              </Show>
              <For each={job().tags}>{(tag) => <span class="chip">{tag}</span>}</For>
            </div>
          </div>
          <Show when={gone()}>
            <div class="note warn" role="alert">
              This job was deleted or archived. What is shown is the last that was known of it. <A href="/">All jobs</A>
            </div>
          </Show>
          <nav class="tabs" aria-label="Views of the job">
            <For each={TABS}>
              {([tab, label]) => (
                <A href={place(tab)} aria-current={(params.tab ?? "") === tab ? "page" : undefined} noScroll>
                  {label}
                </A>
              )}
            </For>
          </nav>
          <Suspense fallback={<div class="empty">Loading …</div>}>
            <Switch
              fallback={
                <div class="empty">
                  There is no such view. <A href={place("")}>Overview</A>
                </div>
              }
            >
              <Match when={!params.tab}>
                <Overview />
              </Match>
              <Match when={params.tab === "trials"}>
                <Trials />
              </Match>
              <Match when={params.tab === "curves"}>
                <Curves />
              </Match>
              <Match when={params.tab === "parameters"}>
                <Parameters />
              </Match>
              <Match when={params.tab === "pareto"}>
                <Pareto />
              </Match>
              <Match when={params.tab === "model"}>
                <Model />
              </Match>
              <Match when={params.tab === "timeline"}>
                <Timeline />
              </Match>
              <Match when={params.tab === "config"}>
                <Config />
              </Match>
            </Switch>
          </Suspense>
        </Context.Provider>
      )}
    </Loaded>
  );
}

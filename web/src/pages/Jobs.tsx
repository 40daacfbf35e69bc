// What is going on: every tuning job.
import { A, useNavigate, useSearchParams } from "@solidjs/router";
import { For, Show, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import { get, send } from "../api/client";
import { type Stream, follow } from "../api/stream";
import type { JobSummary, JobsChange } from "../api/types";
import { Sparkline } from "../charts/Sparkline";
import { Act, Loaded, Shares, Status, toast } from "../parts/basics";
import { createData } from "../state/data";
import { ago, at, duration, number } from "../state/format";
import { useKeys } from "../state/keys";
import { now } from "../state/now";
import { session } from "../state/session";

const SORTS: [string, string][] = [
  ["created", "newest first"],
  ["updated", "latest change first"],
  ["name", "by name"],
  ["status", "by status"],
  ["best", "by best value"],
];
const STATUSES = ["in-progress", "interrupted", "completed", "stopped", "failed"];

function text(value: string | string[] | undefined): string {
  return typeof value === "string" ? value : "";
}

export function Jobs() {
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [chosen, setChosen] = createSignal<Set<string>>(new Set());
  const [at_, setAt] = createSignal(0);
  let filter: HTMLInputElement | undefined;
  const query = () => ({
    text: text(search.q),
    status: text(search.status),
    tag: text(search.tag),
    sort: text(search.sort),
    single: text(search.kind) === "training",
    limit: 500,
  });
  const data = createData(query, (q, signal) => get("/api/v1/jobs", { query: q, signal }));
  // From the first list on; the stream lives as long as the page.
  const [stream, setStream] = createSignal<Stream>();
  const since = createMemo((known: number | undefined) => known ?? data.value()?.updated_ms);
  createEffect(
    on(since, (from) => {
      if (from === undefined) return;
      setStream(
        follow("/api/v1/events", from, {
          change: (change) => {
            const news = new Map((change as JobsChange).jobs.map((job) => [job.name, job]));
            // Rows change where they stand; what comes, goes or moves is for the list to say.
            data.change((list) => ({ ...list, jobs: list.jobs.map((job) => news.get(job.name) ?? job) }));
            const known = new Set((data.value()?.jobs ?? []).map((job) => job.name));
            const moves = search.status !== undefined || ["updated", "status", "best"].includes(text(search.sort));
            if (moves || [...news.keys()].some((name) => !known.has(name))) data.refresh();
          },
        }),
      );
    }),
  );
  onCleanup(() => stream()?.close());
  const jobs = createMemo(() => data.value()?.jobs ?? []);
  const tags = createMemo(() => [...new Set(jobs().flatMap((job) => job.tags))].sort());
  const move = (by: number) => {
    setAt((i) => Math.min(jobs().length - 1, Math.max(0, i + by)));
    document.querySelector(`[data-row="${at_()}"]`)?.scrollIntoView({ block: "nearest" });
  };
  useKeys(
    { key: "/", what: "filter", run: () => filter?.focus() },
    { key: "j", what: "next job", run: () => move(1) },
    { key: "k", what: "job before", run: () => move(-1) },
    { key: "Enter", what: "open the job", run: () => jobs()[at_()] && navigate(`/jobs/${encodeURIComponent(jobs()[at_()]!.name)}`) },
    {
      key: "b",
      what: "open its best trial",
      run: () => {
        const job = jobs()[at_()];
        if (job?.best) navigate(`/jobs/${encodeURIComponent(job.name)}/trials/${job.best.trial}`);
      },
    },
  );
  const toggle = (name: string) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(name)) after.add(name);
      return after;
    });
  const compare = () => `/compare?jobs=${[...chosen()].map(encodeURIComponent).join(",")}`;
  /** Does something to each chosen job; those that refuse stay chosen, and say why. */
  const toEach = async (what: string, act: (name: string) => Promise<unknown>) => {
    const refused: string[] = [];
    for (const name of chosen()) {
      try {
        await act(name);
        toggle(name);
      } catch (error) {
        refused.push((error as Error).message);
      }
    }
    data.refresh();
    if (refused.length > 0) throw new Error(refused.join("\n"));
    toast(what);
  };
  const archive = () => toEach("archived", (name) => send("delete", "/api/v1/jobs/{job}", { path: { job: name } }));
  const tagThem = async () => {
    const tag = prompt("Tag for the chosen jobs")?.trim();
    if (!tag) return;
    await toEach(`tagged ${tag}`, async (name) => {
      // As it is now: the list may be filtered, or older.
      const { tags } = await get("/api/v1/jobs/{job}", { path: { job: name } });
      await send("put", "/api/v1/jobs/{job}/tags", { path: { job: name }, body: { tags: [...new Set([...tags, tag])] } });
    });
  };
  const filtered = () => Boolean(search.q || search.status || search.tag);
  return (
    <>
      <div class="row between">
        <h1>{search.kind === "training" ? "Training jobs" : "Tuning jobs"}</h1>
        <div class="row tight">
          <Show when={chosen().size > 0}>
            <span class="muted small">{chosen().size} chosen</span>
            <Show when={session()?.may_work}>
              <Act run={tagThem}>Tag</Act>
            </Show>
            <Show when={session()?.may_remove}>
              <Act run={archive} title="Takes jobs that are over out of this list; the terminal still shows them">
                Archive
              </Act>
            </Show>
          </Show>
          <Show
            when={chosen().size > 1}
            fallback={
              <button type="button" disabled title="Choose two jobs or more">
                Compare
              </button>
            }
          >
            <A href={compare()} class="button primary">
              Compare {chosen().size}
            </A>
          </Show>
        </div>
      </div>
      <div class="row">
        <input
          ref={filter}
          class="grow"
          type="search"
          placeholder="Filter by name, metric or tag  ( / )"
          aria-label="Filter jobs"
          value={text(search.q)}
          onInput={(event) => setSearch({ q: event.currentTarget.value || undefined }, { replace: true })}
        />
        <select
          aria-label="Status"
          value={text(search.status)}
          onChange={(event) => setSearch({ status: event.currentTarget.value || undefined })}
        >
          <option value="">any status</option>
          <For each={STATUSES}>{(status) => <option value={status}>{status.replace("-", " ")}</option>}</For>
        </select>
        <Show when={tags().length > 0 || search.tag}>
          <select
            aria-label="Tag"
            value={text(search.tag)}
            onChange={(event) => setSearch({ tag: event.currentTarget.value || undefined })}
          >
            <option value="">any tag</option>
            <For each={[...new Set([...tags(), text(search.tag)])].filter(Boolean)}>{(tag) => <option value={tag}>{tag}</option>}</For>
          </select>
        </Show>
        <select
          aria-label="Order"
          value={text(search.sort) || "created"}
          onChange={(event) => setSearch({ sort: event.currentTarget.value === "created" ? undefined : event.currentTarget.value })}
        >
          <For each={SORTS}>{([sort, what]) => <option value={sort}>{what}</option>}</For>
        </select>
        <select
          aria-label="Kind of job"
          value={text(search.kind) || "tuning"}
          onChange={(event) => setSearch({ kind: event.currentTarget.value === "training" ? "training" : undefined })}
        >
          <option value="tuning">tuning jobs</option>
          <option value="training">training jobs</option>
        </select>
      </div>
      <Loaded data={data}>
        {(list) => (
          <Show when={list().jobs.length > 0} fallback={<Nothing filtered={filtered()} />}>
            <section class="card flush" aria-label="Jobs">
              <div class="scroll" tabindex="0">
                <table>
                  <thead>
                    <tr>
                      <th>
                        <span class="hidden">Choose</span>
                      </th>
                      <th>Name</th>
                      <th>Status</th>
                      <th class="right">Best</th>
                      <th>Trend</th>
                      <th>Trials</th>
                      <th class="right">Failed</th>
                      <th class="right">Run time</th>
                      <th class="right">Left</th>
                      <th>Started</th>
                      <th>Tags</th>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={list().jobs}>
                      {(job, i) => (
                        <Row
                          job={job}
                          row={i()}
                          current={i() === at_()}
                          chosen={chosen().has(job.name)}
                          onChoose={() => toggle(job.name)}
                          onOpen={() => navigate(`/jobs/${encodeURIComponent(job.name)}`)}
                        />
                      )}
                    </For>
                  </tbody>
                </table>
              </div>
            </section>
            <p class="muted small">
              {list().jobs.length} of {list().total}
              <Show when={stream()?.link() === "waiting"}> · not connected, trying again</Show>
            </p>
          </Show>
        )}
      </Loaded>
    </>
  );
}

function Row(props: { job: JobSummary; row: number; current: boolean; chosen: boolean; onChoose: () => void; onOpen: () => void }) {
  const counts = () => props.job.counts;
  const over = () => counts().completed + counts().failed + counts().stopped;
  return (
    <tr class={props.current ? "chosen" : ""} data-row={props.row} onDblClick={() => props.onOpen()}>
      <td>
        <input type="checkbox" checked={props.chosen} onChange={() => props.onChoose()} aria-label={`Choose ${props.job.name}`} />
      </td>
      <td>
        <A href={`/jobs/${encodeURIComponent(props.job.name)}`} class="strong">
          {props.job.asked_name ?? props.job.name}
        </A>
        <div class="muted small">
          {props.job.single ? "training job" : `${props.job.goal} ${props.job.metric}`}
        </div>
      </td>
      <td title={props.job.ending ?? undefined}>
        <Status status={props.job.status} />
      </td>
      <td class="right strong nowrap">
        <Show
          when={props.job.best}
          fallback={props.job.front > 0 ? `front of ${props.job.front}` : "–"}
        >
          {(best) => number(best().value)}
        </Show>
      </td>
      <td>
        <Sparkline values={props.job.trend} label={`course of the best ${props.job.metric}`} />
      </td>
      <td class="trials-cell">
        <span class="nowrap">
          {over()}/{props.job.trials}
          <Show when={counts().running > 0}>
            <span class="muted"> · {counts().running} running</span>
          </Show>
        </span>
        <Shares
          all={props.job.trials}
          parts={[
            { name: "completed", n: counts().completed, colour: "var(--done)" },
            { name: "stopped", n: counts().stopped, colour: "var(--cut)" },
            { name: "failed", n: counts().failed, colour: "var(--lost)" },
            { name: "running", n: counts().running, colour: "var(--busy)" },
          ]}
        />
      </td>
      <td class="right">{counts().failed || "–"}</td>
      <td class="right nowrap">{duration(props.job.run_ms)}</td>
      <td class="right nowrap">{props.job.left_ms === null || props.job.left_ms === undefined ? "–" : duration(props.job.left_ms)}</td>
      <td class="nowrap" title={at(props.job.created_ms)}>
        {ago(props.job.created_ms, now())}
      </td>
      <td>
        <div class="row tight">
          <For each={props.job.tags}>{(tag) => <span class="chip">{tag}</span>}</For>
        </div>
      </td>
    </tr>
  );
}

function Nothing(props: { filtered: boolean }) {
  return (
    <div class="card empty">
      <Show when={!props.filtered} fallback={<p>No job fits the filter.</p>}>
        <p class="strong">There are no jobs yet.</p>
        <p>
          <Show when={session()?.runs_jobs && session()?.may_work} fallback={<>Tune something in a terminal:</>}>
            <A href="/new">Make one here</A>, or tune something in a terminal:
          </Show>
        </p>
        <pre class="code">tunesmith tune -P lr=log:1e-5..1e-1 --maximize accuracy -n 30 -- python train.py</pre>
        <p>
          SageMaker code runs unchanged: <code class="mono">tunesmith exec -- python script.py</code>
        </p>
      </Show>
    </div>
  );
}

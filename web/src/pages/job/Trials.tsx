// Every trial: found, ordered, opened.
import { useSearchParams } from "@solidjs/router";
import { createVirtualizer } from "@tanstack/solid-virtual";
import { For, Show, createEffect, createMemo, createSignal, on } from "solid-js";
import { address, get } from "../../api/client";
import type { TrialLine } from "../../api/types";
import { Card, Dialog, Status } from "../../parts/basics";
import { any, count, duration, number } from "../../state/format";
import { useKeys } from "../../state/keys";
import { createRows } from "../../state/rows";
import { useJob } from "./context";

const ROW = 32;

interface Column {
  id: string;
  label: string;
  width: number;
  right?: boolean;
  text: (row: TrialLine) => string;
}

export default function Trials() {
  const [search, setSearch] = useSearchParams<{ q?: string; sort?: string; cols?: string }>();
  const { job, changed, open } = useJob();
  let scroller: HTMLDivElement | undefined;
  let field: HTMLInputElement | undefined;
  const [typed, setTyped] = createSignal(search.q ?? "");
  const [selected, setSelected] = createSignal(0);
  const [missed, setMissed] = createSignal(0);
  const [choosing, setChoosing] = createSignal(false);

  const sort = () => search.sort ?? (job().goal === "maximize" ? "-objective" : "objective");
  const columns = createMemo((): Column[] => [
    { id: "trial", label: "trial", width: 64, right: true, text: (r) => `#${r.trial}` },
    { id: "status", label: "status", width: 116, text: (r) => r.status },
    { id: "objective", label: job().metric, width: 110, right: true, text: (r) => number(r.objective) },
    ...job().parameters.map((p, i) => ({
      id: `param:${p.name}`,
      label: p.name,
      width: Math.max(116, Math.min(170, p.name.length * 8 + 24)),
      right: p.choices.length === 0,
      text: (r: TrialLine) => any(r.params[i]),
    })),
    ...job()
      .metrics.map((m, i) => ({
        id: `metric:${m.name}`,
        label: m.name,
        width: Math.max(90, Math.min(160, m.name.length * 8 + 24)),
        right: true,
        text: (r: TrialLine) => any(r.metrics[i]),
      }))
      .filter((m) => m.label !== job().metric),
    { id: "duration", label: "ran", width: 92, right: true, text: (r) => duration(r.duration_ms) },
    { id: "attempts", label: "attempts", width: 84, right: true, text: (r) => String(r.attempts) },
    { id: "origin", label: "proposed by", width: 104, text: (r) => r.origin },
    { id: "cause", label: "cause", width: 320, text: (r) => r.cause ?? "" },
  ]);
  const hidden = createMemo(() => new Set((search.cols ?? "attempts,origin").split(",")));
  const shown = createMemo(() => columns().filter((c) => c.id === "trial" || !hidden().has(c.id)));
  const template = () => shown().map((c) => `${c.width}px`).join(" ");

  const rows = createRows<TrialLine>((offset, limit) =>
    get("/api/v1/jobs/{job}/trials", {
      path: { job: job().name },
      query: { query: search.q, sort: sort(), offset, limit },
    }),
  );
  const reload = async () => {
    setMissed(0);
    await rows.reset();
  };
  // As one text: with each change that is told the job is another object, and the rows must not begin anew for that.
  const asked = createMemo(() => JSON.stringify([job().name, search.q, sort()]));
  createEffect(
    on(asked, () => {
      setSelected(0);
      scroller?.scrollTo({ top: 0 });
      void reload();
    }),
  );
  // Rows change where they stand; what came new waits until the reader wants it, unless they are looking at the top.
  createEffect(
    on(
      changed,
      (trials) => {
        if (trials.length === 0) return;
        const news = new Map(trials.map((t) => [t.trial, t]));
        rows.change((row) => {
          const change = news.get(row.trial);
          news.delete(row.trial);
          return change;
        });
        const reading = (scroller?.scrollTop ?? 0) > 0 || scroller?.matches(":hover") || scroller?.contains(document.activeElement);
        // Once something waits it waits until it is wanted: the way to the button must not make it vanish.
        if (reading || missed() > 0) setMissed((n) => n + news.size);
        else void reload();
      },
      { defer: true },
    ),
  );
  const virtual = createVirtualizer({
    get count() {
      return rows.count();
    },
    getScrollElement: () => scroller ?? null,
    estimateSize: () => ROW,
    overscan: 12,
  });
  createEffect(() => {
    const items = virtual.getVirtualItems();
    const [first, last] = [items[0], items[items.length - 1]];
    // Also when the rows begin anew below a reader who has scrolled.
    rows.version();
    if (first && last) rows.see(first.index, last.index);
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const type = (text: string) => {
    setTyped(text);
    clearTimeout(timer);
    timer = setTimeout(() => setSearch({ q: text.trim() || undefined }, { replace: true }), 250);
  };
  const order = (id: string) => {
    const next = sort() === id ? `-${id}` : id;
    setSearch({ sort: next });
  };
  const move = (by: number) => {
    const next = Math.min(rows.count() - 1, Math.max(0, selected() + by));
    setSelected(next);
    virtual.scrollToIndex(next);
  };
  useKeys(
    { key: "/", what: "filter trials", run: () => field?.focus() },
    { key: "j", what: "next trial", run: () => move(1) },
    { key: "k", what: "trial before", run: () => move(-1) },
    {
      key: "Enter",
      what: "open the trial",
      run: () => {
        const row = rows.at(selected());
        if (row) open(row.trial);
      },
    },
  );
  const toggle = (id: string) => {
    const next = new Set(hidden());
    if (!next.delete(id)) next.add(id);
    setSearch({ cols: [...next].filter(Boolean).join(",") || "-" }, { replace: true });
  };
  const file = (format: string) => address("/api/v1/jobs/{job}/export", { job: job().name }, { format });
  const add = (condition: string) => {
    const before = / or /i.test(typed()) ? `(${typed()})` : typed();
    type(before ? `${before} and ${condition}` : condition);
  };
  return (
    <Card
      title={
        <>
          {rows.count() === rows.total() ? count(rows.total()) : `${count(rows.count())} of ${count(rows.total())}`} trials
        </>
      }
      aside={
        <>
          <Show when={missed() > 0}>
            <button type="button" class="primary" onClick={() => void reload()}>
              {missed()} new · show
            </button>
          </Show>
          <button type="button" onClick={() => setChoosing(true)}>
            Columns
          </button>
          <a class="button" href={file("csv")} download="">
            CSV
          </a>
          <a class="button" href={file("json")} download="">
            JSON
          </a>
        </>
      }
    >
      <div class="row">
        <input
          ref={field}
          class="grow mono"
          type="search"
          aria-label="Query"
          aria-invalid={rows.problem() !== undefined}
          placeholder="lr < 1e-3 and status = failed   ( / )"
          value={typed()}
          onInput={(event) => type(event.currentTarget.value)}
        />
        <button type="button" onClick={() => add("status = failed")}>
          failed
        </button>
        <button type="button" onClick={() => add("status = stopped")}>
          stopped
        </button>
        <button type="button" onClick={() => add("status = running")}>
          running
        </button>
      </div>
      <Show when={rows.problem()}>
        {(problem) => (
          <div class="note bad" role="alert">
            {problem().message}
          </div>
        )}
      </Show>
      <div
        ref={scroller}
        class="virtual"
        role="table"
        aria-label="Trials"
        aria-rowcount={rows.count() + 1}
        tabindex="0"
      >
        <div class="vrow head" role="row" style={{ "grid-template-columns": template() }}>
          <For each={shown()}>
            {(column) => (
              <span
                role="columnheader"
                class={column.right ? "right" : ""}
                aria-sort={sort() === column.id ? "ascending" : sort() === `-${column.id}` ? "descending" : "none"}
              >
                <Show when={column.id !== "origin"} fallback={column.label}>
                  <button type="button" title={`Order by ${column.label}`} onClick={() => order(column.id)}>
                    {column.label}
                    {sort() === column.id ? " ↑" : sort() === `-${column.id}` ? " ↓" : ""}
                  </button>
                </Show>
              </span>
            )}
          </For>
        </div>
        <div class="vbody" role="rowgroup" style={{ height: `${virtual.getTotalSize()}px` }}>
          <For each={virtual.getVirtualItems()}>
            {(item) => {
              const row = () => rows.at(item.index);
              return (
                <div
                  class={item.index === selected() ? "vrow chosen" : "vrow"}
                  role="row"
                  aria-rowindex={item.index + 2}
                  style={{ transform: `translateY(${item.start}px)`, "grid-template-columns": template() }}
                  onClick={() => {
                    setSelected(item.index);
                    const known = row();
                    if (known) open(known.trial);
                  }}
                >
                  <Show when={row()} fallback={<span role="cell" class="muted">…</span>}>
                    {(known) => (
                      <For each={shown()}>
                        {(column) => (
                          <span role="cell" class={column.right ? "right" : ""} title={column.id === "cause" ? column.text(known()) : undefined}>
                            <Show when={column.id === "status"} fallback={column.text(known())}>
                              <Status status={known().status} />
                            </Show>
                          </span>
                        )}
                      </For>
                    )}
                  </Show>
                </div>
              );
            }}
          </For>
        </div>
      </div>
      <Show when={rows.count() === 0 && !rows.problem()}>
        <p class="empty">{rows.total() === 0 ? "No trial was proposed yet." : "No trial fits the query."}</p>
      </Show>
      <Show when={choosing()}>
        <Dialog title="Columns" onClose={() => setChoosing(false)}>
          <For each={columns().slice(1)}>
            {(column) => (
              <label class="row tight">
                <input type="checkbox" checked={!hidden().has(column.id)} onChange={() => toggle(column.id)} />
                {column.label}
              </label>
            )}
          </For>
        </Dialog>
      </Show>
    </Card>
  );
}

// What a trial prints, as it prints it, with the matches of its metrics.
import { For, Show, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import { get } from "../api/client";
import type { LogPiece, Match } from "../api/types";
import { number } from "../state/format";

/** Characters that are kept on the page; of more, the beginning is let go. */
const KEPT = 400_000;
const TAIL_BYTES = 128 * 1024;
const LOOK_MS = 1000;

/** A stretch of text, and the match that it is, if it is one. */
export interface Stretch {
  text: string;
  match?: Match;
  /** The number within the match. */
  before?: string;
  group?: string;
  after?: string;
}

/** A text cut at its matches; those that overlap an earlier one are left out. */
export function stretches(text: string, matches: Match[]): Stretch[] {
  const found: Stretch[] = [];
  let at = 0;
  for (const match of [...matches].sort((a, b) => a.start - b.start)) {
    if (match.start < at) continue;
    if (match.start > at) found.push({ text: text.slice(at, match.start) });
    found.push({
      text: text.slice(match.start, match.end),
      match,
      before: text.slice(match.start, match.group_start),
      group: text.slice(match.group_start, match.group_end),
      after: text.slice(match.group_end, match.end),
    });
    at = match.end;
  }
  if (at < text.length) found.push({ text: text.slice(at) });
  return found;
}

/** The last match with a number of each metric: those are its values. */
export function lastOf(matches: Match[]): Set<Match> {
  const last = new Map<number, Match>();
  for (const match of matches) if (match.value !== null && match.value !== undefined) last.set(match.metric, match);
  return new Set(last.values());
}

export function Marked(props: { text: string; matches: Match[]; names: string[] }) {
  const last = createMemo(() => lastOf(props.matches));
  const parts = createMemo(() => stretches(props.text, props.matches));
  return (
    <For each={parts()}>
      {(part) => (
        <Show when={part.match} fallback={part.text}>
          {(match) => (
            <mark class={last().has(match()) ? "last" : ""} title={`${props.names[match().metric] ?? ""} = ${number(match().value)}`}>
              {part.before}
              <b>{part.group}</b>
              {part.after}
            </mark>
          )}
        </Show>
      )}
    </For>
  );
}

export function Log(props: { job: string; trial: number; attempt?: number; names: string[] }) {
  const [pieces, setPieces] = createSignal<LogPiece[]>([]);
  const [problem, setProblem] = createSignal<string>();
  const [cut, setCut] = createSignal(false);
  const [follow, setFollow] = createSignal(true);
  /** Reading from the beginning, and so much is there that the next part waits to be asked for. */
  const [more, setMore] = createSignal(false);
  let forward = false;
  let box: HTMLPreElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let generation = 0;

  const load = async (from: number, mine: number) => {
    try {
      const piece = await get("/api/v1/jobs/{job}/trials/{trial}/log", {
        path: { job: props.job, trial: props.trial },
        query: { attempt: props.attempt, from },
      });
      if (mine !== generation) return;
      setProblem(undefined);
      if (piece.text) {
        setPieces((all) => {
          // A long log gave up a piece of its tail: what comes is no continuation of what is here.
          const goesOn = from < 0 || piece.from === from;
          if (!goesOn) setCut(true);
          let kept = goesOn ? [...all, piece] : [piece];
          while (kept.length > 1 && kept.reduce((n, p) => n + p.text.length, 0) > KEPT) {
            kept = kept.slice(1);
            setCut(true);
          }
          return kept;
        });
      }
      if (from < 0 && piece.from > 0) setCut(true);
      if (forward && piece.next < piece.total && pieces().reduce((n, p) => n + p.text.length, 0) > KEPT - 2 * TAIL_BYTES) {
        setMore(true);
        return;
      }
      if (!piece.ended) timer = setTimeout(() => void load(piece.next, mine), piece.next < piece.total ? 0 : LOOK_MS);
    } catch (error) {
      if (mine !== generation) return;
      setProblem((error as Error).message);
      timer = setTimeout(() => void load(pieces().at(-1)?.next ?? -TAIL_BYTES, mine), 5 * LOOK_MS);
    }
  };
  const begin = (from: number) => {
    forward = from >= 0;
    setMore(false);
    generation += 1;
    clearTimeout(timer);
    setPieces([]);
    setCut(false);
    void load(from, generation);
  };
  // Whose log it is, as one text: what else changes of the trial is no reason to begin anew.
  const whose = createMemo(() => JSON.stringify([props.job, props.trial, props.attempt]));
  createEffect(on(whose, () => begin(-TAIL_BYTES)));
  onCleanup(() => {
    generation += 1;
    clearTimeout(timer);
  });
  // Whoever has scrolled up is reading, and stays where they are.
  createEffect(on(pieces, () => follow() && queueMicrotask(() => box?.scrollTo({ top: box.scrollHeight }))));
  const text = createMemo(() => pieces().map((p) => p.text).join(""));
  // Once for each piece: a match is told apart from others by being itself.
  const matches = createMemo(() => {
    let offset = 0;
    return pieces().flatMap((p) => {
      const moved = p.matches.map((m) => ({
        ...m,
        start: m.start + offset,
        end: m.end + offset,
        group_start: m.group_start + offset,
        group_end: m.group_end + offset,
      }));
      offset += p.text.length;
      return moved;
    });
  });
  return (
    <div class="stack tight">
      <Show when={cut()}>
        <p class="muted small">
          The end of the log.{" "}
          <button type="button" onClick={() => { setFollow(false); begin(0); }}>
            From the beginning
          </button>
        </p>
      </Show>
      <Show when={problem()}>
        <p class="note bad">{problem()}</p>
      </Show>
      <pre
        ref={box}
        class="log"
        tabindex="0"
        aria-label={`Log of trial ${props.trial}`}
        onScroll={(event) => {
          const el = event.currentTarget;
          setFollow(el.scrollTop + el.clientHeight >= el.scrollHeight - 8);
        }}
      >
        <Show when={text()} fallback={<span class="muted">Nothing was printed{pieces().length === 0 ? " yet" : ""}.</span>}>
          <Marked text={text()} matches={matches()} names={props.names} />
        </Show>
      </pre>
      <Show when={more()}>
        <div class="row">
          <button
            type="button"
            onClick={() => {
              const next = pieces().at(-1)?.next ?? 0;
              setMore(false);
              setPieces([]);
              box?.scrollTo({ top: 0 });
              void load(next, generation);
            }}
          >
            Next part
          </button>
          <button type="button" onClick={() => begin(-TAIL_BYTES)}>
            To the end
          </button>
        </div>
      </Show>
      <p class="muted small">
        {matches().length} matches; the last of each metric, which is its value, stands out.
        <Show when={!follow()}>
          {" "}
          <button type="button" class="plain" onClick={() => { setFollow(true); box?.scrollTo({ top: box.scrollHeight }); }}>
            Follow the end
          </button>
        </Show>
      </p>
    </div>
  );
}

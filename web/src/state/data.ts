// What a page shows, loaded for a key; what is there stays while it is loaded anew.
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from "solid-js";
import { Refused } from "../api/client";

export interface Data<T> {
  value: Accessor<T | undefined>;
  problem: Accessor<Refused | undefined>;
  loading: Accessor<boolean>;
  /** Loads it anew, soon. */
  refresh: () => void;
  /** Changes what is there. */
  change: (change: (value: T) => T) => void;
}

/** `pause`: shortest time between two loads, in milliseconds. */
export function createData<K, T>(
  key: Accessor<K | undefined>,
  load: (key: K, signal: AbortSignal) => Promise<T>,
  pause = 1000,
): Data<T> {
  const [value, setValue] = createSignal<T>();
  const [problem, setProblem] = createSignal<Refused>();
  const [loading, setLoading] = createSignal(false);
  const [turn, setTurn] = createSignal(0);
  let controller: AbortController | undefined;
  let last = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let shownFor: string | undefined;

  // A source may tell of changes that are none of the key's.
  const text = createMemo(() => {
    const k = key();
    return k === undefined ? undefined : JSON.stringify(k);
  });
  createEffect(
    on([text, turn], ([now]) => {
      controller?.abort();
      if (now === undefined) return;
      const mine = new AbortController();
      controller = mine;
      last = Date.now();
      setLoading(true);
      load(key() as K, mine.signal).then(
        (loaded) => {
          if (mine.signal.aborted) return;
          shownFor = now;
          setProblem(undefined);
          setValue(() => loaded);
          setLoading(false);
        },
        (error: unknown) => {
          if (mine.signal.aborted) return;
          // What belongs to another key is not shown beside a refusal of this one.
          if (shownFor !== now) setValue(undefined);
          setProblem(error instanceof Refused ? error : new Refused(0, "internal", String(error)));
          setLoading(false);
        },
      );
    }),
  );
  onCleanup(() => {
    controller?.abort();
    clearTimeout(timer);
  });
  const refresh = () => {
    if (timer !== undefined) return;
    const wait = Math.max(0, last + pause - Date.now());
    timer = setTimeout(() => {
      timer = undefined;
      setTurn((n) => n + 1);
    }, wait);
  };
  const change = (change: (value: T) => T) => setValue((v) => (v === undefined ? v : change(v)));
  return { value, problem, loading, refresh, change };
}

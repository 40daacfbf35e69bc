// Rows of a long table, loaded in pages as they come into sight.
import { createSignal } from "solid-js";

export interface Page<R> {
  rows: R[];
  matched: number;
  total: number;
}

export interface Rows<R> {
  /** How many there are. */
  count: () => number;
  total: () => number;
  at: (index: number) => R | undefined;
  /** Loads what lies between two rows, if it is not there. */
  see: (first: number, last: number) => void;
  /** Begins anew; what is shown stays until the first page is there. */
  reset: () => Promise<void>;
  /** Changes rows where they stand; how many of them were not shown. */
  change: (change: (row: R) => R | undefined) => void;
  problem: () => Error | undefined;
  /** Grows with each page that is loaded or changed. */
  version: () => number;
}

const PAGE = 100;

export function createRows<R>(load: (offset: number, limit: number) => Promise<Page<R>>): Rows<R> {
  let pages = new Map<number, R[]>();
  let wanted = new Set<number>();
  let generation = 0;
  const [version, setVersion] = createSignal(0);
  const [count, setCount] = createSignal(0);
  const [total, setTotal] = createSignal(0);
  const [problem, setProblem] = createSignal<Error>();

  const fetchPage = async (page: number, fresh: boolean) => {
    const mine = generation;
    wanted.add(page);
    try {
      const loaded = await load(page * PAGE, PAGE);
      if (mine !== generation) return;
      if (fresh) {
        // What came in between was of the order before, and is asked for again where it is seen.
        pages = new Map();
        wanted = new Set([page]);
      }
      pages.set(page, loaded.rows);
      setCount(loaded.matched);
      setTotal(loaded.total);
      setProblem(undefined);
      setVersion((v) => v + 1);
    } catch (error) {
      if (mine !== generation) return;
      wanted.delete(page);
      setProblem(error as Error);
    }
  };
  return {
    count,
    total,
    problem,
    version,
    at: (index) => {
      version();
      return pages.get(Math.floor(index / PAGE))?.[index % PAGE];
    },
    see: (first, last) => {
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
        if (!wanted.has(page)) void fetchPage(page, false);
      }
    },
    reset: () => {
      generation += 1;
      wanted = new Set();
      return fetchPage(0, true);
    },
    change: (change) => {
      for (const rows of pages.values()) {
        rows.forEach((row, i) => {
          const changed = change(row);
          if (changed !== undefined) rows[i] = changed;
        });
      }
      setVersion((v) => v + 1);
    },
  };
}

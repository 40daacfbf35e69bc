import { createRoot, createSignal } from "solid-js";
import { describe, expect, it, vi } from "vitest";
import { Refused, address } from "../src/api/client";
import { follow } from "../src/api/stream";
import type { Match } from "../src/api/types";
import { lastOf, stretches } from "../src/parts/Log";
import { createData } from "../src/state/data";
import { ago, any, bytes, duration, number } from "../src/state/format";
import { createRows } from "../src/state/rows";

const settled = () => new Promise((done) => setTimeout(done, 5));

describe("numbers and times", () => {
  it("are short", () => {
    expect(number(0.883531234)).toBe("0.88353");
    expect(number(0)).toBe("0");
    expect(number(null)).toBe("–");
    expect(number(0.00001234)).toBe("1.234E-5");
    expect(any("Adam")).toBe("Adam");
    expect(any(512)).toBe("512");
    expect([0, 450, 9500, 61_000, 3_720_000, 200_000_000].map((ms) => duration(ms))).toEqual([
      "0 ms", "450 ms", "9.5 s", "1 min 01 s", "1 h 02 min", "2 d 7 h",
    ]);
    expect(duration(59_999)).toBe("60 s");
    expect(ago(0, 7_200_000)).toBe("2 hours ago");
    expect([bytes(12), bytes(1500), bytes(25e6)]).toEqual(["12 B", "1.5 kB", "25 MB"]);
  });
});

it("addresses hold no character that would change them", () => {
  expect(address("/jobs/{job}/trials/{trial}", { job: "a/b ?", trial: 3 }, { q: "x < 1", none: undefined, empty: "" })).toBe(
    "/jobs/a%2Fb%20%3F/trials/3?q=x+%3C+1",
  );
});

describe("data", () => {
  it("stays while it is loaded anew, and what is late is thrown away", async () => {
    await createRoot(async (dispose) => {
      const [key, setKey] = createSignal("slow");
      const load = vi.fn(
        (k: string) => new Promise<string>((done) => setTimeout(() => done(`of ${k}`), k === "slow" ? 60 : 1)),
      );
      const data = createData(key, load);
      await settled();
      setKey("quick");
      await new Promise((done) => setTimeout(done, 100));
      expect(data.value()).toBe("of quick");
      dispose();
    });
  });

  it("is loaded anew for another key alone, whatever else its source tells", async () => {
    await createRoot(async (dispose) => {
      const [job, setJob] = createSignal({ name: "a", best: 1 });
      const load = vi.fn(async (name: string) => name);
      createData(() => job().name, load);
      await settled();
      setJob({ name: "a", best: 2 });
      await settled();
      expect(load).toHaveBeenCalledTimes(1);
      setJob({ name: "b", best: 2 });
      await settled();
      expect(load).toHaveBeenCalledTimes(2);
      dispose();
    });
  });

  it("of another key is not shown beside a refusal", async () => {
    await createRoot(async (dispose) => {
      const [key, setKey] = createSignal("there");
      const data = createData(key, async (k) => {
        if (k === "absent") throw new Refused(404, "absent", "no such thing");
        return k;
      });
      await settled();
      expect(data.value()).toBe("there");
      setKey("absent");
      await settled();
      expect(data.value()).toBeUndefined();
      expect(data.problem()?.message).toBe("no such thing");
      dispose();
    });
  });
});

it("rows are loaded as they come into sight, and change where they stand", async () => {
  await createRoot(async (dispose) => {
    const load = vi.fn(async (offset: number, limit: number) => ({
      rows: Array.from({ length: Math.min(limit, 250 - offset) }, (_, i) => ({ id: offset + i, text: "old" })),
      matched: 250,
      total: 300,
    }));
    const rows = createRows(load);
    await rows.reset();
    expect([rows.count(), rows.total(), rows.at(7)?.id]).toEqual([250, 300, 7]);
    expect(rows.at(120)).toBeUndefined();
    rows.see(90, 120);
    rows.see(95, 130);
    await settled();
    expect(load).toHaveBeenCalledTimes(2);
    rows.change((row) => (row.id === 120 ? { ...row, text: "new" } : undefined));
    expect(rows.at(120)?.text).toBe("new");
    expect(rows.at(119)?.text).toBe("old");
    dispose();
  });
});

describe("a log", () => {
  const match = (metric: number, start: number, end: number, value: number | null): Match => ({
    metric, start, end, group_start: end - 1, group_end: end, value,
  });
  it("is cut at its matches, which do not overlap", () => {
    const text = "a=1 b=2 c";
    const found = stretches(text, [match(1, 4, 7, 2), match(0, 0, 3, 1), match(2, 2, 5, 9)]);
    expect(found.map((s) => s.text).join("")).toBe(text);
    expect(found.filter((s) => s.match).map((s) => s.group)).toEqual(["1", "2"]);
  });
  it("has as a metric's value the last match with a number", () => {
    const [first, last, none] = [match(0, 0, 3, 1), match(0, 4, 7, 2), match(0, 8, 9, null)];
    expect(lastOf([first, last, none])).toEqual(new Set([last]));
  });
});

describe("a stream", () => {
  class Fake {
    static all: Fake[] = [];
    readyState = 0;
    onopen: (() => void) | null = null;
    onerror: (() => void) | null = null;
    private handlers = new Map<string, (event: MessageEvent) => void>();
    constructor(readonly url: string) {
      Fake.all.push(this);
    }
    addEventListener(kind: string, handler: (event: MessageEvent) => void) {
      this.handlers.set(kind, handler);
    }
    tell(kind: string, id: string, data: unknown) {
      this.handlers.get(kind)?.({ lastEventId: id, data: JSON.stringify(data) } as MessageEvent);
    }
    close() {
      this.readyState = 2;
    }
  }

  it("goes on behind the last event that came, when it was refused", async () => {
    vi.useFakeTimers();
    Fake.all = [];
    const told: unknown[] = [];
    const stream = follow("/events", 5, { change: (data) => told.push(data) }, (url) => new Fake(url) as unknown as EventSource);
    expect(Fake.all[0]!.url).toBe("/events?after=5");
    Fake.all[0]!.onopen?.();
    expect(stream.link()).toBe("live");
    Fake.all[0]!.tell("change", "9", { n: 1 });
    Fake.all[0]!.readyState = 2;
    Fake.all[0]!.onerror?.();
    expect(stream.link()).toBe("waiting");
    await vi.advanceTimersByTimeAsync(1000);
    expect(Fake.all[1]!.url).toBe("/events?after=9");
    Fake.all[1]!.readyState = 2;
    Fake.all[1]!.onerror?.();
    await vi.advanceTimersByTimeAsync(1000);
    expect(Fake.all).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(Fake.all).toHaveLength(3);
    // Whoever does not look holds no connection, and misses nothing.
    Fake.all[2]!.onopen?.();
    Object.defineProperty(document, "hidden", { value: true, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    expect(Fake.all[2]!.readyState).toBe(2);
    Object.defineProperty(document, "hidden", { value: false, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    expect(Fake.all[3]!.url).toBe("/events?after=9");
    stream.close();
    expect(told).toEqual([{ n: 1 }]);
    expect(stream.link()).toBe("over");
    vi.useRealTimers();
  });
});

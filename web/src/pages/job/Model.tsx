// Can the optimiser be trusted: predicted against observed, and why each point was proposed.
import { A } from "@solidjs/router";
import { For, Show, createEffect, createMemo, createSignal, on } from "solid-js";
import { get } from "../../api/client";
import { type Point, Scatter } from "../../charts/Scatter";
import { Card, Loaded, Problem } from "../../parts/basics";
import { createData } from "../../state/data";
import { count, number, share } from "../../state/format";
import { whyProposed } from "../../state/origins";
import { BLUE, GREEN, series } from "../../state/theme";
import { useJob } from "./context";

export default function Model() {
  const { job, turn, open } = useJob();
  const [shown, setShown] = createSignal(50);
  const name = () => job().name;
  const proposals = createData(name, (n, signal) => get("/api/v1/jobs/{job}/proposals", { path: { job: n }, signal }), 3000);
  // After the table: the model takes a second where there are thousands of trials.
  const insight = createData(
    () => (proposals.value() ? name() : undefined),
    (n, signal) => get("/api/v1/jobs/{job}/insight", { path: { job: n }, signal }),
    15000,
  );
  createEffect(
    on(
      turn,
      () => {
        proposals.refresh();
        insight.refresh();
      },
      { defer: true },
    ),
  );
  const ahead = createMemo((): Point[] =>
    (proposals.value()?.proposals ?? []).flatMap((p) =>
      p.expected === null || p.expected === undefined || p.observed === null || p.observed === undefined
        ? []
        : [
            {
              trial: p.trial,
              x: p.observed,
              y: p.expected,
              low: p.low ?? undefined,
              high: p.high ?? undefined,
              colour: series(BLUE),
              text: `trial ${p.trial}\nexpected ${number(p.expected)}\nobserved ${number(p.observed)}`,
            },
          ],
    ),
  );
  const within = () => {
    const all = ahead();
    return all.filter((p) => p.low !== undefined && p.high !== undefined && p.x >= p.low && p.x <= p.high).length / Math.max(1, all.length);
  };
  const out = createMemo((): Point[] => {
    const points = insight.value()?.prediction.points ?? [];
    const every = Math.max(1, Math.ceil(points.length / 600));
    return points
      .filter((_, i) => i % every === 0)
      .map((p) => ({
        trial: undefined,
        x: p.observed,
        y: p.expected,
        low: p.low,
        high: p.high,
        colour: series(GREEN),
        text: `expected ${number(p.expected)}\nobserved ${number(p.observed)}`,
      }));
  });
  return (
    <>
      <div class="halves">
        <Card title="Left out, then predicted">
          <Problem problem={insight.problem()} />
          <Show when={insight.value()}>
            {(told) => (
              <>
                <Scatter
                  label={`Predicted against observed ${job().metric} of ${out().length} trials that were left out`}
                  x="observed"
                  y="predicted"
                  points={out()}
                  diagonal
                />
                <p class="small muted">
                  Each trial predicted from all the others: rank correlation {told().prediction.rank_correlation.toFixed(2)};{" "}
                  {share(told().prediction.within_one_deviation)} within one deviation (68 % would be right).
                </p>
              </>
            )}
          </Show>
        </Card>
        <Card title="Expected before it ran">
          <Show
            when={ahead().length > 0}
            fallback={<p class="muted">The model has not proposed a trial that has ended yet.</p>}
          >
            <Scatter
              label={`Expected against observed ${job().metric} of ${ahead().length} proposals of the model`}
              x="observed"
              y="expected"
              points={ahead()}
              diagonal
              onOpen={open}
            />
            <p class="small muted">
              What the model expected when it proposed the trial: {share(within())} within one deviation. Trials are proposed where the
              model hopes for more, so the hardest ones are here.
            </p>
          </Show>
        </Card>
      </div>
      <Card title="Why each point was proposed">
        <Loaded data={proposals}>
          {(told) => (
            <>
              <div class="row">
                <For each={told().origins}>
                  {(origin) => (
                    <span class="chip" title={whyProposed(origin.origin)}>
                      {origin.origin} {count(origin.count)}
                    </span>
                  )}
                </For>
                <span class="muted small">
                  strategy {job().strategy}, seed {told().seed}
                </span>
              </div>
              <div class="scroll" tabindex="0">
                <table>
                  <thead>
                    <tr>
                      <th>Trial</th>
                      <th>Proposed by</th>
                      <th class="right">Expected</th>
                      <th class="right">Between</th>
                      <th class="right">Chance to be best</th>
                      <th class="right">Observed</th>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={[...told().proposals].reverse().slice(0, shown())}>
                      {(p) => (
                        <tr>
                          <td>
                            <A href={`/jobs/${encodeURIComponent(name())}/trials/${p.trial}`}>#{p.trial}</A>
                          </td>
                          <td>{whyProposed(p.origin)}</td>
                          <td class="right">{number(p.expected)}</td>
                          <td class="right nowrap">
                            <Show when={p.low !== null && p.low !== undefined} fallback="–">
                              {number(p.low)} … {number(p.high)}
                            </Show>
                          </td>
                          <td class="right">{p.better === null || p.better === undefined ? "–" : share(p.better)}</td>
                          <td class="right">{number(p.observed)}</td>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </table>
              </div>
              <Show when={told().proposals.length > shown()}>
                <div class="row">
                  <button type="button" onClick={() => setShown((n) => n + 200)}>
                    Show more
                  </button>
                  <span class="muted small">
                    {count(Math.min(shown(), told().proposals.length))} of {count(told().total)}
                  </span>
                </div>
              </Show>
            </>
          )}
        </Loaded>
      </Card>
    </>
  );
}

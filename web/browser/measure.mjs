// Times pages in a real browser: node measure.mjs tunesmith|optuna-dashboard URL ROUNDS; JSON lines. Called by bench/console.py.
import { chromium } from "@playwright/test";

const [what, url, rounds] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-dev-shm-usage"],
});
const tell = (line) => console.log(JSON.stringify(line));
const median = (all) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];

/** Milliseconds from the address to the first paint and to what is waited for, in a browser without a cache. */
async function timed(address, ready, limit = 30_000) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const begun = Date.now();
  await page.goto(address, { waitUntil: "commit" });
  let complete;
  try {
    await ready(page).waitFor({ timeout: limit });
    complete = Date.now() - begun;
  } catch {
    complete = Infinity;
  }
  const paint = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? -1);
  return { page, context, complete, paint };
}

/** Frames while something is done: milliseconds between each and the next. */
async function frames(page, act) {
  await page.evaluate(() => {
    window.frameTimes = [];
    let last = performance.now();
    const next = (now) => {
      window.frameTimes.push(now - last);
      last = now;
      window.framesRun = requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await act();
  const all = await page.evaluate(() => {
    cancelAnimationFrame(window.framesRun);
    return window.frameTimes.slice(1);
  });
  all.sort((a, b) => a - b);
  return { median: all[Math.floor(all.length / 2)], most: all[Math.floor(all.length * 0.95)] };
}

if (what === "tunesmith") {
  const job = `${url}/console/jobs/large`;
  const chart = (name) => (page) => page.getByRole("img", { name });
  const pages = {
    Overview: ["", chart(/^acc \(maximize\)/)],
    Trials: ["/trials", (page) => page.getByRole("cell").first()],
    Curves: ["/curves", chart(/^Courses of/)],
    Parameters: ["/parameters", chart(/^Parallel coordinates/)],
    Pareto: ["/pareto", chart(/against/)],
    Model: ["/model", (page) => page.getByRole("cell").first()],
    Timeline: ["/timeline", chart(/^Timeline/)],
    Config: ["/config", (page) => page.getByLabel("the file that makes this job", { exact: true })],
    Trial: ["/trials/5000", (page) => page.getByLabel("Log of trial 5000")],
  };
  let first = 0;
  for (const [name, [path, ready]] of Object.entries(pages)) {
    const [paints, completes] = [[], []];
    for (let i = 0; i < Number(rounds) + (name === "Overview" ? 1 : 0); i++) {
      const { context, complete, paint } = await timed(job + path, ready);
      await context.close();
      // The first look after a start reads the rows.
      if (name === "Overview" && i === 0) {
        first = complete;
        continue;
      }
      paints.push(paint);
      completes.push(complete);
    }
    tell({ what: `${name}: first paint`, value: median(paints), unit: "ms", target: 1000 });
    tell({ what: `${name}: its picture or table`, value: median(completes), unit: "ms", target: 1000 });
  }
  tell({ what: "Overview, first look after a start", value: first, unit: "ms", target: 1000 });
  const table = await timed(`${job}/trials`, pages.Trials[1]);
  const scrolled = await frames(table.page, async () => {
    const box = await table.page.getByRole("table", { name: "Trials" }).boundingBox();
    await table.page.mouse.move(box.x + 200, box.y + 200);
    for (let i = 0; i < 100; i++) {
      await table.page.mouse.wheel(0, 900);
      await table.page.waitForTimeout(16);
    }
  });
  tell({ what: "scrolling the table: median frame", value: scrolled.median, unit: "ms", target: 34 });
  tell({ what: "scrolling the table: 95 of 100 frames", value: scrolled.most, unit: "ms", target: 100 });
  await table.context.close();
  const lines = await timed(`${job}/parameters`, pages.Parameters[1]);
  const box = await pages.Parameters[1](lines.page).boundingBox();
  const brushed = await frames(lines.page, async () => {
    await lines.page.mouse.move(box.x + 44, box.y + 300);
    await lines.page.mouse.down();
    for (let i = 0; i < 60; i++) await lines.page.mouse.move(box.x + 44, box.y + 300 - 4 * i);
    await lines.page.mouse.up();
  });
  tell({ what: "brushing an axis: median frame", value: brushed.median, unit: "ms", target: 34 });
  tell({ what: "brushing an axis: 95 of 100 frames", value: brushed.most, unit: "ms", target: 100 });
  const loaded = await browser.newContext();
  const page = await loaded.newPage();
  let bytes = 0;
  const client = await loaded.newCDPSession(page);
  await client.send("Network.enable");
  client.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
  await page.goto(`${url}/console/`);
  await page.getByRole("link", { name: "large" }).waitFor();
  tell({ what: "first load, compressed", value: bytes / 1000, unit: "kB", target: 300 });
  await page.goto(job);
  await pages.Overview[1](page).waitFor();
  await page.waitForTimeout(500);
  tell({ what: "first load and a job, compressed", value: bytes / 1000, unit: "kB", target: 300 });
} else {
  const limit = 120_000;
  const { context, complete, paint } = await timed(`${url}/dashboard/studies/1`, (page) => page.locator(".js-plotly-plot .main-svg").first(), limit);
  tell({ what: "optuna-dashboard: first paint", value: paint, unit: "ms" });
  tell({ what: "optuna-dashboard: first picture", value: complete === Infinity ? limit : complete, unit: complete === Infinity ? "ms, given up" : "ms" });
  await context.close();
  const table = await timed(`${url}/dashboard/studies/1/trialTable`, (page) => page.locator("table tbody tr").first(), limit);
  tell({ what: "optuna-dashboard: trial table", value: table.complete === Infinity ? limit : table.complete, unit: table.complete === Infinity ? "ms, given up" : "ms" });
}
await browser.close();

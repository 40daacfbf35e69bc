// What happens while one looks: changes come by themselves, streams go on, jobs vanish, hostile texts stay texts.
import { spawn } from "node:child_process";
import { expect, test, tune, BINARY } from "./server";

test.describe("without interruption", () => {
  // A query that is none is refused.
  test.use({ expected: [/400/] });

  test("rows change while one reads, and stay where they are", async ({ page, server }) => {
    const running = spawn(BINARY, [
      "tune", "--name", "growing", "-P", "lr=log:1e-4..1e-2", "--maximize", "accuracy = ([0-9.]+)", "-n", "60", "-j", "4",
      "--", "python3", "train.py", "--lr", "{lr}", "--nodes", "100", "--pause", "0.05",
    ], { cwd: server.folder, stdio: "ignore" });
    const over = new Promise((done) => running.once("exit", done));
    let streams = 0;
    page.on("request", (request) => (streams += Number(request.url().includes("/jobs/growing/events"))));
    await page.goto(`${server.url}/console/`);
    await page.getByRole("link", { name: "growing" }).click();
    await page.getByRole("link", { name: "Trials", exact: true }).click();
    const table = page.getByRole("table", { name: "Trials" });
    await expect(table.getByRole("row")).not.toHaveCount(1);
    // Whoever reads keeps what they read; what is new waits behind a button.
    await table.hover();
    const waiting = page.getByRole("button", { name: /\d+ new · show/ });
    await expect(waiting).toBeVisible({ timeout: 30_000 });
    const first = await table.getByRole("row").nth(1).getByRole("cell").first().textContent();
    const before = await waiting.textContent();
    await expect(waiting).not.toHaveText(before ?? "");
    expect(await table.getByRole("row").nth(1).getByRole("cell").first().textContent()).toBe(first);
    await page.getByRole("button", { name: /new · show/ }).click();
    await over;
    await expect(page.getByText("completed", { exact: true }).first()).toBeVisible();
    // One stream, for all that happened.
    expect(streams).toBe(1);
  });

  test("the query finds, orders, and lives in the address", async ({ page, server }) => {
    tune(server, "asked", "-n", "24");
    await page.goto(`${server.url}/console/jobs/asked/trials`);
    await expect(page.getByRole("heading", { name: "24 trials" })).toBeVisible();
    await page.keyboard.press("/");
    await page.keyboard.type("lr < 1e-3 and status = completed");
    await expect(page).toHaveURL(/q=lr\+%3C\+1e-3/);
    const rows = page.getByRole("table", { name: "Trials" }).getByRole("row");
    await expect(page.getByRole("heading", { name: /\d+ of 24 trials/ })).toBeVisible();
    const exported = server.run("export", "asked", "--format", "jsonl").trim().split("\n");
    const told = exported.map((line) => JSON.parse(line) as { status: string; params: { lr: number } });
    const fits = told.filter((t) => t.status === "completed" && t.params.lr < 1e-3).length;
    await expect(rows).toHaveCount(fits + 1);
    // The same address shows the same.
    await page.reload();
    await expect(rows).toHaveCount(fits + 1);
    await page.getByLabel("Query").fill("lr < x");
    await expect(page.getByRole("alert")).toContainText("is a number and `x` is none");
    await page.getByLabel("Query").fill("");
    await page.getByRole("button", { name: "nodes", exact: true }).click();
    await expect(page).toHaveURL(/sort=param/);
    await expect(async () => {
      const nodes = await rows.locator("span:nth-child(5)").allTextContents();
      const numbers = nodes.slice(1).map(Number);
      expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    }).toPass();
    // By keys alone: down, open.
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { name: "asked" }).click();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: /^Trial \d+$/ })).toBeVisible();
  });

  test("a range on an axis chooses the trials of the table", async ({ page, server }) => {
    tune(server, "brushed", "-n", "24");
    await page.goto(`${server.url}/console/jobs/brushed/parameters`);
    const chart = page.getByRole("img", { name: /^Parallel coordinates/ });
    await expect(chart).toBeVisible();
    const box = (await chart.boundingBox())!;
    // The first axis, from its middle upwards.
    await page.mouse.move(box.x + 44, box.y + box.height * 0.5);
    await page.mouse.down();
    await page.mouse.move(box.x + 44, box.y + 36, { steps: 5 });
    await page.mouse.up();
    await expect(page.getByText(/^lr >= 0\.0\d+ and lr <= 0\.\d+$/)).toBeVisible();
    await page.getByRole("link", { name: "Show in the table" }).click();
    await expect(page.getByRole("heading", { name: /\d+ of 24 trials/ })).toBeVisible();
  });
});

test("the list follows its jobs from their making to their end", async ({ page, server }) => {
  await page.goto(`${server.url}/console/`);
  await expect(page.getByText("There are no jobs yet.")).toBeVisible();
  tune(server, "listed", "-n", "8");
  await expect(page.getByRole("row", { name: /listed/ })).toContainText("8/8");
  tune(server, "listed-too", "-n", "6");
  await expect(page.getByRole("row", { name: /listed-too/ })).toContainText("6/6");
  server.run("extend", "listed", "-n", "4");
  await expect(page.getByRole("row", { name: /listed maximize/ })).toContainText("12/12");
});

test.describe("with interruption", () => {
  // A server that is away cannot be asked.
  test.use({ expected: [/ERR_|Failed to load resource|net::/] });

  test("a server that was started anew is followed again", async ({ page, server }) => {
    tune(server, "before", "-n", "6");
    await page.goto(`${server.url}/console/jobs/before`);
    await expect(page.getByText("Ended: all trials done.")).toBeVisible();
    await server.stop("SIGKILL");
    await server.start();
    server.run("extend", "before", "-n", "3");
    // The page was not loaded anew: it follows by itself.
    await expect(page.getByText("9, 4 at a time")).toBeVisible({ timeout: 40_000 });
  });

  test("a job that is deleted while it is open says so", async ({ page, server }) => {
    tune(server, "doomed", "-n", "4");
    await page.goto(`${server.url}/console/jobs/doomed`);
    await expect(page.getByText("Ended: all trials done.")).toBeVisible();
    await page.waitForTimeout(1000);
    const gone = await page.request.delete(`${server.url}/api/v1/jobs/doomed`);
    expect(gone.ok()).toBe(true);
    await expect(page.getByText("This job was deleted or archived.")).toBeVisible();
    await page.goto(`${server.url}/console/jobs/doomed`);
    await expect(page.getByRole("alert")).toContainText("there is no job `doomed`");
    await page.goto(`${server.url}/console/jobs/doomed/trials/77`);
    await expect(page.getByRole("alert")).toContainText("there is no job `doomed`");
  });
});

test("hostile texts stay texts, and lines of megabytes do no harm", async ({ page, server }) => {
  const evil = `<img src=x onerror="document.title='taken'"><script>document.title='taken'</script>`;
  server.run(
    "tune", "--name", "evil", "-P", "p=a,b", "--maximize", "acc", "-n", "2", "--", "python3", "-c",
    `import sys; print(${JSON.stringify(evil)}); print("x" * 10_000_000); print("acc = 0.5")`, "{p}",
  );
  const tagged = await page.request.put(`${server.url}/api/v1/jobs/evil/tags`, { data: { tags: [evil.slice(0, 60)] } });
  expect(tagged.ok()).toBe(true);
  for (const path of ["/", "/jobs/evil", "/jobs/evil/trials", "/jobs/evil/config"]) {
    await page.goto(`${server.url}/console${path}`);
    await expect(page.getByText("evil").first()).toBeVisible();
  }
  await page.goto(`${server.url}/console/jobs/evil/trials/1`);
  await expect(page.getByLabel("Log of trial 1")).toContainText("acc = 0.5");
  await page.getByRole("button", { name: "From the beginning" }).click();
  await expect(page.getByLabel("Log of trial 1")).toContainText("<script>document.title");
  // The beginning stays where it was asked for, and the rest comes when it is.
  await page.getByRole("button", { name: "Next part" }).click();
  await expect(page.getByLabel("Log of trial 1")).not.toContainText("<script>document.title");
  expect(await page.title()).toBe("Tunesmith");
  await page.goto(`${server.url}/console/jobs/${encodeURIComponent(evil)}`);
  await expect(page.getByRole("alert")).toContainText("there is no job");
});

// The last page's job is none.
test.use({ expected: [/404/] });

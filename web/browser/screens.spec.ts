// Pictures of every page, light and dark, wide and narrow: `cargo xtask console screens` puts them into target/screens.
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, startServer, test, tune } from "./server";

const OUT = resolve(import.meta.dirname ?? __dirname, "../../target/screens");

test("pictures of every page", async ({ page }) => {
  test.setTimeout(600_000);
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const server = await startServer();
  try {
    tune(server, "accuracy", "-n", "60", "--early-stop", "median");
    tune(server, "accuracy-by-chance", "-n", "60", "--strategy", "random");
    server.run(
      "tune", "--name", "trade-off", "-P", "lr=log:1e-5..1e-1", "-P", "nodes=32..512", "--maximize", "accuracy = ([0-9.]+)",
      "--minimize", "@duration", "-n", "30", "-j", "4", "--retries", "0", "--", "python3", "train.py", "--lr", "{lr}", "--nodes", "{nodes}",
    );
    await page.request.put(`${server.url}/api/v1/jobs/accuracy/tags`, { data: { tags: ["baseline", "digits"] } });
    const best = JSON.parse(server.run("best", "accuracy", "--format", "json")) as { trial: number };
    const deployed = await page.request.post(`${server.url}/api/v1/endpoints`, {
      data: { job: "accuracy", trial: best.trial, name: "digits", command: `python3 ${join(server.folder, "serve.py")} {dir} {port}` },
    });
    expect(deployed.ok()).toBe(true);
    await expect(async () => {
      const told = (await (await page.request.get(`${server.url}/api/v1/endpoints/digits`)).json()) as { status: string };
      expect(told.status).toBe("InService");
    }).toPass({ timeout: 60_000 });
    for (let i = 0; i < 40; i++) await page.request.post(`${server.url}/api/v1/endpoints/digits/invocations`, { data: String(i), headers: { "content-type": "text/csv" } });
    const job = "/jobs/accuracy";
    const pages: [string, string][] = [
      ["jobs", "/"],
      ["overview", job],
      ["trials", `${job}/trials`],
      ["curves", `${job}/curves`],
      ["parameters", `${job}/parameters`],
      ["pareto", "/jobs/trade-off/pareto"],
      ["model", `${job}/model`],
      ["timeline", `${job}/timeline`],
      ["config", `${job}/config`],
      ["trial", `${job}/trials/${best.trial}`],
      ["new", "/new"],
      ["metrics", "/metrics?m=job~accuracy~loss;job~accuracy-by-chance~loss"],
      ["endpoints", "/endpoints"],
      ["endpoint", "/endpoints/digits"],
      ["compare", "/compare?jobs=accuracy,accuracy-by-chance"],
      ["settings", "/settings"],
    ];
    for (const scheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 860 });
        for (const [name, path] of pages) {
          await page.goto(`${server.url}/console${path}`);
          await expect(page.getByRole("main")).not.toContainText("Loading …");
          await expect(page.getByRole("main")).not.toContainText("The model is being asked");
          if (name === "new" && scheme === "light" && width === 1280) {
            await page.getByLabel(/^Command;/).fill("python3 train.py --lr 0.01 --nodes 128");
            await page.getByRole("button", { name: "+ lr 0.01" }).click();
            await page.getByRole("button", { name: "+ nodes 128" }).click();
            await page.getByLabel("Paste some of the program’s output").fill("epoch 0 loss = 0.5 accuracy = 0.25\nepoch 1 loss = 0.4 accuracy = 0.75\n");
            await page.getByRole("button", { name: /\+ accuracy/ }).click();
            await page.getByLabel("Working directory").fill(server.folder);
            await expect(page.getByText(/^Ready:/)).toBeVisible();
          }
          await page.evaluate(() => window.scrollTo(0, 0));
          await page.waitForTimeout(400);
          await page.screenshot({ path: join(OUT, `${name}-${scheme}-${width}.png`), fullPage: true });
        }
      }
    }
  } finally {
    await server.stop();
    rmSync(server.folder, { recursive: true, force: true });
  }
});

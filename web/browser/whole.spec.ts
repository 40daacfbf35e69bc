// The whole way in the browser: sign in, make a job, watch it, open the best trial, read its log, deploy it, ask it, compare,
// stop, sign out.
import AxeBuilder from "@axe-core/playwright";
import { join } from "node:path";
import { expect, test, tune } from "./server";

test.use({
  flags: ["--sign-in", "always"],
  // Before the sign-in, and after a wrong key, the server says no.
  expected: [/401/],
});

test("a job from its making to its model's answer", async ({ page, server }) => {
  // Signing in: a wrong key is refused, the right one is not.
  await page.goto(`${server.url}/`);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  const { id, secret } = server.key();
  await page.getByLabel("Access key ID").fill(id);
  await page.getByLabel("Secret access key").fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("there is no such key");
  await page.getByLabel("Secret access key").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("There are no jobs yet.")).toBeVisible();
  const cookies = await page.context().cookies();
  expect(cookies).toHaveLength(1);
  expect(cookies[0]).toMatchObject({ httpOnly: true, sameSite: "Strict" });

  // A job, put together from a command and a pasted log.
  await page.getByRole("link", { name: "New job" }).click();
  await page.getByLabel(/^Command;/).fill("python3 train.py --lr 0.01 --nodes 128");
  await page.getByLabel("Working directory").fill(server.folder);
  await page.getByLabel(/^Name \(made/).fill("from-the-page");
  await page.getByRole("button", { name: "+ lr 0.01" }).click();
  await page.getByRole("button", { name: "+ nodes 128" }).click();
  await expect(page.getByLabel(/^Command;/)).toHaveValue("python3 train.py --lr {lr} --nodes {nodes}");
  await expect(page.getByText(/1,000 samples, such as/)).toHaveCount(2);
  await page.getByLabel("Paste some of the program’s output").fill("epoch 0 loss = 0.5 accuracy = 0.25\nepoch 1 loss = 0.4 accuracy = 0.75\n");
  await page.getByRole("button", { name: /\+ accuracy/ }).click();
  await expect(page.getByText("2 matches, value 0.75 (the last one)")).toBeVisible();
  await expect(page.locator("mark.last")).toHaveText("accuracy = 0.75");
  await page.getByRole("button", { name: /\+ loss/ }).click();
  await page.getByRole("spinbutton", { name: "Trials", exact: true }).fill("12");
  await page.getByLabel("At a time").fill("3");
  await expect(page.getByText(/^Ready:/)).toBeVisible();
  await page.getByRole("button", { name: "Command", exact: true }).click();
  await expect(page.getByLabel("the job", { exact: true })).toContainText("tunesmith tune --name from-the-page");
  await page.getByRole("button", { name: "Create and run" }).click();

  // It is watched to its end, and nothing needs to be loaded anew for that.
  await expect(page).toHaveURL(/\/console\/jobs\/from-the-page$/);
  await expect(page.getByText("Ended: all trials done.")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("completed", { exact: true }).first()).toBeVisible();
  await expect(page.getByRole("img", { name: /^accuracy \(maximize\) of \d+ trials, best/ })).toBeVisible();

  // The best trial: its log with its matches, its command.
  await page.keyboard.press("b");
  await expect(page.getByText("best", { exact: true })).toBeVisible();
  const log = page.getByLabel(/^Log of trial/);
  await expect(log).toContainText("epoch 7 loss =");
  await expect(log.locator("mark.last")).toHaveCount(2);
  await expect(page.getByLabel("the exact command", { exact: true })).toContainText("python3 train.py --lr ");
  await expect(page.getByRole("link", { name: "model.json" })).toBeVisible();

  // It is deployed, and asked.
  await page.getByRole("button", { name: "Deploy" }).click();
  await page.getByLabel(/^Name of the endpoint/).fill("from-the-page");
  await page.getByLabel(/^Command that serves/).fill(`python3 ${join(server.folder, "serve.py")} {dir} {port}`);
  await page.getByRole("dialog").getByRole("button", { name: "Deploy" }).click();
  await expect(page.getByText("InService")).toBeVisible({ timeout: 60_000 });
  await page.getByLabel("Request").fill("10");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText(/answered by AllTraffic in \d+ ms/)).toBeVisible();
  const answer = JSON.parse((await page.getByLabel("Answer", { exact: true }).textContent()) ?? "") as { prediction: number };
  const best = JSON.parse(server.run("best", "from-the-page", "--format", "json")) as { value: number };
  expect(answer.prediction).toBeCloseTo(10 * best.value, 3);

  // A second job beside it, then both compared.
  tune(server, "from-a-terminal", "-n", "8", "--seed", "3");
  await page.getByRole("link", { name: "Jobs", exact: true }).click();
  await page.getByLabel("Choose from-the-page").check();
  await page.getByLabel("Choose from-a-terminal").check();
  await page.getByRole("link", { name: "Compare 2" }).click();
  await expect(page.getByRole("cell", { name: "search.seed" })).toBeVisible();
  await expect(page.getByRole("img", { name: /^Best so far of/ })).toBeVisible();

  // A long one is stopped.
  await page.getByRole("link", { name: "New job" }).click();
  await page.getByRole("textbox", { name: "tune.toml" }).fill(
    [
      'name = "long"',
      'command = "python3 train.py --lr {lr} --nodes 100 --pause 0.3"',
      `dir = ${JSON.stringify(server.folder)}`,
      '[objective]\nmetric = "accuracy"\ngoal = "maximize"',
      '[metrics]\naccuracy = "accuracy"',
      '[params]\nlr = "log:1e-4..1e-2"',
      "[budget]\ntrials = 200\nparallel = 2",
    ].join("\n"),
  );
  await expect(page.getByText(/^Ready:/)).toBeVisible();
  await page.getByRole("button", { name: "Create and run" }).click();
  await expect(page.getByText("in progress")).toBeVisible();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await page.getByRole("button", { name: "Stop the job" }).click();
  await expect(page.getByText("Ended: stopped by the user.")).toBeVisible();

  // Signing out: the cookie opens nothing any more.
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  const refused = await page.request.get(`${server.url}/api/v1/jobs`, {
    headers: { cookie: `${cookies[0]!.name}=${cookies[0]!.value}` },
  });
  expect(refused.status()).toBe(401);
});

test("a link from the terminal signs in, once it is used it is out of the address", async ({ page, server }) => {
  const link = server.run("console").trim();
  await page.goto(link);
  await expect(page.getByText("There are no jobs yet.")).toBeVisible();
  expect(page.url()).toBe(`${server.url}/console/`);
});

test("every page is sound for screen readers and small screens", async ({ page, server }) => {
  tune(server, "shown", "-n", "14");
  await page.goto(server.run("console").trim());
  await expect(page.getByRole("heading", { name: "Tuning jobs" })).toBeVisible();
  const tabs = ["", "/trials", "/curves", "/parameters", "/pareto", "/model", "/timeline", "/config", "/trials/1"];
  const pages = ["/", "/new", "/metrics", "/endpoints", "/compare?jobs=shown", "/settings", ...tabs.map((tab) => `/jobs/shown${tab}`)];
  const wrong: string[] = [];
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const path of pages) {
      await page.setViewportSize({ width: scheme === "light" ? 1280 : 360, height: 800 });
      await page.goto(`${server.url}/console${path}`);
      await expect(page.getByRole("main")).not.toContainText("Loading …");
      await expect(page.getByRole("main")).not.toContainText("The model is being asked");
      const found = await new AxeBuilder({ page }).analyze();
      const serious = found.violations
        .filter((v) => v.impact === "serious" || v.impact === "critical")
        .map((v) => `${path} ${scheme}: ${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(", ")}`);
      wrong.push(...serious);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (wider > 0) wrong.push(`${path} ${scheme}: ${wider} px wider than its window`);
    }
  }
  expect(wrong).toEqual([]);
});

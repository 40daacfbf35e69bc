import { defineConfig } from "@playwright/test";

// Debian's Chromium: nothing is downloaded. One server and one browser at a time.
export default defineConfig({
  testDir: "browser",
  timeout: 120_000,
  expect: { timeout: 20_000 },
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  reporter: [["list"]],
  use: {
    viewport: { width: 1280, height: 900 },
    actionTimeout: 15_000,
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-dev-shm-usage"],
    },
  },
  projects: [
    { name: "tests", testIgnore: /screens|speed/ },
    { name: "screens", testMatch: /screens/ },
    { name: "speed", testMatch: /speed/ },
  ],
});

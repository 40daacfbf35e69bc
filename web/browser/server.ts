// A real server in a folder of its own, for tests in a real browser.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test as base, expect } from "@playwright/test";

const ROOT = resolve(import.meta.dirname ?? __dirname, "../..");
export const BINARY = process.env.TUNESMITH ?? join(ROOT, "target/debug/tunesmith");

/** A program that learns, in a second: prints two metrics, and saves a model. */
const TRAINER = `
import json, math, os, random, sys, time
arguments = dict(zip(sys.argv[1::2], sys.argv[2::2]))
lr, nodes = float(arguments["--lr"]), int(arguments["--nodes"])
pause = float(arguments.get("--pause", "0.02"))
random.seed(nodes)
if lr > 0.05 and nodes % 2:
    print("starting")
    raise SystemExit("RuntimeError: the loss is not a number any more")
for epoch in range(8):
    time.sleep(pause)
    top = 0.5 + 0.4 * math.exp(-(math.log10(lr) + 2.5) ** 2) * (1 - abs(nodes - 200) / 800)
    value = 0.5 + (top - 0.5) * (1 - math.exp(-(epoch + 1) / 3))
    print(f"epoch {epoch} loss = {1 - value:.5f} accuracy = {value:.5f}", flush=True)
folder = os.environ["TUNESMITH_TRIAL_DIR"]
with open(os.path.join(folder, "model.json"), "w") as out:
    json.dump({"lr": lr, "nodes": nodes, "accuracy": value}, out)
`;

/** Serves what the trainer saved: answers with the model's accuracy times the number that it is sent. */
const SERVER = `
import http.server, json, sys
model = json.load(open(sys.argv[1] + "/model.json"))
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def answer(self, body):
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def do_GET(self):
        self.answer(b"{}")
    def do_POST(self):
        x = float(self.rfile.read(int(self.headers["content-length"])))
        self.answer(json.dumps({"prediction": x * model["accuracy"]}).encode())
    def log_message(self, *a):
        pass
http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Handler).serve_forever()
`;

export interface Server {
  url: string;
  folder: string;
  /** Runs the binary on the server's data directory. */
  run: (...args: string[]) => string;
  key: () => { id: string; secret: string };
  stop: (signal?: NodeJS.Signals) => Promise<void>;
  start: () => Promise<void>;
}

export async function startServer(...flags: string[]): Promise<Server> {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is not there; build it, or name another in TUNESMITH`);
  const folder = mkdtempSync(join(tmpdir(), "tunesmith-browser-"));
  writeFileSync(join(folder, "train.py"), TRAINER);
  writeFileSync(join(folder, "serve.py"), SERVER);
  let child: ChildProcess | undefined;
  const server: Server = {
    url: "",
    folder,
    run: (...args) => execFileSync(BINARY, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }),
    key: () => {
      const keys = JSON.parse(readFileSync(join(folder, ".tunesmith/keys.json"), "utf8")) as {
        keys: { access_key_id: string; secret_access_key: string }[];
      };
      const first = keys.keys[0]!;
      return { id: first.access_key_id, secret: first.secret_access_key };
    },
    start: async () => {
      const listen = server.url ? new URL(server.url).host : "127.0.0.1:0";
      const started = spawn(BINARY, ["serve", "--listen", listen, ...flags], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
      child = started;
      let said = "";
      server.url = await new Promise<string>((done, failed) => {
        started.stderr?.on("data", (bytes: Buffer) => {
          said += bytes.toString();
          const found = /serves (http:\/\/\S+)/.exec(said)?.[1];
          if (found) done(found);
        });
        started.once("exit", () => failed(new Error(`the server ended: ${said}`)));
      });
    },
    stop: (signal = "SIGTERM") =>
      new Promise<void>((done) => {
        if (!child || child.exitCode !== null || child.signalCode !== null) return done();
        child.once("exit", () => done());
        child.kill(signal);
      }),
  };
  await server.start();
  return server;
}

/** What a page complains of: a test fails by it, whatever else it shows. */
export const test = base.extend<{ server: Server; flags: string[]; complaints: string[]; expected: RegExp[] }>({
  flags: [[], { option: true }],
  expected: [[], { option: true }],
  server: async ({ flags, page }, use) => {
    const server = await startServer(...flags);
    await use(server);
    // A page that is still open asks on, and complains of a server that went away by our own doing.
    await page.close();
    await server.stop();
    rmSync(server.folder, { recursive: true, force: true });
  },
  complaints: [
    async ({ page, expected }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      // Whatever is asked of elsewhere, the console works without.
      page.on("request", (request) => {
        const host = new URL(request.url()).hostname;
        if (request.url().startsWith("http") && host !== "127.0.0.1") complaints.push(`asked ${request.url()}`);
      });
      await use(complaints);
      expect(complaints.filter((c) => !expected.some((e) => e.test(c)))).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Makes a job on a server and waits until it is over. */
export function tune(server: Server, name: string, ...flags: string[]): void {
  server.run(
    "tune", "--name", name, "-P", "lr=log:1e-5..1e-1", "-P", "nodes=32..512", "--metric", "loss=loss = ([0-9.]+)",
    "--maximize", "accuracy = ([0-9.]+)", "-j", "4", "--retries", "0", ...flags,
    "--", "python3", "train.py", "--lr", "{lr}", "--nodes", "{nodes}",
  );
}

// Opens pages of several origins in one Chromium and connects from them as a plan says; prints what became of each case.
// The plan: {"visits": [{"page", "client", "cookieUrl", "atOnce", "cases": [{"id", "url", "options"}]}]}.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { chromiumPath } from "./lib/chromium.mjs";

const PAGES_AT_ONCE = 6;
const bundles = { 2: "socket.io-client-2/dist/socket.io.js", 4: "socket.io-client-4/dist/socket.io.min.js" };
const bundle = (client) => fileURLToPath(new URL(`node_modules/${bundles[client]}`, import.meta.url));

/** Runs in the page. */
async function connectAll([cases, atOnce]) {
  const within = (promise, ms, what) =>
    Promise.race([promise, new Promise((_, fail) => setTimeout(fail, ms, new Error(`no ${what} in ${ms} ms`)))]);

  async function connect({ url, options }) {
    const { upgrades, ...rest } = options;
    const socket = window.io(url, { ...rest, forceNew: true, reconnection: false, timeout: 15000 });
    try {
      const problem = await within(
        new Promise((resolve) => {
          socket.on("connect", () => resolve(null));
          socket.on("connect_error", (error) => resolve(String(error?.message ?? error)));
        }),
        20000,
        "answer",
      );
      if (problem !== null) return { connected: false, problem };
      const { engine } = socket.io;
      if (upgrades && engine.transport.name !== "websocket") {
        await within(new Promise((resolve) => engine.once("upgrade", resolve)), 15000, "upgrade");
      }
      const [cookie, header] = await within(
        new Promise((resolve) => socket.emit("seen", (...args) => resolve(args))),
        15000,
        "acknowledgement",
      );
      return { connected: true, cookie, header };
    } catch (error) {
      return { connected: "unclear", problem: error.message };
    } finally {
      socket.close();
    }
  }

  const results = {};
  let next = 0;
  const worker = async () => {
    while (next < cases.length) {
      const one = cases[next++];
      results[one.id] = await connect(one);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}

async function visit(browser, { page: address, client, cookieUrl, atOnce, cases }) {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  try {
    await context.addCookies([{ name: "account", value: "mine", url: cookieUrl, sameSite: "Lax" }]);
    const page = await context.newPage();
    page.setDefaultTimeout(170_000);
    await page.goto(address);
    await page.addScriptTag({ path: bundle(client) });
    return await page.evaluate(connectAll, [cases, atOnce]);
  } finally {
    await context.close();
  }
}

/** A page that could not be opened says nothing about a policy. */
async function visitPatiently(browser, plan) {
  for (let left = 2; ; left--) {
    try {
      return await visit(browser, plan);
    } catch (error) {
      console.error(`${plan.page}: ${error.message}`);
      if (left === 0) throw error;
    }
  }
}

const { visits } = JSON.parse(await readFile(process.argv[2], "utf8"));
const browser = await chromium.launch({
  executablePath: chromiumPath(),
  args: ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"],
  chromiumSandbox: false,
});
try {
  const results = {};
  let next = 0;
  const worker = async () => {
    while (next < visits.length) Object.assign(results, await visitPatiently(browser, visits[next++]));
  };
  await Promise.all(Array.from({ length: PAGES_AT_ONCE }, worker));
  console.log(JSON.stringify(results));
} finally {
  await browser.close();
}

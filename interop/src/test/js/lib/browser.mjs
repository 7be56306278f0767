// One Chromium for a suite, and a page on an origin of its own.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { chromiumPath } from "./chromium.mjs";

const home = fileURLToPath(new URL("..", import.meta.url));
const bundles = {
  "1.7.4": "socket.io-client-1/dist/socket.io.min.js",
  "2.5.0": "socket.io-client-2/dist/socket.io.js",
  "3.1.3": "socket.io-client-3/dist/socket.io.min.js",
  "4.8.4": "socket.io-client-4/dist/socket.io.min.js",
};

const args = [
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

let launched;

/** Started when the first case needs it, with a fresh profile. */
function browser() {
  launched ??= chromium.launch({ executablePath: chromiumPath(), args, chromiumSandbox: false });
  return launched;
}

export async function closeBrowser() {
  if (launched) await (await launched).close();
}

/** A page in a profile of its own, which fails the case when it throws. */
export async function newPage(t, options = {}) {
  const context = await (await browser()).newContext(options);
  t.afterwards(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  page.on("pageerror", (error) => t.fail(`the page threw ${error.stack ?? error}`));
  return page;
}

/** Keeps a picture of the page as an artefact of the build. */
export async function screenshot(page, name) {
  if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`) });
}

/** Serves a page at /<version> that has that version's bundle and browser/client.js; resolves to its origin. */
export async function serveClientPage(t, host = "127.0.0.1") {
  const server = createServer(async (request, response) => {
    const [, first, file] = request.url.split("/");
    if (file === "bundle.js") {
      response.setHeader("content-type", "text/javascript");
      response.end(await readFile(join(home, "node_modules", bundles[first])));
    } else if (file === "client.js") {
      response.setHeader("content-type", "text/javascript");
      response.end(await readFile(join(home, "browser/client.js")));
    } else {
      response.statusCode = first in bundles ? 200 : 404;
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.end(
        `<!doctype html><title>client</title><link rel="icon" href="data:,">` +
          `<script src="/${first}/bundle.js"></script><script src="/${first}/client.js"></script>`,
      );
    }
  });
  await new Promise((resolve) => server.listen(0, host, resolve));
  t.afterwards(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://${host}:${server.address().port}`;
}

/** A page on the server's own origin, with the bundle of the version; its document is an answer of the engine. */
export async function sameOriginPage(t, url, version) {
  const page = await newPage(t);
  await page.goto(`${url}/socket.io/?transport=none`);
  await page.addScriptTag({ path: join(home, "node_modules", bundles[version]) });
  await page.addScriptTag({ path: join(home, "browser/client.js") });
  return page;
}

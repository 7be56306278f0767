// Pages of another origin. Cookies don't look at ports, so a page on another port shows whether credentials are sent.
import assert from "node:assert/strict";
import { newPage, serveClientPage } from "../lib/browser.mjs";
import { same } from "../lib/values.mjs";

const open = ([url, options]) => window.connectTo(url, options);
const handshake = () => window.ask("handshake").then(([seen]) => seen);
const polling = { transports: ["polling"], upgrade: false };

async function foreignPage(t, version, origin) {
  const page = await newPage(t);
  await page.goto(`${origin}/${version}`);
  return page;
}

/** A server that serves pages of `origin` only. */
const serverFor = (t, origin, ...more) => t.server(["--origins", origin, ...more]);

const credentials = (version, transport) => ({
  name: `${version} / ${transport} / an allowed origin with credentials`,
  deviation: version === "2.5.0" ? { 4: "is not what old clients are checked with" } : { 2: "knows nothing of it" },
  async body(t) {
    const origin = await serveClientPage(t);
    const { url } = await serverFor(t, origin, "--credentials");
    const page = await foreignPage(t, version, origin);
    await page.context().addCookies([{ name: "account", value: "mine", url }]);
    assert.equal(await page.evaluate(open, [url, { transports: [transport], withCredentials: true }]), null);
    const { headers } = await page.evaluate(handshake);
    assert.match(headers.cookie ?? "", /account=mine/);
    assert.equal(headers.origin, origin);
    same(await page.evaluate(() => window.echo("x")), ["x"], "echo");
  },
});

const refused = (version, transport, deviation) => ({
  name: `${version} / ${transport} / another origin is refused`,
  deviation,
  async body(t) {
    const origin = await serveClientPage(t);
    const { url } = await serverFor(t, "http://other.example", "--credentials");
    const page = await foreignPage(t, version, origin);
    const problem = await page.evaluate(open, [url, { transports: [transport], upgrade: false }]);
    assert.ok(problem, "the page could connect");
    assert.match(problem.message, transport === "polling" ? /xhr poll error/ : /websocket error/);
    const answer = await fetch(`${url}/socket.io/?EIO=4&transport=polling`, { headers: { origin } });
    assert.equal(answer.status, 403);
    assert.equal(answer.headers.get("access-control-allow-origin"), null);
  },
});

export default [
  credentials("4.8.4", "polling"),
  credentials("4.8.4", "websocket"),
  credentials("2.5.0", "polling"),
  credentials("2.5.0", "websocket"),
  refused("4.8.4", "polling", { 2: "knows nothing of it", 4: "answers, without CORS headers" }),
  refused("4.8.4", "websocket", { 2: "knows nothing of it", 4: "does not look at the origin of a WebSocket" }),
  refused("2.5.0", "polling", { 2: "answers with 400", 4: "answers, without CORS headers" }),
  refused("2.5.0", "websocket", { 2: "answers with 400", 4: "does not look at the origin of a WebSocket" }),
  {
    name: "4.8.4 / polling / a header of its own after a preflight",
    deviation: { 2: "knows nothing of it" },
    async body(t) {
      const origin = await serveClientPage(t);
      const { url } = await serverFor(t, origin, "--credentials", "--allowed-headers", "my-custom-header");
      const page = await foreignPage(t, "4.8.4", origin);
      const options = { ...polling, withCredentials: true, extraHeaders: { "my-custom-header": "abcd" } };
      assert.equal(await page.evaluate(open, [url, options]), null);
      assert.equal((await page.evaluate(handshake)).headers["my-custom-header"], "abcd");
      same(await page.evaluate(() => window.echo({ hex: "00ff" })), [{ hex: "00ff" }], "echo");
    },
  },
  {
    name: "4.8.4 / polling / a header that was not allowed fails the preflight",
    deviation: { 2: "knows nothing of it" },
    async body(t) {
      const origin = await serveClientPage(t);
      const { url } = await serverFor(t, origin, "--allowed-headers", "my-custom-header");
      const page = await foreignPage(t, "4.8.4", origin);
      const problem = await page.evaluate(open, [url, { ...polling, extraHeaders: { "x-other": "1" } }]);
      assert.match(problem?.message ?? "connected", /xhr poll error/);
    },
  },
  {
    name: "4.8.4 / polling / credentials that were not allowed",
    deviation: { 2: "knows nothing of it" },
    async body(t) {
      const origin = await serveClientPage(t);
      const { url } = await serverFor(t, origin);
      const page = await foreignPage(t, "4.8.4", origin);
      const problem = await page.evaluate(open, [url, { ...polling, withCredentials: true }]);
      assert.match(problem?.message ?? "connected", /xhr poll error/);
      assert.equal(await page.evaluate(open, [url, polling]), null);
    },
  },
  {
    name: "4.8.4 / upgrade / an allowed origin",
    deviation: { 2: "knows nothing of it" },
    async body(t) {
      const origin = await serveClientPage(t);
      const { url } = await serverFor(t, origin);
      const page = await foreignPage(t, "4.8.4", origin);
      assert.equal(await page.evaluate(open, [url, {}]), null);
      await page.evaluate(() => window.upgraded());
      same(await page.evaluate(() => window.echo({ hex: "00ff" }, "x")), [{ hex: "00ff" }, "x"], "echo");
    },
  },
  {
    name: "2.5.0 / JSONP / an allowed origin, and another",
    deviation: { 4: "is not what old clients are checked with", 2: "lets any page run its scripts" },
    async body(t) {
      const [friend, stranger] = [await serveClientPage(t), await serveClientPage(t, "localhost")];
      const { url } = await serverFor(t, friend);
      const options = { ...polling, forceJSONP: true };
      const good = await foreignPage(t, "2.5.0", friend);
      assert.equal(await good.evaluate(open, [url, options]), null);
      same(await good.evaluate(() => window.ask("message-with-ack", "x")), ["x"], "ack");
      const bad = await foreignPage(t, "2.5.0", stranger);
      assert.ok(await bad.evaluate(open, [url, options]), "the other origin could connect");
    },
  },
];

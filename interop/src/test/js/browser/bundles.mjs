// Each version's browser bundle, which polls with XMLHttpRequest and real binary where the Node clients use base64.
import assert from "node:assert/strict";
import { sameOriginPage } from "../lib/browser.mjs";
import { generationOf, modes, versions } from "../lib/peer.mjs";
import { bytes, same } from "../lib/values.mjs";

const hex = (length, seed, as) => ({ hex: bytes(length, seed).toString("hex"), ...(as && { as }) });
const plain = (value) => JSON.parse(JSON.stringify(value, (key, member) => (key === "as" ? undefined : member)));

const options = {
  polling: { transports: ["polling"], upgrade: false },
  websocket: { transports: ["websocket"] },
  upgrade: { transports: ["polling", "websocket"] },
};

async function echoes(page, version) {
  const text = generationOf(version) === 1 ? "text" : "ü € 😀 \u2028";
  const values = [
    [text, 1.5, null, { a: [] }],
    [hex(256), text],
    [{ deep: [hex(3, 2), { er: hex(1000, 3) }] }, hex(0)],
    [hex(100_000, 4)],
    [hex(50, 5, "blob"), "beside a blob"],
  ];
  for (const args of values) {
    same(await page.evaluate((args) => window.echo(...args), args), plain(args), "event");
    same(await page.evaluate((args) => window.ask("message-with-ack", ...args), args), plain(args), "ack");
  }
}

const bundle = (version, mode) => ({
  name: `bundle ${version} / ${mode} / echoes of text and binary`,
  deviation: generationOf(version) < 3 ? { 4: "is not what old clients are checked with" } : { 2: "knows nothing of it" },
  async body(t) {
    const url = await t.url();
    const page = await sameOriginPage(t, url, version);
    const open = ([url, options]) => window.connectTo(url, options);
    assert.equal(await page.evaluate(open, [url, options[mode]]), null);
    if (mode === "upgrade" && generationOf(version) === 1) await page.evaluate(() => window.upgraded());
    await echoes(page, version);
    if (mode === "upgrade") {
      await page.evaluate(() => window.upgraded());
      await echoes(page, version);
    }
    assert.equal(await page.evaluate(() => window.transport()), mode === "polling" ? "polling" : "websocket");
  },
});

const jsonp = {
  name: "bundle 2.5.0 / JSONP / echoes of text",
  deviation: { 4: "is not what old clients are checked with" },
  async body(t) {
    const url = await t.url();
    const page = await sameOriginPage(t, url, "2.5.0");
    const scripts = [];
    page.on("request", (request) => request.resourceType() === "script" && scripts.push(request.url()));
    const open = (url) => window.connectTo(url, { transports: ["polling"], upgrade: false, forceJSONP: true });
    assert.equal(await page.evaluate(open, url), null);
    for (const text of ["plain", "ü € 😀", "a\u2028b\u2029c", "</script><!--", 'back\\slash "quote"', "two\nlines", "a\\nb"]) {
      same(await page.evaluate((text) => window.ask("message-with-ack", text), text), [text], "ack");
    }
    assert.ok(scripts.some((script) => /[?&]j=\d/.test(script)), "no script was asked for");
  },
};

export default [...versions.flatMap((version) => modes.map((mode) => bundle(version, mode))), jsonp];

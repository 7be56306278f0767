// What no Node client does by itself: JSONP, and looking at headers.
import assert from "node:assert/strict";
import vm from "node:vm";
import { same } from "../lib/values.mjs";

/** Evaluates the script as a page would and returns what it called `___eio[index]` with. */
function called(script, index) {
  const results = [];
  const ___eio = { [index]: (text) => results.push(text) };
  vm.runInNewContext(script, { ___eio });
  assert.equal(results.length, 1, `the script called its function ${results.length} times: ${script}`);
  return results[0];
}

/** A JSONP peer of Engine.IO 3, as far as the case needs one. */
class Jsonp {
  #query = "EIO=3&transport=polling&j=7";
  #base;
  #fromPage;

  constructor(url, type) {
    this.type = type;
    this.#base = `${url}/socket.io/?`;
    // Scripts and forms tell no origin, only the page that they stand on.
    this.#fromPage = { referer: `${url}/page` };
  }

  async poll() {
    const answer = await fetch(this.#base + this.#query, { headers: this.#fromPage });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("content-type").toLowerCase(), `${this.type}; charset=utf-8`);
    return [...packets(called(await answer.text(), 7))];
  }

  async open() {
    const [first, ...rest] = await this.poll();
    const { sid } = JSON.parse(first.slice(1));
    this.#query += `&sid=${sid}`;
    while (!rest.includes("40")) rest.push(...(await this.poll()));
  }

  async post(packet) {
    // As the old client's form does: backslashes of line ends doubled, then percent-encoded.
    const d = `${packet.length}:${packet}`.replace(/\\n/g, "\\\\n");
    const body = new URLSearchParams({ d }).toString();
    const headers = { ...this.#fromPage, "content-type": "application/x-www-form-urlencoded" };
    const answer = await fetch(this.#base + this.#query, { method: "POST", body, headers });
    assert.equal(answer.status, 200);
    assert.equal(await answer.text(), "ok");
  }

  /** Polls until a packet with that beginning comes. */
  async until(beginning) {
    for (;;) {
      const found = (await this.poll()).find((packet) => packet.startsWith(beginning));
      if (found) return found;
    }
  }
}

function* packets(payload) {
  for (let at = 0; at < payload.length; ) {
    const colon = payload.indexOf(":", at);
    const length = Number(payload.slice(at, colon));
    yield payload.slice(colon + 1, colon + 1 + length);
    at = colon + 1 + length;
  }
}

export default [
  {
    name: "JSONP by scripts and forms",
    generations: [2],
    transports: ["polling"],
    async body(t) {
      const peer = new Jsonp(await t.url(), t.official === 2 ? "text/plain" : "text/javascript");
      await peer.open();
      for (const text of ["plain", "ü😀", "line\u2028para\u2029", "</script><!--", 'back\\slash "quote"', "new\nline", "a\\nb"]) {
        await peer.post(`420${JSON.stringify(["message-with-ack", text])}`);
        same(JSON.parse((await peer.until("430")).slice(3)), [text], "ack");
      }
    },
  },
  {
    name: "a cookie with the session id",
    async body(t) {
      const { url } = await t.server(["--cookie", "live"]);
      const eio = t.generation < 3 ? 3 : 4;
      const answer = await fetch(`${url}/socket.io/?EIO=${eio}&transport=polling`);
      const { sid } = JSON.parse((await answer.text()).match(/{.*}/)[0]);
      const cookie = answer.headers.get("set-cookie");
      assert.ok(cookie?.startsWith(`live=${sid}`), `set-cookie: ${cookie}`);
      assert.match(cookie, /; *HttpOnly/i);
      const peer = await t.open({ url, withCredentials: true });
      same(await peer.ask("message-with-ack", 1), [1], "ack");
    },
  },
  {
    name: "compression",
    async body(t) {
      const { url } = await t.server(["--compression"]);
      const peer = await t.settled({ url });
      if (t.mode !== "polling") {
        const extensions = peer.engine.transport.ws.extensions;
        assert.match(JSON.stringify(extensions), /permessage-deflate/);
      }
      const text = "a text that can be compressed well ".repeat(2000);
      for (let i = 0; i < 5; i++) same(await peer.ask("message-with-ack", text, i), [text, i], "ack");
      same(await peer.ask("message-with-ack", "short"), ["short"], "ack");
    },
  },
];

// The client bundles that the server hands out.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { request } from "node:http";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

const require = createRequire(import.meta.url);
const scripts = ["socket.io", "socket.io.min", "socket.io.esm.min", "socket.io.msgpack.min"];
const files = scripts.flatMap((name) => [`${name}.js`, `${name}.js.map`]);
const decoders = { br: brotliDecompressSync, gzip: gunzipSync, deflate: inflateSync, undefined: (bytes) => bytes };

/** Asks without what fetch adds and undoes. */
function ask(url, { method = "GET", headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent: false }, async (response) => {
      const body = Buffer.concat(await response.toArray());
      resolve({ status: response.statusCode, headers: response.headers, body });
    });
    asked.on("error", reject).end();
  });
}

const dist = async (generation, file) =>
  readFile(join(dirname(require.resolve(`socket.io-client-${generation}/package.json`)), "dist", file));

function common({ headers }, file) {
  assert.equal(headers["cache-control"], "public, max-age=0");
  assert.match(headers["content-type"], file.endsWith(".map") ? /^application\/json/ : /^application\/javascript/);
}

export default [
  {
    name: "files: all official names",
    generations: [4],
    transports: ["polling"],
    async body(t) {
      const url = `${await t.url()}/socket.io/`;
      for (const file of files) {
        const answer = await ask(url + file);
        assert.equal(answer.status, 200, file);
        assert.ok(answer.body.equals(await dist(4, file)), `${file} is that of the package`);
        assert.equal(answer.headers.etag, '"4.8.4"', file);
        common(answer, file);
      }
      assert.equal((await ask(`${url}socket.io.js?v=1`)).status, 200);
      assert.notEqual((await ask(`${url}socket.io.jsx`)).status, 200);
      assert.notEqual((await ask(`${url}socket.io.slim.js`)).status, 200);
    },
  },
  {
    name: "files: those of 2.x",
    generations: [2],
    deviation: { 2: "has them where 4.x has its own" },
    transports: ["polling"],
    async body(t) {
      const url = `${await t.url()}/socket.io/2/`;
      for (const file of ["socket.io.js", "socket.io.js.map", "socket.io.slim.js"]) {
        const answer = await ask(url + file);
        assert.equal(answer.status, 200, file);
        assert.ok(answer.body.equals(await dist(2, file)), `${file} is that of the package`);
        common(answer, file);
      }
    },
  },
  {
    name: "files: unchanged ones are not sent again",
    generations: [4],
    transports: ["polling"],
    async body(t) {
      const url = `${await t.url()}/socket.io/socket.io.min.js`;
      for (const tag of ['"4.8.4"', 'W/"4.8.4"']) {
        const answer = await ask(url, { headers: { "if-none-match": tag } });
        assert.equal(answer.status, 304, tag);
        assert.equal(answer.body.length, 0);
      }
      assert.equal((await ask(url, { headers: { "if-none-match": '"4.0.0"' } })).status, 200);
    },
  },
  {
    name: "files: compressed for who can read that",
    generations: [4],
    transports: ["polling"],
    async body(t) {
      const url = `${await t.url()}/socket.io/socket.io.js`;
      const plain = await dist(4, "socket.io.js");
      for (const accepted of ["gzip", "deflate", "br, gzip;q=0.5", "identity", ""]) {
        const answer = await ask(url, { headers: { "accept-encoding": accepted } });
        const coding = answer.headers["content-encoding"];
        if (accepted === "gzip" || accepted === "deflate") assert.equal(coding, accepted);
        if (accepted === "identity" || accepted === "") assert.equal(coding, undefined);
        assert.ok(decoders[coding](answer.body).equals(plain), `${accepted}: ${coding}`);
      }
    },
  },
  {
    name: "files: HEAD",
    generations: [4],
    transports: ["polling"],
    deviation: { 4: "announces no length" },
    async body(t) {
      const url = `${await t.url()}/socket.io/socket.io.js`;
      const answer = await ask(url, { method: "HEAD" });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.etag, '"4.8.4"');
      assert.equal(Number(answer.headers["content-length"]), (await dist(4, "socket.io.js")).length);
      assert.equal(answer.body.length, 0);
    },
  },
  {
    name: "files: none where they are not wanted",
    generations: [4],
    transports: ["polling"],
    async body(t) {
      const { url } = await t.server(["--serve-client", "false"]);
      assert.notEqual((await ask(`${url}/socket.io/socket.io.js`)).status, 200);
    },
  },
];

// A parser of the application's own.
import * as parser from "../../lib/line-parser.mjs";
import { same } from "../../lib/values.mjs";
import { enter, perform, refusal, soFar } from "../../lib/parity.mjs";

const values = [1, "ü😀", null, { a: [true, { b: 1.5 }] }, []];

export default [
  {
    name: "own parser: events and acknowledgements both ways",
    async body(t) {
      const { url } = await t.server(["--parser", "lines"]);
      const peer = await t.settled({ url, parser });
      same(await peer.ask("echo", ...values), values, "ack");
      same(await peer.ask("decoded", ...values), values, "ack, decoded");
      peer.emit("back", ...values);
      same(await peer.next("back"), values, "event");
      peer.on("question", (ack) => ack(...values));
      same((await perform(peer, "ask", null, "question")).values, values, "answer of the client");
    },
  },
  {
    name: "own parser: namespaces, refusals, broadcasts",
    async body(t) {
      const { url } = await t.server(["--parser", "lines"]);
      const root = await t.settled({ url, parser });
      const other = await enter(t, root, "/other");
      await perform(other, "emit", {}, "x", values);
      same(await soFar(other, "x"), [[values]], "broadcast");
      same(await soFar(root, "x"), [], "in the main namespace");
      const data = { code: 7, why: ["a", "b"] };
      same(await refusal(t, root, "/refusing"), t.generation < 3 ? data : { message: "no entry", data }, "refusal");
      other.socket.disconnect();
      same(await root.ask("echo", 1), [1], "ack in the namespace that stays");
    },
  },
];

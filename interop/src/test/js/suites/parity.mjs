// Each row of the server's API with the official clients as peers.
import acks from "../cases/parity/acks.mjs";
import broadcasting from "../cases/parity/broadcasting.mjs";
import cluster from "../cases/parity/cluster.mjs";
import disconnecting from "../cases/parity/disconnecting.mjs";
import dynamic from "../cases/parity/dynamic.mjs";
import ending from "../cases/parity/ending.mjs";
import events from "../cases/parity/events.mjs";
import files from "../cases/parity/files.mjs";
import handshakes from "../cases/parity/handshakes.mjs";
import isolation from "../cases/parity/isolation.mjs";
import middleware from "../cases/parity/middleware.mjs";
import msgpack from "../cases/parity/msgpack.mjs";
import parsers from "../cases/parity/parsers.mjs";
import sockets from "../cases/parity/sockets.mjs";

export const command = "parity";

const behaviour = [sockets, handshakes, events, acks, broadcasting, cluster, middleware, dynamic, disconnecting, ending, isolation, files];
const parsing = [msgpack, parsers];

export function define(suite, { client }) {
  for (const one of [...behaviour, ...parsing].flat()) suite.matrix(client, one);
}

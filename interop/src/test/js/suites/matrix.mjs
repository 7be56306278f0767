// Every case for one client version over each transport.
import acks from "../cases/acks.mjs";
import binary from "../cases/binary.mjs";
import connecting from "../cases/connecting.mjs";
import disconnecting from "../cases/disconnecting.mjs";
import heartbeat from "../cases/heartbeat.mjs";
import http from "../cases/http.mjs";
import large from "../cases/large.mjs";
import namespaces from "../cases/namespaces.mjs";
import order from "../cases/order.mjs";
import reconnecting from "../cases/reconnecting.mjs";
import rooms from "../cases/rooms.mjs";
import values from "../cases/values.mjs";
import vanishing from "../cases/vanishing.mjs";

const all = [connecting, values, binary, order, acks, large, namespaces, rooms, http];
const slow = [heartbeat, disconnecting, reconnecting, vanishing];

export function define(suite, { client }) {
  for (const one of [...all, ...slow].flat()) suite.matrix(client, one);
}

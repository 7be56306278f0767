// A parser as an application might write one: each packet is one JSON object; LineParser.java is its other end.
import { EventEmitter } from "node:events";

export class Encoder {
  // Up to 2.x an encoder answers by a callback, later by what it returns.
  encode({ type, nsp, data, id }, done) {
    const values = data === undefined ? [] : Array.isArray(data) ? data : [data];
    const lines = [JSON.stringify({ t: type, n: nsp, d: values, i: id })];
    done?.(lines);
    return lines;
  }
}

export class Decoder extends EventEmitter {
  add(line) {
    const { t: type, n: nsp, d: values, i: id } = JSON.parse(line);
    this.emit("decoded", { type, nsp, id, data: type === 2 || type === 3 ? values : values[0] });
  }

  destroy() {}
}

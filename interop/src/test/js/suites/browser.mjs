// A real browser: every bundle, foreign origins, JSONP, and the page of `sockeye serve`.
import bundles from "../browser/bundles.mjs";
import chat from "../browser/chat.mjs";
import origins from "../browser/origins.mjs";
import { closeBrowser } from "../lib/browser.mjs";

export function define(suite) {
  for (const { name, body, deviation = {}, seconds = 40 } of [bundles, origins, chat].flat()) {
    if (!(suite.official in deviation)) suite.add(`browser / ${name}`, body, { seconds });
  }
  suite.atEnd(closeBrowser);
}

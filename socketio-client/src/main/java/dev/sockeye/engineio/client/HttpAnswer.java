package dev.sockeye.engineio.client;

import dev.sockeye.engineio.protocol.Bytes;
import io.netty.handler.codec.http.HttpHeaders;

/** Is a whole answer to a request. */
record HttpAnswer(int status, HttpHeaders headers, Bytes body) {}

package dev.sockeye.engineio.netty;

import dev.sockeye.engineio.protocol.Frame;

/** Takes what a {@link FrameReader} found. */
interface FrameEvents {
    /** Takes a whole, valid message. */
    void onMessage(Frame frame);

    /** Takes the payload of a ping. */
    void onPing(byte[] payload);

    /** Takes a close frame; nothing follows it. 1005 stands for one without a code. */
    void onCloseFrame(int code, String reason);
}

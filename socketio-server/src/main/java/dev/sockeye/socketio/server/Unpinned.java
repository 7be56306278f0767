package dev.sockeye.socketio.server;

import dev.sockeye.engineio.protocol.Message;

/** Makes messages small while they wait. Stateless. */
final class Unpinned {
    private Unpinned() {}

    /** Returns a message that does not hold on to a large payload of which it is a small part. */
    static Message of(Message message) {
        var data = message.data().compact();
        if (data.array() == message.data().array()) {
            return message;
        }
        return message.binary() ? Message.binary(data) : Message.text(data);
    }
}

package dev.sockeye.cli.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Is a session over polling: one connection for what it sends, one that waits. Confined to the event loop. */
final class PollingClient extends Client {
    private final Rig rig;
    private final String resource;
    private final String postHead;
    private final Http posts;
    private final Http polls;

    // For what is sent.
    private @Nullable RequestStream requests;
    private int next;
    private int toSend;
    private String raw = "";
    private boolean posting;

    // For what comes.
    private boolean polling;
    private int expected;
    private boolean over;

    PollingClient(Rig rig, String sid, Http http, @Nullable InetAddress source) {
        this.rig = rig;
        this.resource = rig.target().resource("polling", sid);
        this.postHead = Http.postHead(rig.target(), resource);
        this.posts = http;
        this.polls = new Http(rig, source);
    }

    @Override
    void use(RequestStream stream) {
        requests = stream;
        next = 0;
        poll();
    }

    @Override
    void send(int count) {
        toSend += count;
    }

    @Override
    void flush() {
        var stream = requests;
        if (posting || over || toSend + raw.length() == 0) {
            return;
        }
        var eio = rig.target().eio();
        var body = Unpooled.EMPTY_BUFFER;
        if (!raw.isEmpty()) {
            body = Unpooled.copiedBuffer(raw, StandardCharsets.US_ASCII);
            raw = "";
        } else if (stream != null) {
            var count = Math.min(toSend, stream.most());
            body = stream.slice(next, count);
            // The last separator stands between nothing.
            body.writerIndex(body.writerIndex() - (eio == 3 ? 0 : 1));
            next = (next + count) % stream.messages();
            toSend -= count;
        }
        post(body);
    }

    private void post(ByteBuf body) {
        posting = true;
        posts.post(postHead, body, (status, answer, failure) -> {
            posting = false;
            if (status != 200) {
                end("a POST", status);
            } else {
                flush();
            }
        });
    }

    @Override
    void sendRaw(String packet) {
        var separator = raw.isEmpty() || rig.target().eio() == 3 ? "" : "\u001e";
        raw += separator + PollingText.body(packet, rig.target().eio());
        flush();
        poll();
    }

    @Override
    void reading(boolean on) {
        polls.reading(on);
    }

    @Override
    void ping() {
        sendRaw("2");
    }

    @Override
    void leave() {
        over = true;
        rig.dead(this);
        if (posting) {
            cut();
            return;
        }
        polls.close();
        posts.post(resource, PollingText.body("1", rig.target().eio()), (status, body, failure) -> posts.close());
    }

    @Override
    void cut() {
        over = true;
        rig.dead(this);
        polls.close();
        posts.close();
    }

    @Override
    boolean gone() {
        return over;
    }

    private void poll() {
        if (polling || over) {
            return;
        }
        polling = true;
        polls.get(resource, (status, body, failure) -> {
            polling = false;
            if (over) {
                return;
            }
            if (status != 200) {
                end("a poll", status);
                return;
            }
            // The next one is out before what came is worked on.
            poll();
            take(body);
            rig.traffic().readComplete(this);
        });
    }

    private void take(byte[] body) {
        var answered = 0;
        for (var packet : PollingText.decode(body, rig.target().eio())) {
            answered += take(packet);
        }
        if (answered > 0) {
            rig.traffic().replies(this, answered);
        }
    }

    private int take(Payload packet) {
        var workload = rig.workload();
        if (packet.bytes().length == 1) {
            if (packet.bytes()[0] == '2') {
                sendRaw("3");
            } else if (packet.bytes()[0] == '1') {
                end("a poll", 200);
            }
            return 0;
        }
        if (workload != null && packet.startsWith(workload.prefix())) {
            var messages = workload.messages();
            var right = messages.get(expected).reply().get(0);
            expected = (expected + 1) % messages.size();
            if (!packet.same(right)) {
                rig.meter().wrong("came: " + packet.shown() + "; expected: " + right.shown());
            }
            return 1;
        }
        if (!rig.traffic().other(this, packet)) {
            rig.meter().other();
        }
        return 0;
    }

    private void end(String what, int status) {
        if (!over) {
            cut();
            if (!rig.traffic().closed(this)) {
                rig.meter().closed();
                rig.meter().note("a session ended when the server answered " + what + " with status " + status);
            }
        }
    }
}

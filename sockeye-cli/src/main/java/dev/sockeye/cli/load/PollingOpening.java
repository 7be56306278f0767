package dev.sockeye.cli.load;

import java.net.InetAddress;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opens a session over polling and joins the namespace; with an upgrade if that is asked for. Confined to the event loop. */
final class PollingOpening {
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private final Rig rig;
    private final boolean upgrade;
    private final @Nullable InetAddress source;
    private final Opened opened;
    private final Http http;
    private String sid = "";
    private Duration pingInterval = Duration.ofSeconds(25);
    private boolean over;

    PollingOpening(Rig rig, boolean upgrade, @Nullable InetAddress source, Opened opened) {
        this.rig = rig;
        this.upgrade = upgrade;
        this.source = source;
        this.opened = opened;
        this.http = new Http(rig, source);
    }

    void begin() {
        http.get(rig.target().resource("polling", ""), (status, body, failure) -> {
            if (refused("the handshake", status, failure)) {
                return;
            }
            if (!take(body) && !over) {
                if (rig.target().eio() == 3) {
                    poll();
                } else {
                    http.post(resource(), "40", (posted, nothing, lost) -> {
                        if (!refused("a POST", posted, lost)) {
                            poll();
                        }
                    });
                }
            }
        });
    }

    /** Gives up. */
    void fail(Throwable cause) {
        if (!over) {
            over = true;
            http.close();
            opened.done(null, cause);
        }
    }

    private void poll() {
        http.get(resource(), (status, body, failure) -> {
            if (!refused("a poll", status, failure) && !take(body) && !over) {
                poll();
            }
        });
    }

    private String resource() {
        return rig.target().resource("polling", sid);
    }

    private boolean refused(String what, int status, @Nullable Throwable failure) {
        if (failure != null) {
            fail(failure);
        } else if (status != 200) {
            fail(new LoadException("the server answers " + what + " with status " + status));
        }
        return over;
    }

    /** Reads a body; true when the session has joined. */
    private boolean take(byte[] body) {
        try {
            for (var packet : PollingText.decode(body, rig.target().eio())) {
                var text = packet.shown();
                var found = SID.matcher(text);
                if (text.startsWith("0") && found.find()) {
                    sid = found.group(1);
                    pingInterval = WebSocketOpening.pingInterval(packet);
                } else if (text.startsWith("44")) {
                    fail(new LoadException("the server refuses the namespace: " + text));
                } else if (text.startsWith("40")) {
                    joined();
                    return true;
                }
            }
            if (sid.isEmpty()) {
                fail(new LoadException("the server answers the handshake without a session id"));
            }
        } catch (LoadException e) {
            fail(e);
        }
        return false;
    }

    private void joined() {
        if (!upgrade) {
            over = true;
            var client = new PollingClient(rig, sid, http, source);
            rig.alive(client, pingInterval);
            opened.done(client, null);
            return;
        }
        var webSocket = new WebSocketOpening(rig, sid, (client, failure) -> {
            over = true;
            http.close();
            if (client != null) {
                rig.alive(client, pingInterval);
            }
            opened.done(client, failure);
        });
        rig.connect(webSocket, source).addListener(done -> {
            if (!done.isSuccess()) {
                webSocket.fail(done.cause());
            }
        });
    }
}

package dev.sockeye.socketio.client;

import dev.sockeye.socketio.protocol.Packet;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners of a manager, on the handler executor. Told on the strand only. */
final class ManagerSignals {
    private static final Logger log = LoggerFactory.getLogger(Manager.class);
    private static final int MAX_PACKETS = 1_000;

    private final Hooks<ManagerEvent> hooks = new Hooks<>();
    private final AtomicInteger packets = new AtomicInteger();
    private final Mailbox mailbox;
    private final Strand strand;

    ManagerSignals(Strand strand) {
        this.strand = strand;
        mailbox = new Mailbox(strand, null);
    }

    Hooks<ManagerEvent> hooks() {
        return hooks;
    }

    boolean busy() {
        return mailbox.busy();
    }

    void plain(ManagerEvent event) {
        this.<Runnable>tell(event, Runnable::run);
    }

    void value(ManagerEvent event, Object value) {
        this.<Consumer<Object>>tell(event, listener -> listener.accept(value));
    }

    void closed(DisconnectReason reason, Optional<String> description) {
        this.<BiConsumer<DisconnectReason, Optional<String>>>tell(
                ManagerEvent.CLOSE, listener -> listener.accept(reason, description));
    }

    /** Shows a packet, unless the listeners are far behind. */
    void packet(Packet packet) {
        if (!hooks.any(ManagerEvent.PACKET)) {
            return;
        }
        if (packets.get() >= MAX_PACKETS) {
            log.debug("a packet is not shown: the listeners are too slow");
            return;
        }
        packets.incrementAndGet();
        mailbox.add(() -> {
            packets.decrementAndGet();
            this.<Consumer<Packet>>each(ManagerEvent.PACKET, listener -> listener.accept(packet));
        });
    }

    /** Tells of an attempt before it is made. */
    void beforeAttempt(int count, Runnable attempt) {
        if (!hooks.any(ManagerEvent.RECONNECT_ATTEMPT)) {
            attempt.run();
            return;
        }
        mailbox.add(() -> {
            this.<Consumer<Object>>each(ManagerEvent.RECONNECT_ATTEMPT, listener -> listener.accept(count));
            strand.post(attempt);
        });
    }

    private <L> void tell(ManagerEvent event, Hooks.Call<L> call) {
        if (hooks.any(event)) {
            mailbox.add(() -> each(event, call));
        }
    }

    private <L> void each(ManagerEvent event, Hooks.Call<L> call) {
        hooks.each(event, call, failure -> log.warn("a listener of a manager failed", failure));
    }
}
